import { t } from '@vscode/l10n';
import type {
	FieldValue,
	Form,
	FormField,
	FormImage,
	FormValues,
	Preview,
} from '../../../src/studio/makeMessages.ts';
import type { PanelState } from '../../../src/studio/messages.ts';
import type { ViewContext } from '../view.ts';
import type { FieldOptions } from './fields.ts';
import { fittingValues, imageField, imagesIn } from './formState.ts';
import { droppedOn } from './images.ts';

type State = Omit<PanelState['make'], 'scroll'>;

/** What is filled in, for which operation, and what the extension says to it. */
export interface Draft {
	readonly forms: readonly Form[];
	/** Undefined until the forms are there. */
	readonly form: Form | undefined;
	readonly preview: Preview | undefined;
	readonly more: boolean;
	readonly moreModels: boolean;
	load(): Promise<void>;
	/** Asks for the price anew: the terms may not be what they were. */
	look(): Promise<void>;
	choose(form: Form): void;
	toggleMore(): void;
	toggleModels(): void;
	fieldOptions(field: FormField): FieldOptions;
	/** How many of the fields that are folded away are filled in. */
	rarerFilled(): number;
	/** What a request is to carry. */
	filled(): { operation: string; values: FormValues };
	/** Whether the price on the screen is that of what is filled in. */
	isFresh(): boolean;
	/** Whether it can be made at the price that is on the screen; leads to what is wrong, if not. */
	isAgreed(): Promise<boolean>;
	takesImages(): boolean;
	addFiles(files: readonly File[]): Promise<void>;
	/** Makes an entry of History the image of the form, or of another where this one takes none. */
	use(entry: string): Promise<void>;
	restore(state: State): void;
	state(): State;
}

const PREVIEW_MS = 150;

