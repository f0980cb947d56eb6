import type { ImageFile } from '../api/field.ts';
import { MAX_FILE_BYTES } from '../api/validate.ts';
import { fitImage } from '../images/fit.ts';
import { recogniseImage } from '../images/format.ts';
import { besideName } from '../images/names.ts';
import { sha256Of } from '../store/replacing.ts';
import type { CodecOpener } from './codecOpener.ts';

/**
 * A file as it is sent: upright, whole and within the API's size; `square`: only the middle. One that is all that
 * already stays as it is. Throws an image error.
 */
export async function fittedFile(
	{ name, bytes, path }: ImageFile,
	codec: Pick<CodecOpener, 'open'>,
	square = false,
): Promise<ImageFile> {
	const fitted = await fitImage(bytes, await codec.open(), { maxBytes: MAX_FILE_BYTES, square });
	if (fitted === bytes) {
		return { name, bytes, path };
	}
	const extension = recogniseImage(fitted)?.extension ?? 'png';
	return { name: besideName(name, '', extension), bytes: fitted, path, fileSha256: sha256Of(bytes) };
}
