import { t } from '@vscode/l10n';

/** Why an image cannot be read or written, in one sentence for a person that names no path and no content. */
abstract class ImageError extends Error {
	constructor(message: string, cause?: unknown) {
		super(message, { cause });
		this.name = new.target.name;
	}
}

/** Cut short, altered, or no image at all. */
export class DamagedImageError extends ImageError {
	constructor(cause?: unknown) {
		super(t('The image is damaged or incomplete, or it is not a PNG, JPEG or WebP image.'), cause);
	}
}

/** Sound as far as can be told, but of a kind that is not read. */
export class UnsupportedImageError extends ImageError {
	/** `encoding`: CMYK, 12 bits a sample, or lossless JPEG. */
	readonly kind: 'animated' | 'encoding';

	constructor(kind: 'animated' | 'encoding', cause?: unknown) {
		super(
			kind === 'animated'
				? t('Animated WebP images are not supported: use a still image.')
				: t('This kind of JPEG (such as CMYK) is not supported: save it as RGB first.'),
			cause,
		);
		this.kind = kind;
	}
}

/** More pixels than are decoded, than memory has room for, or than the format can hold. */
export class ImageTooLargeError extends ImageError {
	constructor(cause?: unknown) {
		super(t('The image has too many pixels.'), cause);
	}
}

/** The codec itself failed: it crashed, took too long, was closed, or is not installed completely. */
export class CodecError extends ImageError {}
