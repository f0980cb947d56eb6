import { crc32 } from 'node:zlib';

/** What an image file's own header says. Width and height are the stored pixels, before orientation. */
export interface ImageInfo {
	readonly type: 'png' | 'jpeg' | 'webp';
	readonly mimeType: 'image/png' | 'image/jpeg' | 'image/webp';
	/** File name extension without the dot. */
	readonly extension: 'png' | 'jpg' | 'webp';
	/** Pixels, at least 1. */
	readonly width: number;
	/** Pixels, at least 1. */
	readonly height: number;
	/** EXIF orientation, 1 to 8; 1 where the file does not say. */
	readonly orientation: number;
	/** Whether the header promises an alpha channel; the pixels may still all be opaque. */
	readonly hasAlpha: boolean;
}

type Header = Pick<ImageInfo, 'width' | 'height' | 'orientation' | 'hasAlpha'>;

/** The longest side, in pixels, that is decoded. */
export const MAX_PIXELS_PER_SIDE = 16384;

/** The most pixels that are decoded: 400 MB as RGBA. */
export const MAX_PIXELS = 100_000_000;

/** Whether an image of this size (pixels) may be decoded. */
export function isWithinPixelBounds({ width, height }: Pick<ImageInfo, 'width' | 'height'>): boolean {
	return (
		width >= 1 &&
		height >= 1 &&
		width <= MAX_PIXELS_PER_SIDE &&
		height <= MAX_PIXELS_PER_SIDE &&
		width * height <= MAX_PIXELS
	);
}

/** The longest file, in bytes, that is read to be shown. */
const MAX_SHOWN_BYTES = 256 * 1024 * 1024;

/** Whether an image of this size (pixels, and bytes of its file) can be shown. What is not known does not stand against it. */
export function isShowable({
	width,
	height,
	bytes,
}: {
	readonly width: number | null;
	readonly height: number | null;
	readonly bytes: number | null;
}): boolean {
	return (bytes ?? 0) <= MAX_SHOWN_BYTES && isWithinPixelBounds({ width: width ?? 1, height: height ?? 1 });
}

/** The size in pixels as it is shown, after orientation: 5 to 8 lie on their side. */
export function displayedSize({ width, height, orientation }: ImageInfo): { width: number; height: number } {
	return orientation >= 5 ? { width: height, height: width } : { width, height };
}

/**
 * Recognises PNG, JPEG and WebP by content, never by name. The first 256 KiB of a longer file are enough,
 * except that an orientation stored behind them is not seen. `undefined` if the bytes are none of these or
 * the header is damaged or cut short. Never throws.
 */
export function recogniseImage(bytes: Uint8Array): ImageInfo | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (startsWith(view, 0, PNG_SIGNATURE)) {
		const header = readPng(view);
		return header && { type: 'png', mimeType: 'image/png', extension: 'png', ...header };
	}
	if (startsWith(view, 0, '\xff\xd8\xff')) {
		const header = readJpeg(view);
		return header && { type: 'jpeg', mimeType: 'image/jpeg', extension: 'jpg', ...header };
	}
	if (startsWith(view, 0, 'RIFF') && startsWith(view, 8, 'WEBP')) {
		const header = readWebp(view);
		return header && { type: 'webp', mimeType: 'image/webp', extension: 'webp', ...header };
	}
	return undefined;
}

/** Whether a WebP or PNG file says that it moves. Never throws. */
export function isAnimated(bytes: Uint8Array): boolean {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (startsWith(view, 0, 'RIFF') && startsWith(view, 12, 'VP8X')) {
		return view.byteLength > 20 && (view.getUint8(20) & 2) !== 0;
	}
	if (startsWith(view, 0, PNG_SIGNATURE)) {
		for (
			let at = 8;
			at + 8 <= view.byteLength && !startsWith(view, at + 4, 'IDAT');
			at += 12 + view.getUint32(at)
		) {
			if (startsWith(view, at + 4, 'acTL')) {
				return true;
			}
		}
	}
	return false;
}

const PNG_SIGNATURE = '\x89PNG\r\n\x1a\n';

const PNG_BIT_DEPTHS = new Map<number, readonly number[]>([
	[0, [1, 2, 4, 8, 16]],
	[2, [8, 16]],
	[3, [1, 2, 4, 8]],
	[4, [8, 16]],
	[6, [8, 16]],
]);

function readPng(view: DataView): Header | undefined {
	if (view.byteLength < 33 || view.getUint32(8) !== 13 || !startsWith(view, 12, 'IHDR')) {
		return undefined;
	}
	if (crc32(slice(view, 12, 17)) !== view.getUint32(29)) {
		return undefined;
	}
	const width = view.getUint32(16);
	const height = view.getUint32(20);
	const colourType = view.getUint8(25);
	const legal = PNG_BIT_DEPTHS.get(colourType)?.includes(view.getUint8(24));
	if (!legal || width < 1 || height < 1 || width > 0x7fffffff || height > 0x7fffffff) {
		return undefined;
	}

	let hasAlpha = colourType === 4 || colourType === 6;
	let orientation = 1;
	for (let at = 33; at + 8 <= view.byteLength; at += 12 + view.getUint32(at)) {
		if (startsWith(view, at + 4, 'tRNS')) {
			hasAlpha = true;
		} else if (startsWith(view, at + 4, 'eXIf')) {
			orientation = readOrientation(slice(view, at + 8, view.getUint32(at)));
		}
	}
	return { width, height, orientation, hasAlpha };
}

