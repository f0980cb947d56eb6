import { t } from '@vscode/l10n';
import { ValidationError } from '../api/errors.ts';
import type { ImageFile, MaskOf } from '../api/field.ts';
import { displayedSize, recogniseImage } from '../images/format.ts';
import { encodePng } from '../images/png.ts';
import { toPaint } from './formInput.ts';
import { type PaintedMask, readPainted, toSamples } from './maskText.ts';
import type { InputImages } from './parts.ts';
import type { ShownPicture } from './upright.ts';

/** Where masks in the making are, each under a name of its own. */
export interface MaskKeeper {
	/** Undefined where there is none. */
	get(name: string): Promise<Uint8Array | undefined>;
	/** Undefined removes it. */
	set(name: string, bytes: Uint8Array | undefined): Promise<void>;
	/** Keeps a mask as it is sent, so that the call can be repeated; its URI. */
	keepSent(bytes: Uint8Array): Promise<string>;
}

export interface MasksOptions {
	readonly keeper: MaskKeeper;
	readonly images: Pick<InputImages, 'read' | 'remembered'>;
	readonly upright: (file: ImageFile) => Promise<ShownPicture>;
	/** Asks the person for a mask file. */
	readonly pickFile: () => Promise<ImageFile | undefined>;
}

/**
 * What was painted on the images of forms, by field and image: Edit and Remove Object have one, a character
 * another. Kept through reloads.
 */
export interface Masks {
	/** Rejects where the image is gone or damaged. */
	open(field: string, image: string): Promise<ShownPicture & { readonly mask: string | null }>;
	/** Bytes of the page's making, hostile; none forget it. Rejects where they are no mask of that image. */
	keep(field: string, image: string, bytes: Uint8Array): Promise<void>;
	/** A mask file of the person's choice; undefined where they left it. */
	pickFile(): Promise<ShownPicture | undefined>;
	/**
	 * As a file in the sense of the product: black where it changes, or white where the character is. `sent`: it
	 * is kept as it is. Rejects with `ValidationError` where nothing was painted, or on an image of another size.
	 */
	read(field: string, mask: MaskOf, image: string, sent: boolean): Promise<ImageFile>;
}

export function createMasks({ keeper, images, upright, pickFile }: MasksOptions): Masks {
	const nameOf = (field: string, image: string) => `${field}.${image}`;
	const textOf = async (field: string, image: string): Promise<string | undefined> => {
		const bytes = await keeper.get(nameOf(field, image));
		return bytes && Buffer.from(bytes).toString('latin1');
	};
	const paintedOn = async (field: string, image: string): Promise<PaintedMask | undefined> => {
		// First, since only an image that the page was given has a name for its mask.
		const size = sizeOf(await images.remembered(image));
		const text = await textOf(field, image);
		const painted = text === undefined ? undefined : readPainted(text, size);
		if (text !== undefined && !painted) {
			throw new ValidationError(t('The image has another size now: paint its mask again.'), field);
		}
		return painted;
	};
	/** The last that was made into a file: asked for again with every change of the form. */
	let last: { readonly key: string; readonly bytes: Uint8Array } | undefined;

	return {
		async open(field, image) {
			const file = await images.read(image);
			const [picture, text] = await Promise.all([upright(file), textOf(field, image)]);
			const isOfThisSize = text !== undefined && readPainted(text, picture) !== undefined;
			return { ...picture, mask: isOfThisSize ? text : null };
		},
		async keep(field, image, bytes) {
			const size = sizeOf(await images.remembered(image));
			if (bytes.length > 0 && !readPainted(Buffer.from(bytes).toString('latin1'), size)) {
				throw new ValidationError(t('This is no mask of that image.'));
			}
			await keeper.set(nameOf(field, image), bytes.length > 0 ? bytes : undefined);
		},
		async pickFile() {
			const file = await pickFile();
			return file && upright(file);
		},
		async read(field, { marks, changes }, image, sent) {
			const painted = await paintedOn(field, image);
			if (!painted || painted.count === 0) {
				throw new ValidationError(toPaint(marks), field);
			}
			const { width, height, count } = painted;
			if (changes && count === width * height) {
				throw new ValidationError(t('All of the image is painted: leave out what is to stay.'), field);
			}
			const key = `${marks} ${width} ${Buffer.from(painted.bits).toString('latin1')}`;
			if (last?.key !== key) {
				const samples = toSamples(painted, marks === 'character' ? 255 : 0);
				last = { key, bytes: new Uint8Array(encodePng(samples, width, height, { channels: 1 })) };
			}
			const { bytes } = last;
			return { name: 'mask.png', bytes, ...(sent ? { path: await keeper.keepSent(bytes) } : {}) };
		},
	};
}

/** As a person sees it, pixels. */
function sizeOf({ bytes }: ImageFile): { readonly width: number; readonly height: number } {
	const info = recogniseImage(bytes);
	return info ? displayedSize(info) : { width: 0, height: 0 };
}
