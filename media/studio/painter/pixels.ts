import { fillSpan, type Mask } from './mask.ts';

/** Whether a pixel, as red, green, blue and opacity, will change. */
export type Judge = (red: number, green: number, blue: number, alpha: number) => boolean;

/** Of an image that is to be filled where one sees through it. */
export const isTransparent: Judge = (_red, _green, _blue, alpha) => alpha < 128;

/** Of a mask file: black changes, and what is transparent is as white. */
export const isBlack: Judge = (red, green, blue, alpha) =>
	255 - ((255 - (0.2126 * red + 0.7152 * green + 0.0722 * blue)) * alpha) / 255 < 128;

/** Of the mask file of a character, which is white on black; what is transparent is as black. */
export const isWhite: Judge = (red, green, blue, alpha) =>
	((0.2126 * red + 0.7152 * green + 0.0722 * blue) * alpha) / 255 > 127.5;

/** Sets rows of the mask, from `top` on, by RGBA pixels of its width. */
export function setRows(mask: Mask, pixels: Uint8ClampedArray, top: number, judge: Judge): void {
	const rows = pixels.length / 4 / mask.width;
	for (let row = 0; row < rows; row++) {
		let start = 0;
		let before: boolean | undefined;
		for (let x = 0; x <= mask.width; x++) {
			const at = (row * mask.width + x) * 4;
			const [red, green, blue, alpha] = [pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]];
			const on = x < mask.width && judge(red as number, green as number, blue as number, alpha as number);
			if (on !== before || x === mask.width) {
				fillSpan(mask, top + row, start, x, before ?? false);
				[start, before] = [x, on];
			}
		}
	}
}