function readJpeg(view: DataView): Header | undefined {
	let size: { width: number; height: number } | undefined;
	let orientation = 1;
	let at = 2;
	while (at + 4 <= view.byteLength) {
		const marker = view.getUint8(at + 1);
		if (view.getUint8(at) !== 0xff) {
			return undefined;
		}
		if (marker === 0xff) {
			at += 1;
			continue;
		}
		if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
			at += 2;
			continue;
		}
		const isStartOfScan = marker === 0xda;
		const isEndOfImage = marker === 0xd9;
		if (isStartOfScan || isEndOfImage) {
			break;
		}
		const length = view.getUint16(at + 2);
		if (marker < 0xc0 || marker === 0xd8 || length < 2) {
			return undefined;
		}
		if (isStartOfFrame(marker)) {
			if (at + 10 > view.byteLength || length !== 8 + 3 * view.getUint8(at + 9)) {
				return undefined;
			}
			size ??= { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
		} else if (marker === 0xe1 && startsWith(view, at + 4, 'Exif\0\0')) {
			orientation = readOrientation(slice(view, at + 10, length - 8));
		}
		at += 2 + length;
	}
	return size && size.width > 0 && size.height > 0 ? { ...size, orientation, hasAlpha: false } : undefined;
}

function isStartOfFrame(marker: number): boolean {
	const isHuffmanTable = marker === 0xc4;
	const isExtension = marker === 0xc8;
	const isArithmeticTable = marker === 0xcc;
	return marker >= 0xc0 && marker <= 0xcf && !isHuffmanTable && !isExtension && !isArithmeticTable;
}

function readWebp(view: DataView): Header | undefined {
	if (view.byteLength < 30 && !(view.byteLength >= 25 && startsWith(view, 12, 'VP8L'))) {
		return undefined;
	}
	if (startsWith(view, 12, 'VP8 ')) {
		const width = view.getUint16(26, true) & 0x3fff;
		const height = view.getUint16(28, true) & 0x3fff;
		const isKeyFrame = (view.getUint8(20) & 1) === 0 && startsWith(view, 23, '\x9d\x01\x2a');
		return isKeyFrame && width > 0 && height > 0
			? { width, height, orientation: 1, hasAlpha: false }
			: undefined;
	}
	if (startsWith(view, 12, 'VP8L')) {
		const bits = view.getUint32(21, true);
		const isVersionZero = bits >>> 29 === 0;
		return view.getUint8(20) === 0x2f && isVersionZero
			? {
					width: (bits & 0x3fff) + 1,
					height: ((bits >>> 14) & 0x3fff) + 1,
					orientation: 1,
					hasAlpha: ((bits >>> 28) & 1) === 1,
				}
			: undefined;
	}
	if (startsWith(view, 12, 'VP8X') && view.getUint32(16, true) >= 10) {
		return {
			width: 1 + view.getUint16(24, true) + view.getUint8(26) * 0x10000,
			height: 1 + view.getUint16(27, true) + view.getUint8(29) * 0x10000,
			orientation: readWebpOrientation(view),
			hasAlpha: (view.getUint8(20) & 0x10) !== 0,
		};
	}
	return undefined;
}

function readWebpOrientation(view: DataView): number {
	for (let at = 12; at + 8 <= view.byteLength; ) {
		const length = view.getUint32(at + 4, true);
		if (startsWith(view, at, 'EXIF')) {
			// Some writers keep the prefix that only JPEG needs.
			const prefix = startsWith(view, at + 8, 'Exif\0\0') ? 6 : 0;
			return readOrientation(slice(view, at + 8 + prefix, length - prefix));
		}
		at += 8 + length + (length % 2);
	}
	return 1;
}

/** The orientation (1 to 8) in a TIFF block, 1 if it has none or is damaged. */
function readOrientation(tiff: Uint8Array): number {
	const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
	const isLittleEndian = startsWith(view, 0, 'II*\0');
	if (view.byteLength < 8 || !(isLittleEndian || startsWith(view, 0, 'MM\0*'))) {
		return 1;
	}
	const directory = view.getUint32(4, isLittleEndian);
	if (directory + 2 > view.byteLength) {
		return 1;
	}
	const entries = view.getUint16(directory, isLittleEndian);
	for (let index = 0; index < entries; index++) {
		const entry = directory + 2 + 12 * index;
		if (entry + 12 > view.byteLength) {
			return 1;
		}
		if (view.getUint16(entry, isLittleEndian) === 0x0112) {
			const isShort = view.getUint16(entry + 2, isLittleEndian) === 3;
			const value = view.getUint16(entry + 8, isLittleEndian);
			return isShort && value >= 1 && value <= 8 ? value : 1;
		}
	}
	return 1;
}

function startsWith(view: DataView, offset: number, characters: string): boolean {
	if (offset + characters.length > view.byteLength) {
		return false;
	}
	for (let index = 0; index < characters.length; index++) {
		if (view.getUint8(offset + index) !== characters.charCodeAt(index)) {
			return false;
		}
	}
	return true;
}

/** At most `length` bytes from `offset`, fewer where the view ends; none for a negative length. */
function slice(view: DataView, offset: number, length: number): Uint8Array {
	const start = Math.min(offset, view.byteLength);
	const end = Math.max(start, Math.min(offset + length, view.byteLength));
	return new Uint8Array(view.buffer, view.byteOffset + start, end - start);
}
