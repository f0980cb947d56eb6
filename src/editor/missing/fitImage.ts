import { crop } from '../../images/arrange.ts';
import type { Codec } from '../../images/codec.ts';
import type { Pixels } from '../../images/pixels.ts';
import { resize } from '../../images/resample.ts';

const QUALITY = 90;

/**
 * The bytes of an image in the format that a file's name asks for, brought to a
 * size if one is given: cropped to its shape around the middle, then resampled.
 */
export async function fitImage(
	codec: Codec,
	bytes: Uint8Array,
	name: string,
	size: { readonly width: number; readonly height: number } | undefined,
): Promise<Uint8Array> {
	const format = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
	if (format === 'png' && !size) {
		return bytes;
	}
	const decoded = await codec.decode(bytes);
	const pixels = size ? cover(decoded, size.width, size.height) : decoded;
	switch (format) {
		case 'webp':
			return codec.encodeWebp(pixels, QUALITY);
		case 'jpg':
		case 'jpeg':
			return codec.encodeJpeg(pixels, QUALITY);
		default:
			return codec.encodePng(pixels);
	}
}

/** As much of the image as has the shape of the size, at that size. */
export function cover(pixels: Pixels, width: number, height: number): Pixels {
	const scale = Math.min(pixels.width / width, pixels.height / height);
	const inner = {
		width: Math.min(pixels.width, Math.max(1, Math.round(width * scale))),
		height: Math.min(pixels.height, Math.max(1, Math.round(height * scale))),
	};
	const cropped = crop(pixels, {
		...inner,
		left: Math.floor((pixels.width - inner.width) / 2),
		top: Math.floor((pixels.height - inner.height) / 2),
	});
	return resize(cropped, width, height);
}