export function createDraft(context: ViewContext): Draft {
	const { rpc, update, save, fail, announce } = context;
	let { operation, values, more, moreModels } = context.initial.make as State;
	let forms: readonly Form[] = [];
	let form: Form | undefined;
	let preview: Preview | undefined;
	/** What the preview is about. */
	let previewed = '';
	let timer: number | undefined;
	const touched = new Set<string>();
	const searches = new Map<string, string>();
	const images = new Map<string, FormImage>();

	const filled = () => ({
		operation: form?.operation ?? operation,
		values: form ? fittingValues(form, values) : {},
	});
	const key = () => JSON.stringify(filled());
	const look = async () => {
		window.clearTimeout(timer);
		if (!form) {
			return;
		}
		const asked = key();
		try {
			const answer = await rpc.ask('make/preview', filled());
			// Something else may be filled in by now.
			if (asked === key()) {
				preview = answer;
				previewed = asked;
				update();
			}
		} catch (error) {
			fail(error);
		}
	};
	const changed = () => {
		save();
		update();
		window.clearTimeout(timer);
		timer = window.setTimeout(() => void look(), PREVIEW_MS);
	};
	const set = (name: string, value: FieldValue | undefined) => {
		const { [name]: _, ...others } = values;
		values = value === undefined ? others : { ...others, [name]: value };
		touched.add(name);
		changed();
	};
	const choose = (chosen: Form) => {
		form = chosen;
		operation = chosen.operation;
		touched.clear();
		changed();
	};
	const load = async () => {
		try {
			forms = (await rpc.ask('make/forms', {})).forms;
			form = forms.find((one) => one.operation === operation) ?? forms[0];
			await loadImages();
			update();
			await look();
		} catch (error) {
			fail(error);
		}
	};
	/** Those of an earlier window; what is gone is taken out of the form. */
	const loadImages = async () => {
		const wanted = imagesIn(forms, values).filter((handle) => !images.has(handle));
		if (wanted.length > 0) {
			remember((await rpc.ask('make/images', { images: wanted.slice(0, 20) })).images);
			const isGone = (handle: string) => wanted.includes(handle) && !images.has(handle);
			values = Object.fromEntries(
				Object.entries(values).map(([name, value]) => [
					name,
					Array.isArray(value) ? value.filter((handle) => !isGone(handle)) : value,
				]),
			);
			save();
		}
	};
	const remember = (found: readonly FormImage[]) => {
		for (const image of found) {
			images.set(image.handle, image);
		}
	};
	const chosenIn = ({ name }: FormField): readonly string[] => {
		const value = values[name];
		return Array.isArray(value) ? value : [];
	};
	/** As many as there is room for; where it is one, the new takes the place of the old. */
	const put = (field: Extract<FormField, { kind: 'images' }>, found: readonly FormImage[]) => {
		if (found.length === 0) {
			return;
		}
		remember(found);
		const handles = found.map(({ handle }) => handle);
		const all = [...new Set(field.maxItems === 1 ? handles : [...chosenIn(field), ...handles])];
		set(field.name, all.slice(-field.maxItems));
		announce(t('{0} added to {1}', found.map(({ name }) => name).join(', '), field.title));
	};
	const attempt = async (
		field: Extract<FormField, { kind: 'images' }> | undefined,
		ask: () => Promise<{ readonly images: readonly FormImage[] }>,
	) => {
		try {
			const found = await ask();
			if (field) {
				put(field, found.images);
			}
		} catch (error) {
			fail(error);
		}
	};
	const paste = async (files: readonly File[]) => {
		const found: FormImage[] = [];
		for (const file of files) {
			const bytes = new Uint8Array(await file.arrayBuffer());
			found.push(...(await rpc.ask('make/paste', { name: file.name.slice(-200), bytes })).images);
		}
		return { images: found };
	};
	const drop = async (data: DataTransfer) => {
		const { files, uris } = droppedOn(data);
		return uris.length > 0 ? rpc.ask('make/drop', { uris: uris.slice(0, 20) }) : paste(files);
	};
	const showProblem = (field: string | undefined, isRare: boolean) => {
		if (field) {
			touched.add(field);
		}
		more ||= isRare;
		update();
		queueMicrotask(() => {
			const at = document.querySelector<HTMLElement>(`.make-form [data-field="${CSS.escape(field ?? '')}"]`);
			at?.querySelector<HTMLElement>('textarea, input, select, button')?.focus();
		});
	};

	return {
		get forms() {
			return forms;
		},
		get form() {
			return form;
		},
		get preview() {
			return preview;
		},
		get more() {
			return more;
		},
		get moreModels() {
			return moreModels;
		},
		load,
		look,
		choose,
		toggleMore() {
			more = !more;
			save();
			update();
		},
		toggleModels() {
			moreModels = !moreModels;
			save();
			update();
		},
		fieldOptions(field) {
			const value = filled().values[field.name];
			const { problem } = preview ?? {};
			return {
				value,
				change: (changedValue) => set(field.name, changedValue),
				// Nobody is told of what they have not come to yet.
				problem:
					problem?.field === field.name && (touched.has(field.name) || hasValue(value))
						? problem.message
						: undefined,
				search: searches.get(field.name) ?? '',
				setSearch(words) {
					searches.set(field.name, words);
					update();
				},
				images: chosenIn(field).flatMap((handle) => images.get(handle) ?? []),
				pick() {
					if (field.kind === 'images') {
						void attempt(field, () => rpc.ask('make/pick', { several: field.maxItems > 1 }));
					}
				},
				remove: (image) =>
					set(
						field.name,
						chosenIn(field).filter((handle) => handle !== image.handle),
					),
				drop(data) {
					if (field.kind === 'images') {
						void attempt(field, () => drop(data));
					}
				},
			};
		},
		rarerFilled() {
			const { values: filledIn } = filled();
			return form?.fields.filter(({ name, common }) => !common && hasValue(filledIn[name])).length ?? 0;
		},
		filled,
		isFresh: () => previewed === key(),
		async isAgreed() {
			const price = preview?.price;
			await look();
			const problem = preview?.problem;
			if (problem) {
				const field = form?.fields.find(({ name }) => name === problem.field);
				showProblem(problem.field, field?.common === false);
				announce(problem.message);
				return false;
			}
			if (preview?.price !== price) {
				announce(t('The price is {0} now.', preview?.price ?? ''));
				return false;
			}
			return preview !== undefined && previewed === key();
		},
		takesImages: () => form !== undefined && imageField(form) !== undefined,
		addFiles: (files) => attempt(form && imageField(form), () => paste(files)),
		async use(entry) {
			const found = await rpc.ask('make/use', { entry });
			if (!form || !imageField(form)) {
				const other = forms.find((one) => one.job === 'remix') ?? forms.find((one) => imageField(one));
				if (other) {
					choose(other);
				}
			}
			const field = form && imageField(form);
			if (field) {
				put(field, found.images);
			}
		},
		restore(state) {
			({ operation, values, more, moreModels } = state);
			void load();
		},
		state: () => ({ operation: form?.operation ?? operation, values: { ...values }, more, moreModels }),
	};
}

const hasValue = (value: FieldValue | undefined): boolean =>
	value !== undefined && (!Array.isArray(value) || value.length > 0);
