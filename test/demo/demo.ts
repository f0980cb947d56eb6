/**
 * `npm run demo`: the packaged extension in a real VS Code window, with the
 * main job done in it as a person would. Prints what came of it and writes
 * `demo.png`. On a terminal the window then stays until Ctrl+C.
 */

import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { packagedExtension } from '../ui/package.ts';
import { type EditorWindow, openWindow } from '../ui/window.ts';
import { ensureHost, projectRoot } from '../vscode/setup.ts';
import { TemporaryFolder } from '../vscode/temporary.ts';
import { type Job, type Outcome, runJob, setKey, showBeside } from './jobs.ts';
import { SandboxProcess } from './sandbox.ts';
import { KEY, markdownJob, siteWindow } from './site.ts';

const screenshot = path.join(projectRoot, 'demo.png');

const tsxJob: Job = {
	file: 'src/Hero.tsx',
	line: 8,
	column: 1,
	prompt: 'Sunrise over the hills',
	folder: 'src/assets',
};

// Everything temporary is in here, and so is what the editor itself leaves in the folder for temporary files.
const temporary = new TemporaryFolder();
process.env.TMPDIR = temporary.path;
const started = performance.now();
let step = 'starting';
let sandbox: SandboxProcess | undefined;
let window: EditorWindow | undefined;
const interrupted = Promise.withResolvers<'interrupted'>();
let isInterrupted = false;

function begin(what: string): void {
	step = what;
	const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
	console.log(`${seconds} s  ${what}`);
}

async function prepare(): Promise<EditorWindow> {
	begin('Getting VS Code ready (on a new machine, a minute or two of downloading)');
	const { version } = await ensureHost();
	begin('Building and packaging the extension');
	const vsix = await packagedExtension();
	begin('Starting the sandbox, a process that stands in for Ideogram');
	sandbox = await SandboxProcess.start(KEY);
	begin(`Opening a window of VS Code ${version} with the extension installed`);
	return openWindow(siteWindow(vsix, sandbox.origin));
}

async function drive(window: EditorWindow): Promise<Outcome[]> {
	begin('Ideogram: Set API Key');
	await setKey(window, KEY);
	begin(`Ideogram: Generate Image in ${markdownJob.file}, typing elsewhere meanwhile`);
	const markdown = await runJob(window, markdownJob);
	begin('Opening the image beside it and taking the picture');
	await showBeside(window, markdown.image.path);
	await window.page.screenshot({ path: screenshot });
	await window.clearNotifications();
	begin(`Ideogram: Generate Image in ${tsxJob.file}`);
	await window.page
		.locator('.tab')
		.filter({ hasText: path.basename(markdownJob.file) })
		.click();
	return [markdown, await runJob(window, tsxJob)];
}

function report(outcomes: Outcome[]): void {
	for (const { file, image, added, typedFirst } of outcomes) {
		console.log(`\n${file}`);
		const size = `${image.width}x${image.height} pixels, ${image.bytes.toLocaleString('en')} bytes`;
		console.log(`  image     ${image.path}, ${size}`);
		for (const { line, text } of added) {
			console.log(`  line ${String(line).padEnd(4)} ${text}`);
		}
		if (typedFirst) {
			console.log('  Another line was typed above it while the image was being made.');
		}
	}
	console.log(`\nStatus bar  ${outcomes.map(({ cost }) => cost).join(', then ')}`);
	console.log(`Screenshot  ${screenshot}`);
}

/** Leaves the window to the person until Ctrl+C. */
async function stay(window: EditorWindow): Promise<void> {
	step = 'staying';
	const { origin } = new URL(window.page.url());
	// Theirs is the only window then.
	await window.page.context().close();
	console.log(`
Go on by hand, in a browser on this computer:

  ${origin}/?folder=${window.workspaceDir}

Nothing in it costs money: all calls go to the sandbox, whatever the price says.
Your browser does not have the key yet. Generate asks for it: ${KEY}
It is kept until you close or reload the page.
Ctrl+C ends it all and removes the folder.`);
	await interrupted.promise;
}

/** The first line of a message; where something was waited for in vain, that too. */
function reasonOf(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	const lines = stripVTControlCharacters(message).split('\n');
	const waited = lines.find((line) => line.includes('waiting for'))?.replace(/^[\s-]+/, '');
	return waited ? `${lines[0]} (${waited})` : String(lines[0]);
}

async function pictureOfFailure(): Promise<void> {
	try {
		await window?.screenshot('demo-failed');
		console.error(window ? 'What the window showed: screenshots/demo-failed.png' : '');
	} catch {
		// The window itself is what failed.
	}
}

async function cleanUp(): Promise<void> {
	await window?.close();
	await sandbox?.stop();
	temporary.remove();
}

async function main(): Promise<void> {
	window = await prepare();
	report(await drive(window));
	if (process.stdout.isTTY) {
		await stay(window);
	}
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		if (isInterrupted) {
			return;
		}
		isInterrupted = true;
		interrupted.resolve('interrupted');
		// Whoever ends this process first: the folder goes after the processes that write to it.
		process.once('exit', () => temporary.remove());
		if (step !== 'staying') {
			process.exitCode = 130;
			void cleanUp().finally(() => process.exit());
		}
	});
}

try {
	await main();
} catch (error) {
	// A signal that came during a synchronous call is heard now.
	await setImmediate();
	if (!isInterrupted) {
		console.error(`The demo failed at "${step}": ${reasonOf(error)}`);
		process.exitCode = 1;
		await pictureOfFailure();
	}
} finally {
	await cleanUp();
}
