import { orient } from '../../images/arrange.ts';
import { DamagedImageError, ImageTooLargeError, UnsupportedImageError } from '../../images/errors.ts';
import { recogniseImage } from '../../images/format.ts';
import type { Pixels } from '../../images/pixels.ts';
import { decodeStored } from '../../images/stored.ts';
import type { Instantiate } from '../../images/wasm.ts';
import { fitsSandbox } from '../bounds.ts';

/** An upload that is no image the sandbox can work on. */
export class UnusableError extends Error {}

/** The pixels of an uploaded file as they are seen, orientation applied. Throws `UnusableError`. */
export async function openImage(bytes: Uint8Array, instantiate: Instantiate): Promise<Pixels> {
	const info = recogniseImage(bytes);
	if (!info || !fitsSandbox(info)) {
		throw new UnusableError('The image cannot be read or has too many pixels.');
	}
	try {
		const pixels = await decodeStored(bytes, info, instantiate);
		return info.orientation === 1 ? pixels : orient(pixels, info.orientation);
	} catch (error) {
		const isItsFault =
			error instanceof DamagedImageError ||
			error instanceof UnsupportedImageError ||
			error instanceof ImageTooLargeError;
		throw isItsFault ? new UnusableError('The image cannot be decoded.') : error;
	}
}
