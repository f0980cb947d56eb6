/**
 * What a frame of the mask painter costs at 2048 by 2048 pixels: `node test/bench/painter.ts`. Only prints, since
 * no machine is like another. The browser draws without a graphics card, as in the tests of the page.
 */
import { encodePng } from '../../src/images/png.ts';
import { openPainter } from '../page/painterRig.ts';
import { openBrowser } from '../page/rig.ts';
import { draw } from '../unit/images/samples.ts';

const SIDE = 2048;

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

const { data } = draw(SIDE, SIDE, (x, y) => [x & 255, y & 255, (x ^ y) & 255]);
const picture = encodePng(data, SIDE, SIDE, { channels: 4 });
const browser = await openBrowser();
for (const [pageWidth, pageHeight] of [
	[300, 700],
	[600, 700],
	[1600, 1200],
] as const) {
	const rig = await openPainter(browser, { width: SIDE, height: SIDE, picture, pageWidth, pageHeight });
	const { page, evaluate } = rig;
	await evaluate(TIMED_FRAMES);
	const box = (await page.locator('.painter-stage').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
	console.log(`stage of ${Math.round(box.width)} by ${Math.round(box.height)}`);
	const at = (across: number, down: number) =>
		[box.x + box.width * across, box.y + box.height * down] as const;
	const measure = async (what: string, run: () => Promise<void>) => {
		await rig.drawn();
		await evaluate('costs.length = 0');
		await run();
		await rig.drawn();
		const costs = (await evaluate<number[]>('costs')).sort((one, other) => one - other);
		const share = (part: number) => (costs[Math.floor((costs.length - 1) * part)] ?? 0).toFixed(1);
		console.log(
			`  ${what.padEnd(16)} ${String(costs.length).padStart(4)} frames: median ${share(0.5)} ms, 95 % ${share(0.95)} ms, longest ${share(1)} ms`,
		);
	};
	const stroke = async () => {
		await page.mouse.move(...at(0.3, 0.1));
		await page.mouse.down();
		for (let turn = 0; turn < 8; turn++) {
			await page.mouse.move(...at(turn % 2 === 0 ? 0.7 : 0.3, 0.1 + turn * 0.1), { steps: 40 });
		}
		await page.mouse.up();
	};
	await measure('stroke of 128 px', stroke);
	await page.locator('.painter-stage').focus();
	for (let size = 0; size < 4; size++) {
		await page.keyboard.press(']');
	}
	await measure('stroke of 512 px', stroke);
	await measure('zoom', async () => {
		for (let turn = 0; turn < 20; turn++) {
			await page.mouse.wheel(0, turn < 10 ? -100 : 60);
			await rig.drawn();
		}
	});
	await measure('move', async () => {
		await page.mouse.move(...at(0.5, 0.5));
		await page.mouse.down({ button: 'middle' });
		await page.mouse.move(...at(0.2, 0.3), { steps: 30 });
		await page.mouse.up({ button: 'middle' });
	});
	await measure('invert', () => page.keyboard.press('i'));
}
await browser.close();
