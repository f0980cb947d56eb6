import { execFile } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './setup.ts';
import { TemporaryFolder } from './temporary.ts';

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

/**
 * A copy of the project without anything built, to build in: what others use
 * in `dist` meanwhile stays. The packages are those of the project itself.
 */
export function copyProject(): string {
	const copy = path.join(new TemporaryFolder().path, 'project');
	cpSync(projectRoot, copy, {
		recursive: true,
		filter: (source) => !notCopied.has(path.relative(projectRoot, source)),
	});
	symlinkSync(path.join(projectRoot, 'node_modules'), path.join(copy, 'node_modules'));
	return copy;
}

/** Runs `npm run package` in a copy of the project. Returns the .vsix file. */
export async function makePackage(copy: string): Promise<string> {
	const run = promisify(execFile)('npm', ['run', 'package'], { cwd: copy });
	// Nobody is there to answer vsce's questions.
	run.child.stdin?.end();
	await run;
	return path.join(copy, 'dist/ideogram-assets.vsix');
}
