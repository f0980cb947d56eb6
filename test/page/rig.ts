import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { HistoryEntry } from '../../src/store/history.ts';
import type { Records } from '../../src/store/records.ts';
import { createDispatcher } from '../../src/studio/dispatcher.ts';
import { createHandles } from '../../src/studio/handles.ts';
import { createHistoryHandlers } from '../../src/studio/historyHandlers.ts';
import { createImageHandlers } from '../../src/studio/imageHandlers.ts';
import { createMakeHandlers } from '../../src/studio/makeHandlers.ts';
import { type Event, INITIAL_STATE, type PanelState, type Request } from '../../src/studio/messages.ts';
import { pageHtml } from '../../src/studio/pageHtml.ts';
import type { SpendingContext } from '../../src/studio/parts.ts';
import { createSpendingHandlers } from '../../src/studio/spendingHandlers.ts';
import { createWelcomeHandlers } from '../../src/studio/welcomeHandlers.ts';
import { startBrowser } from '../vscode/browser.ts';
import { ensureChromium } from '../vscode/chromium.ts';
import { TemporaryFolder } from '../vscode/temporary.ts';
import { createFakeImages, type FakeImagesOptions } from './fakeImages.ts';
import { createFakeMake, type FakeMake, type FakeMakeOptions } from './fakeMake.ts';
import { createFakeRecords, type FakeRecords } from './fakeRecords.ts';
import { samplePicture } from './pictures.ts';
import { NOW } from './samples.ts';

const ORIGIN = 'https://panel.test';
const lastBuilt = path.resolve(import.meta.dirname, '../../dist/studio');

export const THEMES = ['dark', 'light', 'hc-dark', 'hc-light'] as const;
export type Theme = (typeof THEMES)[number];

const CLASSES: Readonly<Record<Theme, string>> = {
	dark: 'vscode-dark',
	light: 'vscode-light',
	'hc-dark': 'vscode-high-contrast',
	'hc-light': 'vscode-high-contrast vscode-high-contrast-light',
};

/** What the page's messages and state go to. */
interface Editor {
	/** Of its panel: what the page before it still had on its way is for nobody any more. */
	readonly panel: number;
	post(message: Request): Promise<unknown>;
	keep(state: PanelState): void;
}

export interface Browser {
	readonly page: Page;
	/** Whoever listens now. */
	editor: Editor | undefined;
	close(): Promise<void>;
}

export async function openBrowser(): Promise<Browser> {
	const temporary = new TemporaryFolder();
	const started = await startBrowser({
		executable: ensureChromium(),
		userDataDir: temporary.folder('browser'),
	});
	started.page.setDefaultTimeout(30_000);
	const editorOf = (panel: number) => (browser.editor?.panel === panel ? browser.editor : undefined);
	await started.page.exposeFunction('toEditor', (panel: number, message: Request) =>
		editorOf(panel)?.post(message),
	);
	await started.page.exposeFunction('keepInEditor', (panel: number, state: PanelState) =>
		editorOf(panel)?.keep(state),
	);
	const browser: Browser = {
		page: started.page,
		editor: undefined,
		async close() {
			await started.context.close();
			temporary.remove();
		},
	};
	return browser;
}

export interface PanelOptions {
	/** The folder of the built page; what was built last by default. */
	readonly built?: string;
	readonly records?: FakeRecords;
	readonly theme?: Theme;
	readonly width?: number;
	readonly height?: number;
	readonly state?: Partial<PanelState>;
	readonly context?: Partial<SpendingContext>;
	readonly make?: FakeMakeOptions;
	/** There is neither a key nor the sandbox, until one of them is chosen. */
	readonly newcomer?: boolean;
	readonly images?: FakeImagesOptions;
	/** What a person says in a modal. */
	readonly confirm?: boolean;
	/** Of pictures that cannot be shown. */
	readonly brokenPictures?: boolean;
	readonly strings?: Readonly<Record<string, string>>;
	/** Sees each request first; true: there is to be no answer. */
	readonly intercept?: (request: Request) => Promise<boolean>;
}

/** The built page with the extension's real handlers behind it. */
export interface PanelRig {
	readonly page: Page;
	readonly records: FakeRecords;
	readonly make: FakeMake;
	/** What the handlers asked of the editor, in words, in order. */
	readonly done: string[];
	/** What the browser complained of: policy violations, errors, files that are missing. */
	readonly complaints: string[];
	send(event: Event): Promise<void>;
	/** The state that the page has kept. */
	kept(): PanelState | undefined;
}

const capped: SpendingContext = {
	machine: 'maple',
	remote: false,
	caps: { day: 10_000_000, agentsDay: 2_000_000, month: 20_000_000 },
	today: { day: 1_860_000, agentsDay: 1_700_000, month: 18_570_000 },
	overrides: ['A discount of 10 % is in force.'],
	oldPrices: ['The price of Upscale was last confirmed on 2 March 2026.'],
};

let panels = 0;

