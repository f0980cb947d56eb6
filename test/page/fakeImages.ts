import type { Records } from '../../src/store/records.ts';
import type { ConvertedImage, ImageParts, RecordedImage } from '../../src/studio/parts.ts';
import type { FakeRecords } from './fakeRecords.ts';
import { samplePicture } from './pictures.ts';

export interface FakeImagesOptions {
	/** What every image was made from. */
	readonly inputs?: readonly RecordedImage[];
	/** Whether images have holes to see through. */
	readonly transparent?: boolean;
	/** What the person does where they are asked for a place. */
	readonly declines?: boolean;
	readonly fails?: Error;
}

/** What looking at images and saving them is built from, without a codec: a file has as many bytes as pixels. */
export function createFakeImages(
	records: FakeRecords,
	done: string[],
	{ inputs = [], transparent = false, declines = false, fails }: FakeImagesOptions = {},
): ImageParts {
	const convert: ImageParts['convert'] = async (_entry, { type, width, quality }) => {
		if (fails) {
			throw fails;
		}
		done.push(`convert ${type} ${width} ${quality}`);
		const image: ConvertedImage = {
			bytes: new Uint8Array(width * width * (quality ?? 90)),
			width,
			height: width,
			transparent,
			unchanged: type === 'png' && width === 256,
		};
		return image;
	};
	return {
		records: async () => records as unknown as Records,
		imagePath: (file) => `/store/images/${file}`,
		read: async (file) => new Uint8Array(samplePicture(Number(/(\d+)\.png$/.exec(file)?.[1]))),
		convert,
		async save({ callId }, { type, width, quality }) {
			if (fails) {
				throw fails;
			}
			done.push(`save ${callId} ${type} ${width} ${quality}`);
			return declines ? undefined : `fox.${type}`;
		},
		inputsOf: async () => inputs,
	};
}
