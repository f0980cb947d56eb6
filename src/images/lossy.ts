import { DamagedImageError, ImageTooLargeError, UnsupportedImageError } from './errors.ts';
import { isAnimated } from './format.ts';
import { onWhite, type Pixels } from './pixels.ts';
import { attempt, type Factory, type Instantiate } from './wasm.ts';

interface JpegDecoder {
	decode(file: Uint8Array, applyOrientation: boolean): Pixels | null;
}

interface WebpDecoder {
	decode(file: Uint8Array): Pixels | null;
}

interface Encoder {
	encode(
		data: Uint8ClampedArray,
		width: number,
		height: number,
		options: Readonly<Record<string, unknown>>,
	): Uint8Array | null;
}

/** The longest side that a WebP image can have. */
const MAX_WEBP_SIDE = 16383;

/** The stored pixels: orientation is not applied. Throws the image error that says why not. */
export async function decodeJpeg(file: Uint8Array, instantiate: Instantiate): Promise<Pixels> {
	const { default: factory } = await import('@jsquash/jpeg/codec/dec/mozjpeg_dec.js');
	const said: string[] = [];
	const decoder = await instantiate('mozjpeg_dec.wasm', factory as Factory<JpegDecoder>, said);
	const pixels = attempt(() => decoder.decode(file, false), said);
	// The library puts grey for what is missing, and warns. Bytes too many or an odd header do no harm.
	if (said.some((line) => !/extraneous bytes|JFIF|Adobe/.test(line))) {
		throw new DamagedImageError(said.join('\n'));
	}
	return pixels;
}

/** As `decodeJpeg`, for a still WebP. */
export async function decodeWebp(file: Uint8Array, instantiate: Instantiate): Promise<Pixels> {
	if (isAnimated(file)) {
		throw new UnsupportedImageError('animated');
	}
	const { default: factory } = await import('@jsquash/webp/codec/dec/webp_dec.js');
	const said: string[] = [];
	const decoder = await instantiate('webp_dec.wasm', factory as Factory<WebpDecoder>, said);
	return attempt(() => decoder.decode(file), said);
}

/** Progressive, with the colours at half resolution below quality 90; transparency becomes white. */
export async function encodeJpeg(
	pixels: Pixels,
	quality: number,
	instantiate: Instantiate,
): Promise<Uint8Array> {
	const [{ default: factory }, { defaultOptions }] = await Promise.all([
		import('@jsquash/jpeg/codec/enc/mozjpeg_enc.js'),
		import('@jsquash/jpeg/meta.js'),
	]);
	const { data, width, height } = onWhite(pixels);
	const said: string[] = [];
	const encoder = await instantiate('mozjpeg_enc.wasm', factory as unknown as Factory<Encoder>, said);
	return attempt(() => encoder.encode(data, width, height, { ...defaultOptions, quality }), said);
}

/** `lossless` keeps every byte, even the colours of what is fully transparent. */
export async function encodeWebp(
	{ data, width, height }: Pixels,
	quality: number | 'lossless',
	instantiate: Instantiate,
): Promise<Uint8Array> {
	if (width > MAX_WEBP_SIDE || height > MAX_WEBP_SIDE) {
		throw new ImageTooLargeError();
	}
	const [{ default: factory }, { defaultOptions }] = await Promise.all([
		import('@jsquash/webp/codec/enc/webp_enc_simd.js'),
		import('@jsquash/webp/meta.js'),
	]);
	const options =
		quality === 'lossless'
			? { ...defaultOptions, lossless: 1, exact: 1 }
			: { ...defaultOptions, quality, use_sharp_yuv: 1 };
	const said: string[] = [];
	const encoder = await instantiate('webp_enc_simd.wasm', factory as unknown as Factory<Encoder>, said);
	return attempt(() => encoder.encode(data, width, height, options), said);
}
