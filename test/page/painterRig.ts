import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { pageHtml } from '../../src/studio/pageHtml.ts';
import { type Browser, drawn, type Theme } from './rig.ts';

const ORIGIN = 'https://panel.test';
const CLASSES: Readonly<Record<Theme, string>> = {
	dark: 'vscode-dark',
	light: 'vscode-light',
	'hc-dark': 'vscode-high-contrast',
	'hc-light': 'vscode-high-contrast vscode-high-contrast-light',
};
const root = path.resolve(import.meta.dirname, '../..');

export interface PainterRigOptions {
	readonly width: number;
	readonly height: number;
	/** The picture's file; without one it is missing. */
	readonly picture?: Buffer;
	readonly theme?: Theme;
	readonly pageWidth?: number;
	readonly pageHeight?: number;
	readonly state?: string;
}

/** A painter alone in a page with the panel's own policy and styles. */
export interface PainterRig {
	readonly page: Page;
	readonly complaints: string[];
	/** Of an expression in which `painter` is the painter. */
	evaluate<T>(expression: string): Promise<T>;
	mask(): Promise<Uint8Array>;
	/** Waits until what was done is drawn. */
	drawn(): Promise<unknown>;
	/** Everything that was announced, in order. */
	announced(): Promise<readonly string[]>;
	/** How often the painter said that it has changed. */
	changes(): Promise<number>;
}

let built: Promise<Readonly<Record<string, string>>> | undefined;

/** The painter as the panel loads it: when it is first used. */
async function buildPainter(): Promise<Readonly<Record<string, string>>> {
	const { outputFiles } = await build({
		absWorkingDir: root,
		bundle: true,
		write: false,
		format: 'esm',
		splitting: true,
		target: 'chrome138',
		outdir: '/built',
		entryPoints: { main: 'painter-main', style: 'painter-style' },
		loader: { '.ttf': 'file' },
		logLevel: 'warning',
		plugins: [
			{
				name: 'entries',
				setup({ onResolve, onLoad }) {
					onResolve({ filter: /^painter-/ }, ({ path: name }) => ({ path: name, namespace: 'entry' }));
					onLoad({ filter: /-main$/, namespace: 'entry' }, () => ({ contents: MAIN, resolveDir: root }));
					onLoad({ filter: /-style$/, namespace: 'entry' }, () => ({
						contents: '@import "./media/studio/style.css";',
						loader: 'css',
						resolveDir: root,
					}));
				},
			},
		],
	});
	return Object.fromEntries(outputFiles.map((file) => [file.path.replace('/built', ''), file.text]));
}

const MAIN = `
	import { createFormat } from './media/studio/format.ts';
	const { width, height, state } = JSON.parse(document.getElementById('options').dataset.options);
	const { createPainter } = await import('./media/studio/painter/painter.ts');
	window.announced = [];
	window.changes = 0;
	window.painter = createPainter({
		image: '/picture.png', width, height,
		format: createFormat('en'),
		onChange: () => { window.changes++; },
		announce: (text) => window.announced.push(text),
		chooseMask: async () => window.chosenMask,
	});
	if (state) window.restored = painter.restore(state);
	const main = document.createElement('main');
	main.className = 'scroller';
	main.innerHTML = '<h1 class="unseen">Make</h1>';
	main.append(painter.element);
	document.body.append(main);
	await painter.ready;
	document.documentElement.dataset.ready = 'yes';
`;

export async function openPainter(browser: Browser, options: PainterRigOptions): Promise<PainterRig> {
	const { theme = 'dark', pageWidth = 800, pageHeight = 900, width, height, state } = options;
	built ??= buildPainter();
	const files = await built;
	const { page } = browser;
	const complaints: string[] = [];
	await page.goto('about:blank');
	page.removeAllListeners('console');
	page.removeAllListeners('pageerror');
	await page.unrouteAll();
	page.on('console', (message) => {
		if (message.type() === 'error' || message.type() === 'warning') {
			complaints.push(message.text());
		}
	});
	page.on('pageerror', (error) => complaints.push(String(error)));
	await page.setViewportSize({ width: pageWidth, height: pageHeight });
	const html = pageHtml(
		{ script: `${ORIGIN}/main.js`, style: `${ORIGIN}/style.css`, origin: ORIGIN, nonce: 'bm9uY2U=' },
		// The page of this rig reads other options than the panel's.
		{ locale: 'en', width, height, state } as never,
	).replace('<head>', () => `<head>${themeScript(theme)}`);
	await page.route(`${ORIGIN}/**`, async (route) => {
		const { pathname } = new URL(route.request().url());
		if (pathname === '/') {
			await route.fulfill({ contentType: 'text/html', body: html });
		} else if (pathname === '/picture.png') {
			await route.fulfill(
				options.picture ? { contentType: 'image/png', body: options.picture } : { status: 404 },
			);
		} else if (pathname.endsWith('.ttf')) {
			await route.fulfill({ path: path.join(root, 'node_modules/@vscode/codicons/dist/codicon.ttf') });
		} else {
			const contentType = pathname.endsWith('.css') ? 'text/css' : 'text/javascript';
			await route.fulfill({ contentType, body: files[pathname] ?? '' });
		}
	});
	await page.goto(`${ORIGIN}/`);
	await page.locator('html[data-ready]').waitFor();
	await page.evaluate('document.fonts.ready.then(() => {})');
	const evaluate = <T>(expression: string) => page.evaluate(expression) as Promise<T>;
	await drawn(page);
	return {
		page,
		complaints,
		evaluate,
		drawn: () => drawn(page),
		mask: async () => Uint8Array.from(await evaluate<number[]>('[...painter.mask()]')),
		announced: () => evaluate('announced'),
		changes: () => evaluate('changes'),
	};
}

/** What the editor puts into a webview's page before anything of ours. */
function themeScript(theme: Theme): string {
	const variables = readFileSync(path.join(import.meta.dirname, `themes/${theme}.json`), 'utf8');
	return `<script>
		for (const [name, value] of Object.entries(${variables})) {
			document.documentElement.style.setProperty(name, value);
		}
		document.addEventListener('readystatechange', () => {
			document.body.className = ${JSON.stringify(CLASSES[theme])};
		});
	</script>`;
}
