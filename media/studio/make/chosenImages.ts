import { t } from '@vscode/l10n';
import {
	type FieldValue,
	type Form,
	type FormField,
	type FormImage,
	type FormImages,
	type FormValues,
	MAX_LIST,
	MAX_PASTED_BYTES,
} from '../../../src/studio/makeMessages.ts';
import type { ViewContext } from '../view.ts';
import { imagesIn } from './formState.ts';
import { droppedOn } from './images.ts';

type ImagesField = Extract<FormField, { kind: 'images' }>;

export interface ChosenImagesOptions {
	readonly context: Pick<ViewContext, 'rpc' | 'announce' | 'fail'>;
	readonly value: (field: string) => FieldValue | undefined;
	readonly set: (field: string, value: FieldValue) => void;
}

/** The images of a form: chosen, dropped, pasted, or of an earlier window. */
export interface ChosenImages {
	/** Their handles. */
	in(field: string): readonly string[];
	get(handle: string): FormImage | undefined;
	/** Puts into a field what comes of the question, and says what went wrong. */
	take(field: ImagesField | undefined, ask: () => Promise<FormImages>): Promise<void>;
	put(field: ImagesField, found: readonly FormImage[]): void;
	pick(field: ImagesField): Promise<void>;
	paste(field: ImagesField | undefined, files: readonly File[]): Promise<void>;
	drop(field: ImagesField, data: DataTransfer): Promise<void>;
	/** Asks for those of an earlier window; the values without what is gone, or undefined where nothing is. */
	load(forms: readonly Form[], values: FormValues): Promise<FormValues | undefined>;
}

export function createChosenImages({ context, value, set }: ChosenImagesOptions): ChosenImages {
	const { rpc, announce, fail } = context;
	const images = new Map<string, FormImage>();

	const remember = (found: readonly FormImage[]) => {
		for (const image of found) {
			images.set(image.handle, image);
		}
	};
	const chosenIn = (field: string): readonly string[] => {
		const chosen = value(field);
		return Array.isArray(chosen) ? chosen : [];
	};
	/** As many as there is room for; where it is one, the new takes the place of the old. */
	const put = (field: ImagesField, found: readonly FormImage[]) => {
		if (found.length === 0) {
			return;
		}
		remember(found);
		const handles = found.map(({ handle }) => handle);
		const all = [...new Set(field.maxItems === 1 ? handles : [...chosenIn(field.name), ...handles])];
		set(field.name, all.slice(-field.maxItems));
		announce(t('{0} added to {1}', found.map(({ name }) => name).join(', '), field.title));
	};
	const take = async (field: ImagesField | undefined, ask: () => Promise<FormImages>) => {
		try {
			const found = await ask();
			if (field) {
				put(field, found.images);
			}
		} catch (error) {
			fail(error);
		}
	};
	/** Says of each that is too large that it is left out. */
	const keep = async (files: readonly File[]) => {
		const found: FormImage[] = [];
		for (const file of files) {
			if (file.size > MAX_PASTED_BYTES) {
				fail(
					new Error(
						t(
							'{0} is over 10 MB: make it smaller, or save it in the workspace and choose it there.',
							file.name,
						),
					),
				);
				continue;
			}
			const bytes = new Uint8Array(await file.arrayBuffer());
			found.push(...(await rpc.ask('make/paste', { name: file.name.slice(-200), bytes })).images);
		}
		return { images: found };
	};
	return {
		in: chosenIn,
		get: (handle) => images.get(handle),
		take,
		put,
		pick: (field) => take(field, () => rpc.ask('make/pick', { several: field.maxItems > 1 })),
		paste: (field, files) => take(field, () => keep(files)),
		drop: (field, data) =>
			take(field, async () => {
				const { entry, files, uris, isOther } = droppedOn(data);
				if (isOther) {
					fail(new Error(t('Only PNG, JPEG and WebP images can be dropped here.')));
				}
				return entry
					? rpc.ask('make/use', { entry })
					: uris.length > 0
						? rpc.ask('make/drop', { uris: uris.slice(0, MAX_LIST) })
						: keep(files);
			}),
		async load(forms, values) {
			const wanted = [...new Set(imagesIn(forms, values))].filter((handle) => !images.has(handle));
			if (wanted.length === 0) {
				return undefined;
			}
			for (let at = 0; at < wanted.length; at += MAX_LIST) {
				const portion = wanted.slice(at, at + MAX_LIST);
				remember((await rpc.ask('make/images', { images: portion })).images);
			}
			const isGone = (handle: string) => wanted.includes(handle) && !images.has(handle);
			return Object.fromEntries(
				Object.entries(values).map(([name, one]) => [
					name,
					Array.isArray(one) ? one.filter((handle) => !isGone(handle)) : one,
				]),
			);
		},
	};
}
