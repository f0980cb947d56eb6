import { t } from '@vscode/l10n';
import type { FieldValue, Form, FormField, FormValues, Preview } from '../../../src/studio/makeMessages.ts';
import type { PanelState, Task } from '../../../src/studio/messages.ts';
import type { ViewContext } from '../view.ts';
import { createChosenImages } from './chosenImages.ts';
import type { FieldOptions } from './fields.ts';
import {
	fittingValues,
	formOfJob,
	hasValue,
	type ImagesField,
	imageField,
	rarerFilled,
} from './formState.ts';
import { createMasking, type Painting } from './masking.ts';

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
	look(): Promise<boolean>;
	choose(form: Form): void;
	toggleMore(): void;
	toggleModels(): void;
	fieldOptions(field: FormField): Omit<FieldOptions, 'refuse'>;
	/** How many of the fields that are folded away are filled in. */
	rarerFilled(): number;
	/** What a request is to carry. */
	filled(): { operation: string; values: FormValues };
	/** Whether the price on the screen is that of what is filled in. */
	isFresh(): boolean;
	/** Whether it can be made at the price that is on the screen; leads to what is wrong, if not. */
	isAgreed(): Promise<boolean>;
	/** Adds images that were pasted. */
	addFiles(field: ImagesField, files: readonly File[]): Promise<void>;
	/** Makes an entry of History the image of the form, or of another where this one takes none. */
	use(entry: string): Promise<void>;
	/** Begins a job on an image: what else is filled in stays. */
	begin(task: Task): Promise<void>;
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
	const images = createChosenImages({
		context,
		value: (name) => values[name],
		set: (name, value) => set(name, value),
	});
	const masking = createMasking({
		context,
		chosenIn: images.in,
		imageOf: images.get,
		change: (name, value) => set(name, value),
		again: () => changed(),
	});
	/** Of the mask that was being painted when the page was left. */
	let left: Painting = context.initial.make;
	let loading = Promise.resolve();

	const filled = () => ({
		operation: form?.operation ?? operation,
		values: form ? fittingValues(form, values) : {},
	});
	const key = () => JSON.stringify(filled());
	/** False where there is no answer, or one to something else. */
	const look = async () => {
		window.clearTimeout(timer);
		if (!form) {
			return false;
		}
		const asked = key();
		try {
			await masking.settled();
			const answer = await rpc.ask('make/preview', filled());
			// Something else may be filled in by now.
			if (asked === key()) {
				preview = answer;
				previewed = asked;
				update();
				return true;
			}
		} catch (error) {
			fail(error);
		}
		return false;
	};
	const changed = () => {
		masking.fit(form?.fields ?? []);
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
	const load = () => {
		loading = loadAll();
		return loading;
	};
	const loadAll = async () => {
		try {
			forms = (await rpc.ask('make/forms', {})).forms;
			form = forms.find((one) => one.operation === operation) ?? forms[0];
			const sound = await images.load(forms, values);
			if (sound) {
				values = sound;
				save();
			}
			update();
			paintOn();
			await look();
		} catch (error) {
			fail(error);
		}
	};
	/** Takes up what was being painted. */
	const paintOn = () => {
		const { painting, looking } = left;
		const field = maskFields().find(({ name }) => name === painting);
		left = {};
		if (field) {
			void masking.paint(field, false, looking);
		}
	};
	const maskFields = () => (form?.fields ?? []).filter((field) => field.kind === 'mask');
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
				// Nobody is told of what they have not come to yet; of what is painted, a mask tells by itself.
				problem:
					problem?.field === field.name &&
					(touched.has(field.name) || (hasValue(value) && field.kind !== 'mask'))
						? problem.message
						: undefined,
				search: searches.get(field.name) ?? '',
				setSearch(words) {
					searches.set(field.name, words);
					update();
				},
				images: images.in(field.name).flatMap((handle) => images.get(handle) ?? []),
				pick() {
					if (field.kind === 'images') {
						void images.pick(field);
					}
				},
				remove: (image) =>
					set(
						field.name,
						images.in(field.name).filter((handle) => handle !== image.handle),
					),
				drop(data) {
					if (field.kind === 'images') {
						void images.drop(field, data);
					}
				},
				mask: masking.options,
			};
		},
		rarerFilled: () => rarerFilled(form, filled().values),
		filled,
		isFresh: () => previewed === key(),
		async isAgreed() {
			const price = preview?.price;
			const isSure = await look();
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
			return isSure && previewed === key();
		},
		addFiles: images.paste,
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
				images.put(field, found.images);
			}
		},
		async begin({ job, image }) {
			await loading;
			const chosen = form?.job === job ? form : formOfJob(forms, job, '');
			const field = chosen && imageField(chosen);
			if (!chosen || !field) {
				return;
			}
			choose(chosen);
			await images.take(field, () => rpc.ask('make/images', { images: [image] }));
			const mask = maskFields().find(({ of }) => of === field.name);
			if (mask) {
				await masking.paint(mask, true);
			}
		},
		restore(state) {
			({ operation, values, more, moreModels } = state);
			left = state;
			void load();
		},
		state() {
			const { painting, looking } = left.painting ? left : masking.state();
			return {
				operation: form?.operation ?? operation,
				values: { ...values },
				more,
				moreModels,
				...(painting ? { painting } : {}),
				...(looking ? { looking } : {}),
			};
		},
	};
}
