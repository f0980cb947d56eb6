/**
 * Runs the extension host tests of `test/host`, already bundled, in a real
 * editor: the one of `test/vscode`, or with `--desktop` the desktop editor that
 * `@vscode/test-electron` downloads. TEST_GREP chooses tests by their titles.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { projectRoot } from '../vscode/setup.ts';
import { TemporaryFolder } from '../vscode/temporary.ts';

const desktop = process.argv.includes('--desktop');
const temporary = new TemporaryFolder();
const workspace = temporary.copyOf(path.join(projectRoot, 'test/fixtures/workspace'), 'workspace');
const userDataDir = temporary.folder('user');

mkdirSync(path.join(userDataDir, 'User'));
writeFileSync(
	path.join(userDataDir, 'User/settings.json'),
	JSON.stringify({ 'files.autoSave': 'off', 'telemetry.telemetryLevel': 'off' }),
);

try {
	await runTests({
		...(desktop ? {} : { vscodeExecutablePath: path.join(projectRoot, 'test/vscode/code.ts') }),
		extensionDevelopmentPath: projectRoot,
		extensionTestsPath: path.join(projectRoot, 'out/host-tests.cjs'),
		launchArgs: [
			workspace,
			...['--user-data-dir', userDataDir, '--extensions-dir', temporary.folder('extensions')],
			'--disable-extensions',
		],
		extensionTestsEnv: {
			TEST_USER_DATA: userDataDir,
			// code.ts is started by its first line: with this Node, not with an older one of the machine.
			PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}`,
		},
	});
} catch (error) {
	if (!(error instanceof TestRunFailedError)) {
		console.error(error);
	}
	process.exitCode = 1;
}
temporary.remove();
