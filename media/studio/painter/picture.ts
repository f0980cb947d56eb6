import { createMask, type Mask } from './mask.ts';
import { type Judge, setRows } from './pixels.ts';

const BAND_ROWS = 256;

/** Decoded, by address. It can be read as well as shown: the editor serves its files to any page of its own. */
export async function loadPicture(uri: string): Promise<ImageBitmap> {
	const image = new Image();
	image.crossOrigin = 'anonymous';
	image.src = uri;
	await image.decode();
	return createImageBitmap(image);
}

/** A mask by a picture's pixels. The picture is stretched to the mask's size, none of its pixels mixed. */
export function maskOf(picture: ImageBitmap, width: number, height: number, judge: Judge): Mask {
	const mask = createMask(width, height);
	const canvas = new OffscreenCanvas(width, Math.min(height, BAND_ROWS));
	const context = canvas.getContext('2d', { willReadFrequently: true });
	if (!context) {
		throw new Error('There is no canvas to draw on.');
	}
	context.imageSmoothingEnabled = false;
	for (let top = 0; top < height; top += canvas.height) {
		const rows = Math.min(canvas.height, height - top);
		context.clearRect(0, 0, width, canvas.height);
		context.drawImage(picture, 0, -top, width, height);
		setRows(mask, context.getImageData(0, 0, width, rows).data, top, judge);
	}
	return mask;
}

/** Whether one can be laid over the other without being bent. */
export function isSameShape(
	one: { readonly width: number; readonly height: number },
	other: { readonly width: number; readonly height: number },
): boolean {
	const ratio = (one.width * other.height) / (one.height * other.width);
	return ratio > 0.99 && ratio < 1.01;
}
