import * as v from 'valibot';
import { handle } from './makeMessages.ts';
import type { HistoryCard } from './messages.ts';

/** What the page and the extension say to each other about single images: to look at them large, and to save them. */

/** What the extension does with an entry of History. */
export const HOST_ACTIONS = [
	'insert',
	'openFile',
	'copyPrompt',
	'copySeed',
	'copyText',
	'generateAgain',
	'delete',
] as const;
export type HostAction = (typeof HOST_ACTIONS)[number];

/** The jobs that an image is made the input of by one click. */
export const IMAGE_JOBS = ['remix', 'upscale', 'removeBackground', 'describe'] as const;
export type ImageJobName = (typeof IMAGE_JOBS)[number];

/** What a person can do with an entry of History, in the order of its menu. */
const ENTRY_ACTIONS = [
	'insert',
	'saveAs',
	'useAsInput',
	'compare',
	'openFile',
	...IMAGE_JOBS,
	'copyPrompt',
	'copySeed',
	'showText',
	'copyText',
	'generateAgain',
	'delete',
] as const;
export type EntryAction = (typeof ENTRY_ACTIONS)[number];

/** What can be done with an entry: the page offers it, the extension allows nothing else. */
export function actionsFor(
	entry: Pick<HistoryCard, 'kind' | 'state' | 'seed' | 'prompt' | 'text'>,
): readonly EntryAction[] {
	const isSaved = entry.state === 'saved';
	const isImage = entry.kind === 'image';
	const isFile = isSaved && isImage;
	const can: Record<EntryAction, boolean> = {
		insert: isSaved,
		saveAs: isFile,
		useAsInput: isFile,
		compare: isFile,
		openFile: isFile,
		remix: isFile,
		upscale: isFile,
		removeBackground: isFile,
		describe: isFile,
		copyPrompt: entry.prompt !== '',
		copySeed: isImage && entry.seed !== null,
		showText: Boolean(entry.text),
		copyText: Boolean(entry.text),
		generateAgain: isImage && entry.seed !== null && entry.prompt !== '',
		// What is still on its way has been paid for.
		delete: entry.state !== 'pending',
	};
	return ENTRY_ACTIONS.filter((action) => can[action]);
}

export const SAVED_TYPES = ['png', 'webp', 'jpeg'] as const;
export type SavedType = (typeof SAVED_TYPES)[number];

/** How an image is to be saved; the height follows from the width. */
const savedForm = {
	type: v.picklist(SAVED_TYPES),
	/** Pixels. */
	width: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
	/** Of WebP and JPEG; absent for the usual one, and to leave a file of that format as it is. */
	quality: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))),
};
const savedFormSchema = v.strictObject(savedForm);
export type SavedForm = v.InferOutput<typeof savedFormSchema>;

export const IMAGE_REQUESTS = {
	'image/show': v.strictObject({ entry: handle }),
	/** What it could be compared with first. */
	'image/related': v.strictObject({ entry: handle }),
	/** What a file of this form would be. */
	'image/convert': v.strictObject({ entry: handle, ...savedForm }),
	/** Asks the person where to. */
	'image/save': v.strictObject({ entry: handle, ...savedForm }),
} as const;

export interface ImageAnswers {
	readonly 'image/show': ShownImage;
	readonly 'image/related': unknown;
	readonly 'image/convert': ConvertedFile;
	/** Null where the person changed their mind. */
	readonly 'image/save': { readonly name: string | null };
}

export const ASKING_OF_IMAGES = ['image/save'] as const;

/** An image in its full size. */
export interface ShownImage {
	readonly uri: string;
	/** Pixels. */
	readonly width: number;
	readonly height: number;
	readonly type: SavedType;
}

/** An image that is not in History, such as one of the workspace. */
export interface NamedImage extends Omit<ShownImage, 'type'> {
	readonly name: string;
}

export interface ConvertedFile {
	readonly bytes: number;
	/** Pixels. */
	readonly width: number;
	readonly height: number;
	/** Whether parts of the image are transparent, whatever the format does with them. */
	readonly transparent: boolean;
	/** Whether it is the file that History has. */
	readonly unchanged: boolean;
}
