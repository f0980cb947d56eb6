import { createHash } from 'node:crypto';
import path from 'node:path';
import { t } from '@vscode/l10n';
import { ValidationError } from '../api/errors.ts';
import type { ImageFile } from '../api/field.ts';
import { orient } from '../images/arrange.ts';
import type { Codec } from '../images/codec.ts';
import { displayedSize, recogniseImage } from '../images/format.ts';
import { isFile, writeWhole } from './files.ts';

/** A picture that the page may load. */
export interface ShownPicture {
	/** Absolute path. */
	readonly file: string;
	/** What its bytes are known by. */
	readonly version: string;
	/** As it is seen, pixels. */
	readonly width: number;
	readonly height: number;
}

const QUALITY = 92;

/**
 * Puts images where the page may load them, in full size and as they are seen: one that lies on its side is
 * turned, since not everything that draws asks how it lies. Rejects as `Codec.decode` does.
 */
export function createUpright(options: {
	readonly folder: string;
	readonly codec: () => Promise<Codec>;
}): (file: ImageFile) => Promise<ShownPicture> {
	const { folder, codec } = options;
	const turned = async (bytes: Uint8Array, orientation: number, hasAlpha: boolean) => {
		const { decode, encodePng, encodeJpeg } = await codec();
		const pixels = orient(await decode(bytes), orientation);
		// Only to look at: a photograph as PNG would take long, and much room.
		return hasAlpha ? encodePng(pixels) : encodeJpeg(pixels, QUALITY);
	};
	return async ({ name, bytes }) => {
		const info = recogniseImage(bytes);
		if (!info) {
			throw new ValidationError(t('{0} is not a PNG, JPEG or WebP image.', name));
		}
		const { orientation, hasAlpha, extension } = info;
		const isUpright = orientation === 1;
		const version = createHash('sha256').update(bytes).digest('hex');
		const type = isUpright ? extension : hasAlpha ? 'png' : 'jpg';
		const file = path.join(folder, `${version}.${type}`);
		if (!(await isFile(file))) {
			await writeWhole(file, isUpright ? bytes : await turned(bytes, orientation, hasAlpha));
		}
		return { file, version, ...displayedSize(info) };
	};
}
