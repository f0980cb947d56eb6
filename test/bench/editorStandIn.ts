// What saving into a workspace on this disk needs of the editor: addresses. Everything else is the product's own.
import path from 'node:path';

const address = (file: string) => ({ scheme: 'file', authority: '', path: file, fsPath: file });

export const Uri = {
	file: address,
	joinPath: (base: { readonly path: string }, ...names: readonly string[]) =>
		address(path.posix.join(base.path, ...names)),
};
