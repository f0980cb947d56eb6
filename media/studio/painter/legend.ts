import { createMask, invert } from './mask.ts';
import { createPattern, drawMarks } from './overlay.ts';

/** A small piece of what marks the mask. */
export function createLegend(): HTMLCanvasElement {
	const canvas = document.createElement('canvas');
	const density = Math.max(1, Math.ceil(devicePixelRatio));
	const [width, height] = [26 * density, 14 * density];
	[canvas.width, canvas.height] = [width, height];
	canvas.setAttribute('aria-hidden', 'true');
	const mask = createMask(width, height);
	invert(mask);
	const area = { left: 0, top: 0, right: width, bottom: height };
	const marks = drawMarks(mask, { scale: 1, x: 0, y: 0 }, area, createPattern(density));
	const pixels = new ImageData(new Uint8ClampedArray(marks.buffer), width, height);
	canvas.getContext('2d')?.putImageData(pixels, 0, 0);
	return canvas;
}
