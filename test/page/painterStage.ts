import assert from 'node:assert/strict';
import { createMask, type Mask } from '../../media/studio/painter/mask.ts';
import { fitted } from '../../media/studio/painter/viewport.ts';
import { encodePng } from '../../src/images/png.ts';
import { draw } from '../unit/images/samples.ts';
import { openPainter, type PainterRigOptions } from './painterRig.ts';
import type { Browser } from './rig.ts';

export const WIDTH = 500;
export const HEIGHT = 300;

/** Its left quarter is transparent, but for what is barely so. */
const picture = encodePng(
	draw(WIDTH, HEIGHT, (x, y) => [x & 255, y & 255, 90, x < 100 ? 0 : x < 125 ? 127 : x < 130 ? 128 : 255])
		.data,
	WIDTH,
	HEIGHT,
	{ channels: 4 },
);

/** The painter with a picture, and a person's hands. */
export async function openStage(browser: Browser, options: Partial<PainterRigOptions> = {}) {
	const rig = await openPainter(browser, { width: WIDTH, height: HEIGHT, picture, ...options });
	const { page } = rig;
	const stage = page.locator('.painter-stage');
	const box = await stage.boundingBox();
	assert.ok(box);
	const size = { width: box.width - 2, height: box.height - 2 };
	const view = fitted(size, { width: WIDTH, height: HEIGHT });
	return {
		...rig,
		stage,
		view,
		/** Of a pixel's place in the image, while all of it is shown. */
		at: (x: number, y: number) =>
			[box.x + 1 + view.x + x * view.scale, box.y + 1 + view.y + y * view.scale] as const,
		status: () => page.locator('.painter-status').innerText(),
		button: (name: string) => page.getByRole('button', { name, exact: true }),
		async keys(...all: readonly string[]) {
			for (const key of all) {
				await page.keyboard.press(key);
			}
			await rig.drawn();
		},
		/** Puts the focus on the stage as Tab does. */
		async tabToStage() {
			await page.getByRole('button', { name: 'Zoom In' }).focus();
			while (!(await rig.evaluate<boolean>("document.activeElement.matches('.painter-stage')"))) {
				await page.keyboard.press('Tab');
			}
			await rig.drawn();
		},
		async drag(points: readonly (readonly [number, number])[]) {
			const [first, ...rest] = points;
			await page.mouse.move(...(first as [number, number]));
			await page.mouse.down();
			for (const point of rest) {
				await page.mouse.move(...point);
			}
			await page.mouse.up();
			await rig.drawn();
		},
	};
}

/** A mask of the picture's size. */
export function expected(paint: (mask: Mask) => void): Uint8Array {
	const mask = createMask(WIDTH, HEIGHT);
	paint(mask);
	return mask.bits;
}

export function same(mask: Uint8Array, other: Uint8Array): void {
	assert.ok(Buffer.from(mask).equals(other));
}