export async function openPanel(browser: Browser, options: PanelOptions = {}): Promise<PanelRig> {
	const { theme = 'dark', width = 1000, height = 800, built = lastBuilt } = options;
	const { page } = browser;
	const records = options.records ?? createFakeRecords({});
	let kept: PanelState | undefined;
	const done: string[] = [];
	const complaints: string[] = [];
	const send = async (event: Event) => {
		await page.evaluate(`window.postMessage(${JSON.stringify(event)})`);
	};
	const make = createFakeMake(records, done, {
		onChange: () => void send({ kind: 'changed', what: 'make' }).catch(() => {}),
		...options.make,
	});
	const entries = createHandles<HistoryEntry>();
	const host = {
		imageUri: (file: string, version: string) =>
			`${ORIGIN}/pictures/${path.basename(file)}?version=${version}`,
		copy: async (text: string) => void done.push(`copy ${text}`),
		async confirm(question: string) {
			done.push(`confirm ${question}`);
			return options.confirm ?? true;
		},
	};
	const answer = createDispatcher({
		handlers: {
			ready: async () => ({}),
			...createWelcomeHandlers(
				welcomeParts(options.newcomer ?? false, done, () => void send({ kind: 'changed', what: 'access' })),
			),
			...createMakeHandlers(make, host, entries),
			...createHistoryHandlers(historyParts(records, done), host, entries),
			...createImageHandlers(createFakeImages(records, done, options.images), host, entries),
			...createSpendingHandlers({
				records: async () => records as unknown as Records,
				spendingContext: async () => ({ ...capped, ...options.context }),
				exportSpending: async () => void done.push('export'),
				now: () => NOW,
			}),
		},
		sentence: (error) => (error instanceof Error ? error.message : String(error)),
		log: () => {},
	});

	const panel = ++panels;
	browser.editor = {
		panel,
		post: async (request) => ((await options.intercept?.(request)) ? null : answer(withBytes(request))),
		keep(state) {
			kept = state;
		},
	};
	page.removeAllListeners('console');
	page.removeAllListeners('pageerror');
	// What the page before this one still loads would find its routes gone.
	await page.goto('about:blank');
	await page.unrouteAll();
	page.on('console', (message) => {
		if (message.type() === 'error' || message.type() === 'warning') {
			complaints.push(message.text());
		}
	});
	page.on('pageerror', (error) => complaints.push(String(error)));
	await page.setViewportSize({ width, height });
	const html = pageHtml(
		{ script: `${ORIGIN}/main.js`, style: `${ORIGIN}/style.css`, origin: ORIGIN, nonce: 'bm9uY2U=' },
		{
			locale: 'en',
			strings: options.strings ?? null,
			state: { ...INITIAL_STATE, view: 'history', ...options.state },
		},
	);
	await page.route(`${ORIGIN}/**`, async (route) => {
		const { pathname } = new URL(route.request().url());
		if (pathname === '/') {
			const body = html.replace('<head>', () => `<head>${stub(panel, theme, kept)}`);
			await route.fulfill({ contentType: 'text/html', body });
		} else if (pathname.startsWith('/pictures/')) {
			const index = Number(/\d+/.exec(pathname)?.[0]);
			await route.fulfill(
				options.brokenPictures
					? { body: 'no picture' }
					: { contentType: 'image/png', body: samplePicture(index) },
			);
		} else {
			await route.fulfill({ path: path.join(built, pathname) });
		}
	});
	await page.goto(`${ORIGIN}/`);
	return {
		page,
		records,
		make,
		done,
		complaints,
		send,
		kept: () => kept,
	};
}

/** What goes from the page to here is JSON, which has no bytes. */
function withBytes(request: Request): Request {
	const { bytes, ...args } = request.args as { readonly bytes?: { readonly values: readonly number[] } };
	return bytes ? { ...request, args: { ...args, bytes: new Uint8Array(bytes.values) } } : request;
}

function welcomeParts(newcomer: boolean, done: string[], onChange: () => void) {
	let canMake = !newcomer;
	const come = (what: string) => async () => {
		done.push(what);
		canMake = true;
		onChange();
	};
	return { canMake: async () => canMake, useSandbox: come('sandbox'), setKey: come('key') };
}

function historyParts(records: FakeRecords, done: string[]) {
	const note = (what: string) => async (entry: { readonly callId: string }) =>
		void done.push(`${what} ${entry.callId}`);
	return {
		records: async () => records as unknown as Records,
		imagePath: (file: string) => `/store/images/${file}`,
		thumbnails: {
			of: async ({ path: file }: { readonly path: string }) => file.replace('/images/', '/thumbnails/'),
		},
		actions: {
			insert: note('insert'),
			openFile: note('openFile'),
			generateAgain: note('generateAgain'),
		},
		revert: async () => void done.push('revert'),
	};
}

/** What the editor puts into a webview's page before anything of ours. */
function stub(panel: number, theme: Theme, kept: PanelState | undefined): string {
	const variables = readFileSync(path.join(import.meta.dirname, `themes/${theme}.json`), 'utf8');
	return `<script>
		globalThis.acquireVsCodeApi = () => ({
			getState: () => (${JSON.stringify(kept) ?? 'undefined'}),
			setState: (state) => keepInEditor(${panel}, state),
			async postMessage(message) {
				const { bytes } = message.args;
				const args = bytes ? { ...message.args, bytes: { values: [...bytes] } } : message.args;
				const reply = await toEditor(${panel}, { ...message, args });
				if (reply) window.postMessage(reply);
			},
		});
		for (const [name, value] of Object.entries(${variables})) {
			document.documentElement.style.setProperty(name, value);
		}
		document.addEventListener('readystatechange', () => {
			document.body.className = ${JSON.stringify(CLASSES[theme])};
		});
	</script>`;
}

/** What has changed so far is drawn then. */
export const drawn = (page: Page): Promise<unknown> =>
	page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
