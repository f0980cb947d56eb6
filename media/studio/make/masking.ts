import { t } from '@vscode/l10n';
import type { FieldValue, FormField, FormImage } from '../../../src/studio/makeMessages.ts';
import type { PanelState } from '../../../src/studio/messages.ts';
import { catchFocus } from '../focus.ts';
import type { Painter } from '../painter/painter.ts';
import type { MaskPreview } from '../painter/preview.ts';
import type { ViewContext } from '../view.ts';
import { createMaskKeeping } from './maskKeeping.ts';

export type MaskField = Extract<FormField, { kind: 'mask' }>;

export interface MaskingOptions {
	readonly context: Pick<ViewContext, 'rpc' | 'format' | 'update' | 'save' | 'announce' | 'fail'>;
	/** Those that are chosen in a field; for a mask, the one that it is painted on. */
	readonly chosenIn: (field: string) => readonly string[];
	readonly imageOf: (handle: string) => FormImage | undefined;
	readonly change: (field: string, value: FieldValue | undefined) => void;
	/** What is filled in is the same, but not what it stands for. */
	readonly again: () => void;
}

/** How a mask stands, and what can be done with it. */
export interface MaskOptions {
	/** To paint on; undefined until one is chosen. */
	readonly image: FormImage | undefined;
	/** The image that was painted on, where it is another one now. */
	readonly other: FormImage | undefined;
	readonly isPainted: boolean;
	/** Undefined until it is drawn. */
	readonly preview: MaskPreview | undefined;
	/** Where it is being painted: the painter, or that it is on its way. */
	readonly painter: HTMLElement | 'loading' | undefined;
	readonly paint: () => void;
	readonly done: () => void;
	readonly remove: () => void;
	/** Makes the other image the form's again. */
	readonly goBack: () => void;
}

/** The masks of a form: painted one at a time, kept by the extension, shown small beside their images. */
export interface Masking {
	options(field: MaskField): MaskOptions;
	/** Opens the painter; `focus`: and goes there; `looking`: at this of the image. */
	paint(field: MaskField, focus: boolean, looking?: Painting['looking']): Promise<void>;
	/** Closes the painter where this is not its form, or its image is not chosen any more. */
	fit(fields: readonly FormField[]): void;
	state(): Painting;
	/** What was painted is with the extension; rejects where it could not be kept. */
	settled(): Promise<void>;
}

/** The field whose mask is being painted, and what is seen of its image; without it, all. */
export type Painting = Pick<PanelState['make'], 'painting' | 'looking'>;

interface Open {
	readonly field: MaskField;
	readonly image: string;
	readonly looking: Painting['looking'];
	painter?: Painter;
}

/** Brings the painter to the top of its view, and the focus to its stage. */
function show(painter: HTMLElement | undefined): void {
	const [field, scroller] = ['.field', '.scroller'].map((selector) => painter?.closest(selector));
	if (field && scroller) {
		scroller.scrollTop += field.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
	}
	painter?.querySelector<HTMLElement>('.painter-stage')?.focus({ preventScroll: true });
}

const keyOf = (field: string, image: string) => `${field} ${image}`;

