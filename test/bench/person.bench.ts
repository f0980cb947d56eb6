import { watch } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { storeKey } from '../ui/api.ts';
import { packagedExtension } from '../ui/package.ts';
import { type EditorWindow, openWindow } from '../ui/window.ts';
import { type BenchApi, startBenchApi } from './api.ts';
import { type Eyes, openEyes } from './eyes.ts';
import { type Figure, middle, milliseconds, percentile95, type Runs } from './figure.ts';

const KEYS = 40;
const CALLS_WAITING = 10;

/** What a person feels, in a real window (VS Code's workbench in Chromium) on the packaged extension. */
export async function bench(runs: Runs): Promise<readonly Figure[]> {
	await using api = await startBenchApi({ imageBytes: 2_000_000 });
	await using window = await openWindow({
		extension: { vsix: await packagedExtension() },
		settings: { 'ideogram.baseUrl': api.origin, 'ideogram.budget.day': null },
	});
	await storeKey(window);
	await window.openFile('docs/guide.md');
	const eyes = await openEyes(window.page);
	const openings = runs(10, 3);
	return [
		await untilPrice(window, eyes, openings),
		await untilVisible(window, eyes, api, runs(20, 4)),
		await whileCallsWait(window, eyes, api, runs(3, 1)),
		await untilStudio(window, eyes, openings),
	];
}

const PRICE_SHOWN = `[...document.querySelectorAll('.quick-input-title')].some(
	(title) => title.checkVisibility() && title.textContent.includes('$'))`;

async function untilPrice(window: EditorWindow, eyes: Eyes, openings: number): Promise<Figure> {
	const times: number[] = [];
	for (let run = 0; run < openings; run++) {
		await window.goTo(5, 1);
		await eyes.forgetKeys();
		const shown = eyes.see(PRICE_SHOWN);
		await window.palette('Ideogram: Generate Image');
		times.push((await shown) - (await eyes.lastEnter()));
		await window.quickInput.cancel();
		await window.quickInput.waitUntilClosed();
	}
	return {
		name: 'From choosing Generate Image in the palette to its price on the screen, 95 of 100',
		value: percentile95(times),
		unit: 'ms',
		target: null,
		comparedWith: `the median: ${milliseconds(middle(times))}; the first time: ${milliseconds(times[0] ?? Number.NaN)}`,
	};
}

/** Runs Generate Image at the cursor with its key, and types this prompt. */
async function generate(window: EditorWindow, prompt: string): Promise<void> {
	await window.editor.press('Control+K');
	await window.page.keyboard.press('i');
	await window.quickInput.waitForTitle(/\$/);
	await window.quickInput.type(prompt);
	await window.quickInput.accept();
}

async function untilVisible(
	window: EditorWindow,
	eyes: Eyes,
	api: BenchApi,
	answers: number,
): Promise<Figure> {
	const folder = path.join(window.workspaceDir, 'public/img');
	await mkdir(folder, { recursive: true });
	const files = new Map<string, number>();
	const watcher = watch(folder, (_event, name) => {
		if (name && !name.startsWith('.') && !files.has(name)) {
			files.set(name, performance.timeOrigin + performance.now());
		}
	});
	const times: { readonly file: number; readonly snippet: number }[] = [];
	for (let run = -1; run < answers; run++) {
		const prompt = `answer${run + 1}x`;
		await window.goTo(5, 1);
		const inserted = eyes.see(
			`document.querySelector('.editor-group-container.active .view-lines').textContent.includes('![${prompt}](')`,
		);
		await generate(window, prompt);
		const snippet = await inserted;
		const answered = (await api.tell('look')).answered.at(-1) ?? Number.NaN;
		const [, file = Number.NaN] = [...files].find(([name]) => name.startsWith(prompt)) ?? [];
		if (run >= 0) {
			times.push({ file: file - answered, snippet: snippet - answered });
		}
	}
	watcher.close();
	const last = times.map(({ file, snippet }) => Math.max(file, snippet));
	return {
		name: "From the API's answer to the file in its folder and the snippet on the screen, 2 MB, 95 of 100",
		value: percentile95(last),
		unit: 'ms',
		target: 300,
		comparedWith: `medians: the file ${milliseconds(middle(times.map(({ file }) => file)))}, the snippet ${milliseconds(middle(times.map(({ snippet }) => snippet)))}`,
	};
}

/** The same keys with no call and with ten, by turns. */
async function whileCallsWait(
	window: EditorWindow,
	eyes: Eyes,
	api: BenchApi,
	rounds: number,
): Promise<Figure> {
	const without: number[][] = [];
	const waiting: number[][] = [];
	const type = async (): Promise<number[]> => {
		await window.goTo(1, 8);
		return eyes.type(KEYS);
	};
	for (let round = 0; round < rounds; round++) {
		await window.clearNotifications();
		without.push(await type());
		const { calls } = await api.tell('hold');
		for (let call = 0; call < CALLS_WAITING; call++) {
			await window.goTo(5, 1);
			await generate(window, `round${round}call${call}x`);
		}
		await window.waitFor('the calls to wait', async () => {
			const { waiting } = await api.tell('look');
			return waiting === CALLS_WAITING;
		});
		waiting.push(await type());
		await api.tell('release');
		await window.waitFor('the snippets', async () => {
			const { answered } = await api.tell('look');
			const text = await window.editorText();
			return answered.length >= calls + CALLS_WAITING && text.includes(`![round${round}call9x](`);
		});
	}
	const medians = without.map(middle);
	return {
		name: `A key in the editor while ${CALLS_WAITING} calls wait, until its letter is drawn, median`,
		value: middle(waiting.flat()),
		unit: 'ms',
		// What the rounds with no call differ by among themselves is no difference.
		target: Math.max(...medians),
		comparedWith: `no call, ${rounds} rounds of ${KEYS} keys: ${medians.map(milliseconds).join(', ')}; 95 of 100: ${milliseconds(percentile95(waiting.flat()))}, with no call ${milliseconds(percentile95(without.flat()))}`,
	};
}

async function untilStudio(window: EditorWindow, eyes: Eyes, openings: number): Promise<Figure> {
	const times: number[] = [];
	for (let run = 0; run < openings; run++) {
		await eyes.forgetKeys();
		await window.palette('Ideogram: Open Studio');
		await window.webview().locator('.make-button .price:not(.stale)', { hasText: '$' }).waitFor();
		const shown = performance.timeOrigin + performance.now();
		times.push(shown - (await eyes.lastEnter()));
		await window.palette('View: Close Editor');
		await window.editor.tab('guide.md').waitFor();
	}
	return {
		name: 'From choosing Open Studio in the palette to a form one can use, in the window, median',
		value: middle(times),
		unit: 'ms',
		target: null,
		comparedWith: `the first time: ${milliseconds(times[0] ?? Number.NaN)}; the editor's own start of a webview is part of it`,
	};
}
