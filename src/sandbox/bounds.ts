import { isWithinPixelBounds } from '../images/format.ts';

/**
 * The most pixels of an image that is worked on or made, so that one picture
 * takes less than a gigabyte in between: a photograph of 12 megapixels, doubled.
 */
const MAX_SANDBOX_PIXELS = 50_000_000;

/** Whether the sandbox works on an image of this size (pixels), or makes it. */
export function fitsSandbox(size: { readonly width: number; readonly height: number }): boolean {
	return isWithinPixelBounds(size) && size.width * size.height <= MAX_SANDBOX_PIXELS;
}
