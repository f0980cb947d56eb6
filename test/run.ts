/**
 * Runs the tests: `node test/run.ts` all of them, `node test/run.ts unit` one
 * part (unit, page, faults, host, ui, oldest, desktop). Each part is a process that leaves its counts
 * in a file, so that one that crashes is noticed. The last line says it all.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Result } from './reporter.ts';
import { ensureHost, OLDEST_CODE_SERVER, projectRoot } from './vscode/setup.ts';
import { TemporaryFolder } from './vscode/temporary.ts';

interface Part {
	title: string;
	script: string[];
	/** Runs the built extension. */
	built: boolean;
	/** Runs in the editor that `test/vscode/setup.ts` fetches. */
	hosted: boolean;
	/** In the editor that this version of code-server carries, not the usual one. */
	codeServer?: string;
}

const parts: Record<string, Part> = {
	unit: { title: 'Unit tests', script: ['test/node-part.ts', 'unit'], built: false, hosted: false },
	page: { title: 'Page tests', script: ['test/node-part.ts', 'page'], built: true, hosted: false },
	faults: {
		title: 'Fault tests',
		// A few kills each time; `npm run test:faults` has hundreds.
		script: ['test/faults/run.ts', '--kills', '25'],
		built: false,
		hosted: false,
	},
	host: { title: 'Extension host tests', script: ['test/host/run.ts'], built: true, hosted: true },
	ui: { title: 'Window tests', script: ['test/node-part.ts', 'ui'], built: true, hosted: true },
	oldest: {
		title: 'Extension host tests in the oldest editor',
		script: ['test/host/run.ts'],
		built: true,
		hosted: true,
		codeServer: OLDEST_CODE_SERVER,
	},
	desktop: {
		title: 'Extension host tests on the desktop',
		script: ['test/host/run.ts', '--desktop'],
		built: true,
		hosted: false,
	},
};

const temporary = new TemporaryFolder();

/** Runs a script of the project with this Node; its output goes straight to ours. */
function node(script: string[], env: Record<string, string> = {}): Promise<number> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, script, {
			cwd: projectRoot,
			stdio: 'inherit',
			env: { ...process.env, ...env },
		});
		child.once('error', reject);
		child.once('exit', (code) => resolve(code ?? 1));
	});
}

function readResult(file: string): Result {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return { passed: 0, failed: 0, pending: [], failures: [], finished: false };
	}
}

/** Runs a part. One that dies, runs nothing, or ends badly without saying why counts as one failure more. */
async function runPart(name: string, part: Part, choice: string[]): Promise<Result> {
	console.log(`\n${part.title}`);
	const started = Date.now();
	const file = path.join(temporary.path, `${name}.json`);
	const code = await node([...part.script, ...choice], {
		TEST_RESULT: file,
		...(part.codeServer ? { CODE_SERVER_VERSION: part.codeServer } : {}),
	});
	const result = readResult(file);
	const ranNothing = result.passed + result.failed + result.pending.length === 0;
	if (!result.finished || ranNothing || (code !== 0 && result.failed === 0)) {
		const how = result.finished ? (ranNothing ? 'ran no test' : `ended with ${code}`) : 'died';
		console.error(`${part.title}: the run ${how}.`);
		result.failed++;
		result.failures.push(`${part.title}: the run ${how}`);
	}
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	console.log(`${part.title}: ${result.passed} passed, ${result.failed} failed in ${seconds} s`);
	return result;
}

async function prepare(chosen: Part[]): Promise<boolean> {
	if (chosen.some((part) => part.built) && (await node(['esbuild.js'])) !== 0) {
		console.error('The build failed.');
		return false;
	}
	for (const { codeServer } of chosen.filter((part) => part.hosted)) {
		await ensureHost(codeServer);
	}
	return true;
}

async function runAll(names: string[], choice: string[]): Promise<Result[]> {
	const chosen = names.map((name) => [name, parts[name] as Part] as const);
	if (!(await prepare(chosen.map(([, part]) => part)))) {
		return [{ passed: 0, failed: 1, pending: [], failures: [], finished: false }];
	}
	const results: Result[] = [];
	for (const [name, part] of chosen) {
		results.push(await runPart(name, part, choice));
	}
	return results;
}

async function main(): Promise<void> {
	const [name, ...choice] = process.argv.slice(2);
	if (name !== undefined && !parts[name]) {
		throw new Error(`There is no part "${name}": ${Object.keys(parts).join(', ')}.`);
	}
	const results = await runAll(
		name === undefined ? ['unit', 'page', 'faults', 'host', 'ui'] : [name],
		choice,
	).catch((error) => {
		console.error(error);
		return [{ passed: 0, failed: 1, pending: [], failures: [], finished: false }];
	});
	const pending = results.flatMap((result) => result.pending);
	if (pending.length > 0) {
		console.log(`\nSkipped:\n${pending.map((title) => `  ${title}`).join('\n')}`);
	}
	// Again at the end, where they are found: a part prints its own above everything that follows it.
	const failures = results.flatMap((result) => result.failures);
	if (failures.length > 0) {
		console.log(`\nFailed:\n${failures.map((failure) => `  ${failure}`).join('\n')}`);
	}
	const sum = (member: 'passed' | 'failed') => results.reduce((total, result) => total + result[member], 0);
	process.exitCode = sum('failed') > 0 ? 1 : 0;
	console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
}

await main();
