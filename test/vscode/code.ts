#!/usr/bin/env node
/**
 * Stands in for the `code` executable: takes the arguments with which
 * `@vscode/test-electron` starts the desktop editor, and runs the tests in a
 * real extension host of VS Code's server, with its workbench in a headless
 * Chromium. The exit code says how it went, as with the desktop editor.
 */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { injectConfig, remoteUri, startBrowser, workbenchUrl } from './browser.ts';
import { type Server, startServer, writeUserSettings } from './server.ts';
import { ensureHost, projectRoot } from './setup.ts';
import { follow } from './tail.ts';
import { TemporaryFolder } from './temporary.ts';

interface Arguments {
	extensions: string[];
	tests: string;
	userDataDir: string | undefined;
	extensionsDir: string | undefined;
	disableExtensions: boolean;
	folder: string | undefined;
	workspace: string | undefined;
}

/** How a run ended: as a process's exit code, and in words if it did not end by itself. */
interface Ending {
	code: number;
	why?: string;
}

const limit = Number(process.env.HOST_TIMEOUT || 3600);

function readArguments(): Arguments {
	const { values, positionals } = parseArgs({
		// The editor has many switches that mean nothing here.
		strict: false,
		allowPositionals: true,
		options: {
			extensionDevelopmentPath: { type: 'string', multiple: true },
			extensionTestsPath: { type: 'string' },
			'user-data-dir': { type: 'string' },
			'extensions-dir': { type: 'string' },
			'disable-extensions': { type: 'boolean' },
		},
	});
	const text = (value: unknown) => (typeof value === 'string' ? path.resolve(value) : undefined);
	const tests = text(values.extensionTestsPath);
	if (!tests) {
		throw new Error('Only test runs: give --extensionTestsPath.');
	}
	const opened = text(positionals[0]);
	const isFolder = opened !== undefined && statSync(opened).isDirectory();
	return {
		extensions: (values.extensionDevelopmentPath ?? []).flatMap((value) => text(value) ?? []),
		tests,
		userDataDir: text(values['user-data-dir']),
		extensionsDir: text(values['extensions-dir']),
		disableExtensions: values['disable-extensions'] === true,
		folder: isFolder ? opened : undefined,
		workspace: isFolder ? undefined : opened,
	};
}

/** The desktop editor keeps user settings elsewhere below its data folder than the server does. */
function copyUserSettings(userDataDir: string | undefined, dataDir: string): void {
	const file = userDataDir && path.join(userDataDir, 'User/settings.json');
	if (file && existsSync(file)) {
		writeUserSettings(dataDir, JSON.parse(readFileSync(file, 'utf8')));
	}
}

/** `ended` settles when the workbench reports the end of the tests, or when something that it needs is gone. */
async function watchForEnd(page: Page, server: Server): Promise<{ ended: Promise<Ending> }> {
	let end: (ending: Ending) => void = () => {};
	const ended = new Promise<Ending>((resolve) => {
		end = resolve;
	});
	await page.exposeFunction('codeAutomationLog', () => {});
	await page.exposeFunction('codeAutomationExit', (code: number) => end({ code }));
	page.on('crash', () => end({ code: 101, why: 'The page crashed.' }));
	page.context().on('close', () => end({ code: 102, why: 'The browser closed.' }));
	server.gone.then(() => end({ code: 103, why: 'The server ended.' }));
	const why = `The tests took more than ${limit} s.`;
	setTimeout(() => end({ code: 98, why }), limit * 1000).unref();
	return { ended };
}

/** An extension host that dies is reported with code 0: only the result file of a finished run counts. */
function believe(ending: Ending, resultFile: string): Ending {
	if (ending.code !== 0) {
		return ending;
	}
	if (!existsSync(resultFile)) {
		return { code: 97, why: 'The extension host went away before the tests finished.' };
	}
	return { code: JSON.parse(readFileSync(resultFile, 'utf8')).ok ? 0 : 1 };
}

async function explain(why: string, page: Page, server: Server): Promise<void> {
	console.error(`${why}\n${server.output().slice(-2000)}`);
	const screenshot = path.join(projectRoot, 'screenshots/host-failure.png');
	mkdirSync(path.dirname(screenshot), { recursive: true });
	await page.screenshot({ path: screenshot }).catch(() => {
		// The page may be what went away.
	});
}

const trouble =
	/No extension host found|Error while fetching the extension|Cannot activate|Activating extension .* failed/;

/** Passes on what the workbench says about extensions that it could not run. */
function reportTrouble(page: Page): void {
	page.on('console', (message) => {
		const text = message.text();
		// The page tries to load them as web extensions too; the server is who runs them.
		if (trouble.test(text) && !text.includes('is not a web extension')) {
			console.error(`[workbench] ${text.slice(0, 500)}`);
		}
	});
}

async function main(): Promise<number> {
	const args = readArguments();
	const host = await ensureHost();
	const temporary = new TemporaryFolder();
	const outputFile = path.join(temporary.path, 'output');
	const resultFile = path.join(temporary.path, 'result.json');
	writeFileSync(outputFile, '');
	const dataDir = temporary.folder('data');
	copyUserSettings(args.userDataDir, dataDir);
	const server = await startServer({
		host,
		dataDir,
		extensionsDir: args.extensionsDir ?? temporary.folder('extensions'),
		env: { HOST_OUTPUT: outputFile, HOST_RESULT: resultFile, HOST_TESTS: args.tests },
	});
	const { context, page } = await startBrowser({
		executable: host.chromium,
		userDataDir: temporary.folder('browser'),
	});
	reportTrouble(page);
	const { ended } = await watchForEnd(page, server);
	await injectConfig(page, {
		extensions: args.extensions.map((folder) => remoteUri(server.port, folder)),
		extensionTestsPath: remoteUri(server.port, path.join(import.meta.dirname, 'entry.cjs')),
	});
	const stopFollowing = follow(outputFile);
	await page.goto(workbenchUrl({ port: server.port, ...args }));
	const ending = believe(await ended, resultFile);
	stopFollowing();
	if (ending.why) {
		await explain(ending.why, page, server);
	}
	await context.close();
	await server.stop();
	temporary.remove();
	return ending.code;
}

process.exit(await main());