export function createMasking({ context, chosenIn, imageOf, change, again }: MaskingOptions): Masking {
	const { rpc, format, update, save, announce, fail } = context;
	const keeping = createMaskKeeping(rpc, fail);
	/** By field and image; undefined while it is on its way. */
	const previews = new Map<string, MaskPreview | undefined>();
	let open: Open | undefined;

	const leave = () => {
		const { painter, field, image } = open ?? {};
		open = undefined;
		painter?.dispose();
		if (field && image) {
			previews.delete(keyOf(field.name, image));
		}
		save();
		update();
	};
	const done = () => {
		const name = open?.field.name;
		leave();
		queueMicrotask(() => document.querySelector<HTMLElement>(`#field-${name}`)?.focus());
	};
	const follow = ({ field, image, painter }: Open) => {
		const painted = painter?.isEmpty() === false ? image : undefined;
		if (chosenIn(field.name)[0] === painted) {
			again();
		} else {
			change(field.name, painted === undefined ? undefined : [painted]);
		}
	};
	const start = async (mine: Open) => {
		const { field, image } = mine;
		const [{ createPainter }, picture] = await Promise.all([
			import('../painter/painter.ts'),
			// What was painted a moment ago may still be on its way.
			keeping.settled().then(() => rpc.ask('make/mask', { field: field.name, image })),
		]);
		if (open !== mine) {
			return;
		}
		const painter = createPainter({
			image: picture.uri,
			width: picture.width,
			height: picture.height,
			format,
			marks: field.marks,
			announce,
			onLook: save,
			onChange() {
				follow(mine);
				keeping.keep({ field: field.name, image, text: () => painter.state() });
			},
			chooseMask: async () => chooseMask(picture),
		});
		mine.painter = painter;
		if (picture.mask !== null) {
			painter.restore(picture.mask);
		}
		if (mine.looking) {
			painter.see(mine.looking);
		}
		// Until something is painted here, one can go back to the image that was painted before.
		if (!painter.isEmpty() || chosenIn(field.name)[0] === image) {
			follow(mine);
		}
		update();
		await painter.ready;
	};
	/** Undefined, and it is said why, where it is none for this image. */
	const chooseMask = async (image: { readonly width: number; readonly height: number }) => {
		try {
			const { uri } = await rpc.ask('make/mask/file', {});
			const { isSameShape, loadPicture } = await import('../painter/picture.ts');
			const file = uri === null ? undefined : await loadPicture(uri);
			if (file && !isSameShape(file, image)) {
				throw new Error(t('The mask has another shape than the image: choose one of its shape.'));
			}
			return file;
		} catch (error) {
			fail(error);
			return undefined;
		}
	};
	const paint: Masking['paint'] = async (field, focus, looking) => {
		const [image] = chosenIn(field.of);
		if (!image || (open?.field.name === field.name && open.image === image)) {
			return;
		}
		if (open) {
			leave();
		}
		const mine: Open = { field, image, looking };
		open = mine;
		save();
		update();
		try {
			await start(mine);
			if (focus && open === mine) {
				show(mine.painter?.element);
			}
		} catch (error) {
			if (open === mine) {
				leave();
			}
			fail(error);
		}
	};
	const loadPreview = async ({ name, marks }: MaskField, image: string) => {
		const key = keyOf(name, image);
		previews.set(key, undefined);
		try {
			const [{ createPreview }, picture] = await Promise.all([
				import('../painter/preview.ts'),
				keeping.settled().then(() => rpc.ask('make/mask', { field: name, image })),
			]);
			if (previews.has(key) && picture.mask !== null) {
				previews.set(key, createPreview(picture.mask, picture, format, marks));
				update();
			}
		} catch (error) {
			fail(error);
		}
	};

	return {
		options(field) {
			const { name, of } = field;
			const [image] = chosenIn(of);
			const [painted] = chosenIn(name);
			const isPainted = painted !== undefined && painted === image;
			const isOpen = open?.field.name === name && open.image === image;
			const key = keyOf(name, image ?? '');
			if (isPainted && !isOpen && !previews.has(key)) {
				void loadPreview(field, painted);
			}
			return {
				image: image === undefined ? undefined : imageOf(image),
				other: painted !== undefined && painted !== image ? imageOf(painted) : undefined,
				isPainted,
				preview: isPainted ? previews.get(key) : undefined,
				painter: isOpen ? (open?.painter?.element ?? 'loading') : undefined,
				paint: () => void paint(field, true),
				done,
				remove() {
					if (painted !== undefined) {
						previews.delete(keyOf(name, painted));
						keeping.keep({ field: name, image: painted, text: () => '' });
						change(name, undefined);
						announce(t('Mask removed'));
						catchFocus(`#field-${name}`);
					}
				},
				goBack() {
					change(of, painted === undefined ? undefined : [painted]);
					catchFocus(`#field-${name}`);
				},
			};
		},
		paint,
		fit(fields) {
			if (!open) {
				return;
			}
			const { field, image } = open;
			const isThere = fields.some(({ kind, name }) => kind === 'mask' && name === field.name);
			if (!isThere || chosenIn(field.of)[0] !== image) {
				leave();
			}
		},
		state() {
			const looking = open?.painter ? open.painter.sight() : open?.looking;
			return { ...(open && { painting: open.field.name }), ...(looking && { looking }) };
		},
		settled: keeping.settled,
	};
}
