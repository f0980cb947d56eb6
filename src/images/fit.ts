import { crop, orient } from './arrange.ts';
import type { Codec } from './codec.ts';
import { DamagedImageError, ImageTooLargeError, UnsupportedImageError } from './errors.ts';
import { displayedSize, type ImageInfo, recogniseImage } from './format.ts';
import { isOpaque, type Pixels } from './pixels.ts';

/** What is needed to look into images and write them. */
export type ImageTools = Pick<Codec, 'decode' | 'resize' | 'encodePng' | 'encodeWebp' | 'encodeJpeg'>;

export interface FitOptions {
	/** The most bytes of the result. */
	readonly maxBytes: number;
	/** Only the square in the middle. */
	readonly square?: boolean;
}

const SENT_QUALITY = 92;
const SMALLEST_SIDE = 64;

/**
 * An image as it may be sent: upright, small enough, and square where that is asked for. A file that is all
 * that already is given back as it is, once it has been found to be whole. Throws `DamagedImageError`,
 * `UnsupportedImageError` or `ImageTooLargeError`.
 */
export async function fitImage(
	bytes: Uint8Array,
	tools: ImageTools,
	{ maxBytes, square = false }: FitOptions,
): Promise<Uint8Array> {
	const info = recogniseImage(bytes);
	if (!info) {
		throw new DamagedImageError();
	}
	const isUpright = info.orientation === 1;
	const isSquare = info.width === info.height;
	const isRight = isUpright && bytes.length <= maxBytes && (isSquare || !square);
	let stored: Pixels;
	try {
		stored = await tools.decode(bytes);
	} catch (error) {
		// What this computer cannot decode, such as CMYK, may be read by others.
		if (isRight && error instanceof UnsupportedImageError && error.kind === 'encoding') {
			return bytes;
		}
		throw error;
	}
	if (isRight) {
		return bytes;
	}
	const upright = orient(stored, info.orientation);
	return encodeWithin(square ? middleSquare(upright) : upright, info, tools, maxBytes);
}

/** The largest square around the middle. */
function middleSquare(pixels: Pixels): Pixels {
	const side = Math.min(pixels.width, pixels.height);
	return crop(pixels, {
		left: (pixels.width - side) >> 1,
		top: (pixels.height - side) >> 1,
		width: side,
		height: side,
	});
}

async function encodeWithin(
	pixels: Pixels,
	{ type }: ImageInfo,
	tools: ImageTools,
	maxBytes: number,
): Promise<Uint8Array> {
	const isLossy = type !== 'png' && isOpaque(pixels);
	let sized = pixels;
	for (;;) {
		const encoded = await (isLossy ? tools.encodeJpeg(sized, SENT_QUALITY) : tools.encodePng(sized));
		if (encoded.length <= maxBytes) {
			return encoded;
		}
		// A little less than what should do, since small images take more bytes for each pixel.
		const scale = Math.min(0.9, Math.sqrt(maxBytes / encoded.length) * 0.95);
		const [width, height] = [sized.width, sized.height].map((side) => Math.max(1, Math.floor(side * scale)));
		if (Math.min(width as number, height as number) < SMALLEST_SIDE) {
			throw new ImageTooLargeError();
		}
		sized = await tools.resize(sized, width as number, height as number);
	}
}

export interface FinishOptions {
	readonly type: ImageInfo['type'];
	/** Pixels; as it is where none is given. */
	readonly size?: { readonly width: number; readonly height: number };
	/** 0 to 100, of a lossy format; that of all results where none is given. */
	readonly quality?: number;
}

/** A finished image: its file, and the pixels in it. */
export interface FinishedImage {
	readonly bytes: Uint8Array;
	readonly pixels: Pixels;
}

/** What results are written in where nobody asks for another quality. */
export const FINISHED_QUALITY = 90;

/** A result in another format, size or quality; nothing is changed where it has all of them. Throws what decoding throws. */
export async function finishImage(
	bytes: Uint8Array,
	tools: ImageTools,
	{ type, size, quality }: FinishOptions,
): Promise<FinishedImage> {
	const decoded = await tools.decode(bytes);
	const pixels = size ? await resized(decoded, size, tools) : decoded;
	const isSameSize = pixels.width === decoded.width && pixels.height === decoded.height;
	const isAsItIs = isSameSize && (type === 'png' || quality === undefined);
	return isAsItIs && recogniseImage(bytes)?.type === type
		? { bytes, pixels }
		: { bytes: await encodeAs(pixels, type, tools, quality), pixels };
}

/** What has the size already is not copied. */
function resized(
	pixels: Pixels,
	size: { readonly width: number; readonly height: number },
	tools: ImageTools,
): Pixels | Promise<Pixels> {
	const isOfSize = pixels.width === size.width && pixels.height === size.height;
	return isOfSize ? pixels : tools.resize(inShape(pixels, size), size.width, size.height);
}

/** The largest part around the middle that has this shape, to within a pixel: nothing is ever drawn out. */
function inShape(pixels: Pixels, size: { readonly width: number; readonly height: number }): Pixels {
	const scale = Math.min(pixels.width / size.width, pixels.height / size.height);
	const width = Math.max(1, Math.round(size.width * scale));
	const height = Math.max(1, Math.round(size.height * scale));
	return crop(pixels, {
		left: (pixels.width - width) >> 1,
		top: (pixels.height - height) >> 1,
		width,
		height,
	});
}

/** Pixels as a file of this format. */
export function encodeAs(
	pixels: Pixels,
	type: ImageInfo['type'],
	tools: ImageTools,
	quality = FINISHED_QUALITY,
): Promise<Uint8Array> {
	switch (type) {
		case 'png':
			return tools.encodePng(pixels);
		case 'webp':
			return tools.encodeWebp(pixels, quality);
		case 'jpeg':
			return tools.encodeJpeg(pixels, quality);
	}
}

/** The format that a file's name asks for; undefined: none of those that are written here. */
export function typeOfName(name: string): ImageInfo['type'] | undefined {
	switch (/\.([^./]+)$/.exec(name)?.[1]?.toLowerCase()) {
		case 'png':
			return 'png';
		case 'webp':
			return 'webp';
		case 'jpg':
		case 'jpeg':
			return 'jpeg';
		default:
			return undefined;
	}
}

const ENDINGS = { png: 'png', webp: 'webp', jpeg: 'jpg' } as const;

/** A path whose name ends as files of this format do: another format's ending is replaced, none is added to. */
export function nameOfType(name: string, type: ImageInfo['type']): string {
	const named = typeOfName(name);
	if (named === type) {
		return name;
	}
	const stem = named ? name.slice(0, name.lastIndexOf('.')) : name;
	return `${stem}.${ENDINGS[type]}`;
}

/** Whether an image lies on a square when it is looked at. */
export function isSquare(info: ImageInfo): boolean {
	const { width, height } = displayedSize(info);
	return width === height;
}
