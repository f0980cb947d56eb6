import { execFile } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../vscode/setup.ts';
import { TemporaryFolder } from '../vscode/temporary.ts';

/** What a fresh clone lacks too. */
const notCopied = new Set([
	'.git',
	'.vscode-host',
	'.vscode-test',
	'coverage',
	'dist',
	'node_modules',
	'out',
	'screenshots',
	'test/bench/node_modules',
]);

let packaged: Promise<string> | undefined;

/** The packaged extension as a .vsix file, made by `npm run package` when first asked for. */
export function packagedExtension(): Promise<string> {
	packaged ??= makePackage();
	return packaged;
}

/** In a copy of the project: a production build replaces `dist`, which windows on the development build use. */
async function makePackage(): Promise<string> {
	const copy = new TemporaryFolder().path;
	cpSync(projectRoot, copy, {
		recursive: true,
		filter: (source) => !notCopied.has(path.relative(projectRoot, source)),
	});
	symlinkSync(path.join(projectRoot, 'node_modules'), path.join(copy, 'node_modules'));
	const run = promisify(execFile)('npm', ['run', 'package'], { cwd: copy });
	// Nobody is there to answer vsce's questions.
	run.child.stdin?.end();
	await run;
	return path.join(copy, 'dist/ideogram-assets.vsix');
}
