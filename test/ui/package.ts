import { copyProject, makePackage } from '../vscode/projectCopy.ts';

let packaged: Promise<string> | undefined;

/** The packaged extension as a .vsix file, made when first asked for. */
export function packagedExtension(): Promise<string> {
	packaged ??= makePackage(copyProject());
	return packaged;
}
