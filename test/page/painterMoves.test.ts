import assert from 'node:assert/strict';
import { assign, fillSpan, isSet } from '../../media/studio/painter/mask.ts';
import { expected, openStage, same } from './painterStage.ts';
import { type Browser, openBrowser } from './rig.ts';

/** Notes how often a canvas was moved along, and lets the page's clock stand until it is told that time has passed. */
const WATCHED = `(() => {
	window.moved = 0;
	const { drawImage } = CanvasRenderingContext2D.prototype;
	CanvasRenderingContext2D.prototype.drawImage = function (source, ...rest) {
		moved += source === this.canvas ? 1 : 0;
		return drawImage.call(this, source, ...rest);
	};
	const waiting = new Map();
	let last = 0;
	window.setTimeout = (run) => {
		waiting.set(++last, run);
		return last;
	};
	window.clearTimeout = (id) => waiting.delete(id);
	window.rest = () => {
		const due = [...waiting.values()];
		waiting.clear();
		for (const run of due) run();
		return due.length;
	};
})()`;

/** The bytes of both canvases. */
const PIXELS = `[...document.querySelectorAll('.painter-canvas')].map((canvas) => {
	const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
	let text = '';
	for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
	return btoa(text);
})`;

describe('The mask painter while its picture is moved', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
	});
	after(() => browser.close());

	const open = async (density: number) => {
		const rig = await openStage(browser);
		const { page, evaluate } = rig;
		const session = await page.context().newCDPSession(page);
		const resize = async (width: number, height: number) => {
			await session.send('Emulation.setDeviceMetricsOverride', {
				width,
				height,
				deviceScaleFactor: density,
				mobile: false,
			});
			await evaluate(`new Promise((done) => {
				const isThere = () => innerWidth === ${width} && Math.abs(devicePixelRatio - ${density}) < 0.01;
				const look = () => (isThere() ? done() : requestAnimationFrame(look));
				look();
			})`);
			await rig.drawn();
		};
		/** Empties the canvases and has them drawn at once, where everything is the same again. */
		const drawAnew = async () => {
			await resize(700, 900);
			await resize(800, 900);
		};
		await drawAnew();
		await evaluate(WATCHED);
		const box = await rig.stage.boundingBox();
		assert.ok(box);
		return {
			...rig,
			center: [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)] as const,
			pixels: async () =>
				(await evaluate<string[]>(PIXELS)).map((bytes) => Buffer.from(bytes, 'base64')) as [Buffer, Buffer],
			drawAnew,
			close: () => session.detach(),
		};
	};

	for (const density of [1, 1.1, 1.25, 1.5, 2]) {
		it(`is exact, in motion and at rest, at a density of ${density}`, async () => {
			const rig = await open(density);
			const { page } = rig;
			const [x, y] = rig.center;
			const pointed = async () => /\d+, \d+/.exec(await rig.status())?.[0] ?? '';
			await rig.drag([
				[x - 250, y - 120],
				[x + 250, y + 120],
				[x + 260, y - 100],
			]);
			await page.mouse.move(x, y);
			await rig.keys('+', '+', ...Array<string>(12).fill('['), 'e');
			await rig.drawn();
			const held = await pointed();
			await page.mouse.down({ button: 'middle' });
			// Twenty of them are whole pixels of the screen at any of these densities.
			for (const [across, down] of [
				[40, 20],
				[20, 60],
				[-60, 20],
				[-20, -40],
			] as const) {
				await page.mouse.move(x + across, y + down);
				await rig.drawn();
				assert.equal(await pointed(), held);
				const ring = await rig.page.locator('.painter-ring').boundingBox();
				assert.ok(ring);
				// Of a brush of one pixel; it is set down in that pixel's middle.
				assert.ok(Math.abs(ring.x + ring.width / 2 - x - across) < 4, `${ring.x}`);
				assert.ok(Math.abs(ring.y + ring.height / 2 - y - down) < 4, `${ring.y}`);
			}
			assert.equal(await rig.evaluate('moved'), 4);
			const [moving] = await rig.pixels();
			await page.mouse.up({ button: 'middle' });
			// At once, before it rests: an eraser of one pixel, in the midst of what is painted.
			const painted = await rig.mask();
			const [column = 0, row = 0] = held.split(', ').map(Number);
			await page.mouse.down();
			await page.mouse.up();
			await rig.drawn();
			same(
				await rig.mask(),
				expected((mask) => {
					assign(mask, painted);
					assert.ok(isSet(mask, column, row));
					fillSpan(mask, row, column, column + 1, false);
				}),
			);
			await rig.evaluate('rest()');
			const [picture, marks] = await rig.pixels();
			await rig.drawAnew();
			const [pictureAnew, marksAnew] = await rig.pixels();
			assert.equal(differing(picture, pictureAnew), 0);
			assert.equal(differing(marks, marksAnew), 0);
			assert.ok(differing(moving, pictureAnew) < moving.length / 1000);
			await rig.close();
		});
	}

	function differing(one: Buffer, other: Buffer): number {
		assert.equal(one.length, other.length);
		let count = 0;
		for (let at = 0; at < one.length; at++) {
			count += one[at] === other[at] ? 0 : 1;
		}
		return count;
	}
});
