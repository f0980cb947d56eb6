import assert from 'node:assert/strict';
import { brushPlace, paintCapsule, paintRectangle } from '../../media/studio/painter/shapes.ts';
import type { Point } from '../../media/studio/painter/viewport.ts';
import { encodePng } from '../../src/images/png.ts';
import { draw } from '../unit/images/samples.ts';
import type { PainterRigOptions } from './painterRig.ts';
import { expected, HEIGHT, openStage, same, WIDTH } from './painterStage.ts';
import { type Browser, openBrowser } from './rig.ts';

describe('The mask painter', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
	});
	after(() => browser.close());

	const open = (options?: Partial<PainterRigOptions>) => openStage(browser, options);

	it('sets exactly what a stroke of the mouse covers, whether fast or slow', async () => {
		const rig = await open();
		const points = [
			[60, 60],
			[300, 80],
			[180, 240],
			[480, 290],
		] as const;
		// Whole pixels of the page, so that nothing depends on how the browser rounds.
		const places = points.map(([x, y]) => rig.at(x, y).map(Math.round) as [number, number]);
		const origin = rig.at(0, 0);
		await rig.drag(places);
		const inImage = places.map(
			([x, y]): Point => ({ x: (x - origin[0]) / rig.view.scale, y: (y - origin[1]) / rig.view.scale }),
		);
		const brush = 24;
		assert.match(await rig.status(), /^Brush · 24 px · /);
		const stroke = expected((mask) => {
			for (const [index, point] of inImage.entries()) {
				const from = inImage[index - 1] ?? point;
				paintCapsule(
					mask,
					brushPlace(from.x, from.y, brush),
					brushPlace(point.x, point.y, brush),
					brush,
					true,
				);
			}
		});
		same(await rig.mask(), stroke);
		assert.equal(await rig.changes(), 1);
		assert.deepEqual(rig.complaints, []);
	});

	it('draws again no more than what a stroke has changed', async () => {
		const rig = await open();
		await rig.evaluate(`(() => {
			window.areas = [];
			const put = CanvasRenderingContext2D.prototype.putImageData;
			CanvasRenderingContext2D.prototype.putImageData = function (data, ...rest) {
				areas.push(data.width * data.height);
				return put.call(this, data, ...rest);
			};
		})()`);
		await rig.drag([rig.at(100, 100), rig.at(104, 100), rig.at(108, 102)]);
		const areas = await rig.evaluate<number[]>('areas');
		assert.ok(areas.length > 0);
		const most = (40 * rig.view.scale) ** 2;
		assert.ok(
			areas.every((area) => area <= most),
			areas.join(),
		);
	});

	it('undoes and redoes by keys and buttons, one stroke at a time', async () => {
		const rig = await open();
		await rig.drag([rig.at(60, 60), rig.at(90, 60)]);
		const first = await rig.mask();
		await rig.drag([rig.at(200, 60), rig.at(250, 60)]);
		const second = await rig.mask();
		await rig.keys('Control+z');
		same(await rig.mask(), first);
		await rig.button('Undo').click();
		same(await rig.mask(), new Uint8Array(first.length));
		assert.equal(await rig.evaluate('painter.isEmpty()'), true);
		assert.equal(await rig.button('Undo').getAttribute('aria-disabled'), 'true');
		await rig.button('Undo').click({ force: true });
		await rig.button('Redo').click();
		same(await rig.mask(), first);
		await rig.stage.focus();
		await rig.keys('Control+Shift+z');
		same(await rig.mask(), second);
		await rig.button('Clear').click();
		await rig.stage.focus();
		await rig.keys('Control+z');
		same(await rig.mask(), second);
	});

	it('begins with what is transparent, and says so where nothing is', async () => {
		const rig = await open();
		await rig.button('Start from Transparency').click();
		await rig.page.locator('.painter-status', { hasText: '25% will change' }).waitFor();
		same(
			await rig.mask(),
			expected((mask) => paintRectangle(mask, { left: 0, top: 0, right: 125, bottom: HEIGHT }, true)),
		);
		const opaque = encodePng(draw(WIDTH, HEIGHT, () => [1, 2, 3]).data, WIDTH, HEIGHT, { channels: 4 });
		const other = await open({ picture: opaque });
		assert.equal(await other.evaluate('painter.fromTransparency()'), false);
		assert.deepEqual(await other.announced(), ['Nothing in the image is transparent']);
	});

	it('takes over a mask file of its shape, and no other', async () => {
		const rig = await open();
		const picked = (width: number, height: number) => `(async () => {
			const pixels = new ImageData(${width}, ${height});
			pixels.data.fill(255);
			for (let at = 0; at < pixels.data.length / 2; at += 4) pixels.data.fill(20, at, at + 3);
			return pixels;
		})()`;
		await rig.evaluate(
			`${picked(WIDTH * 2, HEIGHT * 2)}.then(createImageBitmap).then((file) => { chosenMask = file; })`,
		);
		await rig.button('Load Mask…').click();
		await rig.page.locator('.painter-status', { hasText: '50% will change' }).waitFor();
		const half = expected((mask) => {
			paintRectangle(mask, { left: 0, top: 0, right: WIDTH, bottom: HEIGHT / 2 }, true);
		});
		same(await rig.mask(), half);
		assert.equal(await rig.evaluate(`${picked(HEIGHT, WIDTH)}.then(painter.load)`), false);
		assert.equal((await rig.announced()).at(-1), 'The mask has another shape than the image');
		same(await rig.mask(), half);
		await rig.button('Undo').click();
		assert.equal(await rig.evaluate('painter.isEmpty()'), true);
	});

	it('comes back after a reload as it was', async () => {
		const rig = await open();
		await rig.drag([rig.at(60, 60), rig.at(300, 200)]);
		await rig.keys('r', '[');
		const [mask, state] = [await rig.mask(), await rig.evaluate<string>('painter.state()')];
		const again = await open({ state });
		assert.equal(await again.evaluate('restored'), true);
		same(await again.mask(), mask);
		assert.match(await again.status(), /^Rectangle · /);
		assert.equal(await again.evaluate("painter.restore('1,2,3,brush,8,AAAA')"), false);
		same(await again.mask(), mask);
	});

	it('stays sharp on the screen at any zoom: a pixel is marked or is not', async () => {
		const rig = await open();
		await rig.drag([rig.at(60, 60), rig.at(300, 200)]);
		await rig.keys('+', '+', '+', '+');
		const opacities = await rig.evaluate<number[]>(`(() => {
			const { width, height } = document.querySelectorAll('.painter-canvas')[1];
			const { data } = document.querySelectorAll('.painter-canvas')[1].getContext('2d').getImageData(0, 0, width, height);
			return [...new Set(data.filter((_, at) => at % 4 === 3))];
		})()`);
		assert.deepEqual(opacities.sort(), [0, 140, 255]);
	});

	it('says so where the image cannot be shown, and goes when it is disposed of', async () => {
		const rig = await open({ picture: Buffer.from('no picture') });
		await rig.page.getByText('The image cannot be shown.').waitFor();
		await rig.evaluate('painter.dispose()');
		assert.equal(await rig.stage.count(), 0);
	});
});
