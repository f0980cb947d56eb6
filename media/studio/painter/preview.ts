import type { Format } from '../format.ts';
import { readKept } from './keeping.ts';
import { createPattern, drawMarks } from './overlay.ts';
import { type Marks, shareText } from './words.ts';

/** What was painted, small and without its picture. */
export interface MaskPreview {
	/** Transparent where nothing is painted; to be laid over the picture. */
	readonly canvas: HTMLCanvasElement;
	/** "12% will change" */
	readonly share: string;
}

/** Longest side, pixels of the page. */
const LONGEST = 160;

/** Undefined where the text is not of an image of this size. */
export function createPreview(
	text: string,
	{ width, height }: { readonly width: number; readonly height: number },
	format: Pick<Format, 'number'>,
	marks: Marks,
): MaskPreview | undefined {
	const kept = readKept(text, width, height);
	if (!kept) {
		return undefined;
	}
	const density = Math.max(1, devicePixelRatio);
	const scale = (LONGEST * density) / Math.max(width, height);
	const canvas = document.createElement('canvas');
	[canvas.width, canvas.height] = [width, height].map((side) => Math.max(1, Math.round(side * scale))) as [
		number,
		number,
	];
	const area = { left: 0, top: 0, right: canvas.width, bottom: canvas.height };
	const drawn = drawMarks(kept.mask, { scale, x: 0, y: 0 }, area, createPattern(density));
	canvas
		.getContext('2d')
		?.putImageData(new ImageData(new Uint8ClampedArray(drawn.buffer), canvas.width, canvas.height), 0, 0);
	return { canvas, share: shareText(format, kept.mask, marks) };
}
