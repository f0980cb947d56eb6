import { encodePng } from '../../src/images/png.ts';
import { openPainter, type PainterRig } from '../page/painterRig.ts';
import { type Browser, openBrowser } from '../page/rig.ts';
import { draw } from '../unit/images/samples.ts';
import { type Figure, milliseconds, percentile95 } from './figure.ts';

const SIDE = 2048;

/** A narrow panel, half a window and a large one. */
const PAGES = [
	[300, 700],
	[600, 700],
	[1600, 1200],
] as const;

/** What a person does, and the target for a frame of it. */
const ACTIONS = [
	['a stroke of 128 px', 16],
	['a stroke of 512 px', 16],
	['zoom', 16],
	['pan', 16],
	['invert', null],
] as const;

type Action = (typeof ACTIONS)[number][0];

/** What one frame of an action costs. */
interface Costs {
	/** Of each frame, what drawing it took on the clock, milliseconds. */
	readonly frames: readonly number[];
	/** Of the processor, for one frame of them, with all that the page's thread does before and after: milliseconds. */
	readonly work: number;
}

/** Notes what each of the painter's frames took, milliseconds. */
const TIMED_FRAMES = `
	window.costs = [];
	const ask = window.requestAnimationFrame.bind(window);
	window.requestAnimationFrame = (run) => ask((time) => {
		const before = performance.now();
		run(time);
		if (run.name === 'draw') costs.push(performance.now() - before);
	});
`;

/** What a frame of the mask painter costs at 2048 by 2048 pixels. The browser draws without a graphics card. */
export async function bench(): Promise<readonly Figure[]> {
	const { data } = draw(SIDE, SIDE, (x, y) => [x & 255, y & 255, (x ^ y) & 255]);
	const picture = encodePng(data, SIDE, SIDE, { channels: 4 });
	const browser = await openBrowser();
	try {
		const measured = new Map<string, ReadonlyMap<Action, Costs>>();
		for (const [pageWidth, pageHeight] of PAGES) {
			measured.set(
				`${pageWidth} by ${pageHeight}`,
				await costsOf(browser, { picture, pageWidth, pageHeight }),
			);
		}
		return ACTIONS.flatMap(([action, target]): Figure[] => {
			const costs = [...measured].map(([page, actions]) => {
				const { frames, work } = actions.get(action) ?? { frames: [], work: Number.NaN };
				return { page, count: frames.length, frame: percentile95(frames), work };
			});
			const frames = costs.map(
				({ page, count, frame }) => `${page} ${milliseconds(frame)} of ${count} frames`,
			);
			const works = costs.map(({ page, work }) => `${page} ${milliseconds(work)}`);
			return [
				{
					name: `A frame of ${action} in a mask of ${SIDE} px, 95 of 100, in the worst page (drawn by software)`,
					value: Math.max(...costs.map(({ frame }) => frame)),
					unit: 'ms',
					target,
					comparedWith: `pages of ${frames.join(', ')}`,
				},
				{
					name: `All that the page's thread computes for a frame of ${action}, on average, in the worst page`,
					value: Math.max(...costs.map(({ work }) => work)),
					unit: 'ms',
					target: null,
					comparedWith: `time of the processor; pages of ${works.join(', ')}`,
				},
			];
		});
	} finally {
		await browser.close();
	}
}

async function costsOf(
	browser: Browser,
	options: { readonly picture: Buffer; readonly pageWidth: number; readonly pageHeight: number },
): Promise<ReadonlyMap<Action, Costs>> {
	const rig = await openPainter(browser, { width: SIDE, height: SIDE, ...options });
	await rig.evaluate(TIMED_FRAMES);
	const session = await browser.page.context().newCDPSession(browser.page);
	await session.send('Performance.enable', { timeDomain: 'threadTicks' });
	/** Seconds of the processor; what drawing leaves to be done later is in it, what other processes do is not. */
	const worked = async () => {
		const { metrics } = await session.send('Performance.getMetrics');
		return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
	};
	const costs = new Map<Action, Costs>();
	for (const [action, act] of Object.entries(await handsOn(rig)) as [Action, () => Promise<void>][]) {
		await rig.drawn();
		await rig.evaluate('costs.length = 0');
		const before = await worked();
		await act();
		await rig.drawn();
		const work = (await worked()) - before;
		const frames = await rig.evaluate<number[]>('costs');
		costs.set(action, { frames, work: (work * 1000) / frames.length });
	}
	await session.detach();
	return costs;
}

async function handsOn({ page, drawn }: PainterRig): Promise<Readonly<Record<Action, () => Promise<void>>>> {
	const box = (await page.locator('.painter-stage').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
	const at = (across: number, down: number) =>
		[box.x + box.width * across, box.y + box.height * down] as const;
	const stroke = async () => {
		await page.mouse.move(...at(0.3, 0.1));
		await page.mouse.down();
		for (let turn = 0; turn < 8; turn++) {
			await page.mouse.move(...at(turn % 2 === 0 ? 0.7 : 0.3, 0.1 + turn * 0.1), { steps: 40 });
		}
		await page.mouse.up();
	};
	return {
		'a stroke of 128 px': stroke,
		async 'a stroke of 512 px'() {
			await page.locator('.painter-stage').focus();
			for (let size = 0; size < 4; size++) {
				await page.keyboard.press(']');
			}
			await stroke();
		},
		async zoom() {
			for (let turn = 0; turn < 20; turn++) {
				await page.mouse.wheel(0, turn < 10 ? -100 : 60);
				await drawn();
			}
		},
		async pan() {
			await page.mouse.move(...at(0.5, 0.5));
			await page.mouse.down({ button: 'middle' });
			await page.mouse.move(...at(0.2, 0.3), { steps: 30 });
			await page.mouse.up({ button: 'middle' });
		},
		invert: () => page.keyboard.press('i'),
	};
}
