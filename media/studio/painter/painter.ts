import { t } from '@vscode/l10n';
import { html, render } from 'lit/html.js';
import type { Format } from '../format.ts';
import { icon } from '../icon.ts';
import { showCursor } from './cursor.ts';
import { createInputs } from './inputs.ts';
import { createLegend } from './legend.ts';
import { isSameShape, loadPicture, maskOf } from './picture.ts';
import { isBlack, isTransparent, isWhite } from './pixels.ts';
import { createSession } from './session.ts';
import { createSurface, type Surface } from './surface.ts';
import { toolbarTemplate } from './toolbar.ts';
import { legendText, type Marks, placeText, shareText, sizeText, toolName } from './words.ts';

export interface PainterOptions {
	/** An address that the page may load, or a picture, which stays the caller's. */
	readonly image: string | ImageBitmap;
	/** Of the image as it is seen, pixels; those of the mask. */
	readonly width: number;
	readonly height: number;
	/** A mask to begin with, as `mask()` gives it. */
	readonly initial?: Uint8Array;
	readonly format: Pick<Format, 'number'>;
	/** What it means to be painted; `changed` where it is not said. */
	readonly marks?: Marks;
	/** Mask, tool or size is another; never while a stroke is being made. */
	readonly onChange: () => void;
	/** Something else of the image is seen. */
	readonly onLook?: () => void;
	/** For screen readers. */
	readonly announce: (text: string) => void;
	/** Asks for a mask file; without it no button offers one. */
	readonly chooseMask?: () => Promise<ImageBitmap | undefined>;
}

/** Where a person says what of an image is to change. */
export interface Painter {
	/** Belongs into the page; it takes the width it gets. */
	readonly element: HTMLElement;
	/** The image is there to see, or cannot be shown and the page says so. */
	readonly ready: Promise<void>;
	/** A copy, one bit a pixel, set where it will change; each row begins at a byte, its highest bit first. */
	mask(): Uint8Array;
	isEmpty(): boolean;
	/** Takes over a mask file: its black changes, or its white is the character. False where its shape is not the image's. */
	load(picture: ImageBitmap | ImageData): Promise<boolean>;
	/** What is transparent in the image will change. False where nothing is. */
	fromTransparency(): Promise<boolean>;
	/** Mask, tool and size, for `restore` after a reload. */
	state(): string;
	/** False, and nothing done, where the text is not of an image of this size. */
	restore(state: string): boolean;
	/** What of the image is seen, for `see` after a reload; undefined for all of it. */
	sight: Surface['sight'];
	see: Surface['see'];
	dispose(): void;
}

let painters = 0;

export function createPainter(options: PainterOptions): Painter {
	const { width, height, format, announce, chooseMask, marks = 'changed' } = options;
	const ended = new AbortController();
	const keysId = `painter-keys-${++painters}`;
	let picture: ImageBitmap | undefined;
	let isMissing = false;
	let note = '';

	const element = document.createElement('div');
	element.className = 'painter';
	element.setAttribute('role', 'group');
	element.setAttribute('aria-label', t('Mask'));
	const parts = createStage(width / height, keysId);
	const legend = createLegend();
	const session = createSession({
		width,
		height,
		initial: options.initial,
		format,
		marks,
		announce,
		onChange() {
			note = '';
			options.onChange();
		},
		redraw(area) {
			surface.changed(area);
			surface.refresh();
		},
	});
	const { mask } = session;
	const surface = createSurface({
		element: parts.stage,
		picture: parts.picture,
		marks: parts.marks,
		mask,
		onLook: () => options.onLook?.(),
		beforeDrawing: session.flush,
		afterDrawing: () => draw(),
	});
	const inputs = createInputs(parts.stage, {
		session,
		surface,
		format,
		marks,
		announce,
		signal: ended.signal,
	});

	/** For those who see, too: why nothing has come of it, until something has. */
	const tell = (why: string) => {
		note = why;
		announce(why);
		surface.refresh();
	};
	const load = async (source: ImageBitmap | ImageData): Promise<boolean> => {
		if (!isSameShape(source, mask)) {
			tell(t('The mask has another shape than the image'));
			return false;
		}
		const file = source instanceof ImageData ? await createImageBitmap(source) : source;
		if (ended.signal.aborted) {
			return false;
		}
		session.replace(
			maskOf(file, width, height, marks === 'character' ? isWhite : isBlack).bits,
			t('Mask loaded'),
		);
		return true;
	};
	const fromTransparency = async (): Promise<boolean> => {
		await ready;
		if (ended.signal.aborted) {
			return false;
		}
		const found = picture && maskOf(picture, width, height, isTransparent);
		if (!found || found.count === 0) {
			tell(t('Nothing in the image is transparent'));
			return false;
		}
		session.replace(found.bits, t('Taken from the transparency'));
		return true;
	};
	const loadFile = async (choose: () => Promise<ImageBitmap | undefined>) => {
		const file = await choose();
		if (file) {
			await load(file);
		}
	};
	const forgetPicture = () => {
		if (picture !== options.image) {
			picture?.close();
		}
		picture = undefined;
	};
	const statusText = (): string => {
		const [tool, pixel] = [session.tool(), inputs.pixel()];
		return [
			toolName(tool),
			...(tool === 'rectangle' ? [] : [sizeText(format, session.size())]),
			...(pixel ? [placeText(format, pixel)] : []),
			shareText(format, mask, marks),
		].join(' · ');
	};
	const draw = () => {
		showCursor(parts, surface.view(), inputs.shown());
		render(
			html`
				${toolbarTemplate({
					format,
					session,
					surface,
					fromTransparency: () => void fromTransparency(),
					chooseMask: chooseMask && (() => void loadFile(chooseMask)),
				})}
				${parts.stage}
				${[isMissing ? t('The image cannot be shown.') : '', note]
					.filter(Boolean)
					.map((text) => html`<p class="painter-note">${icon('warning')} <span>${text}</span></p>`)}
				<div class="painter-foot">
					<span class="painter-legend">${legend}<span>${legendText(marks)}</span></span>
					<span class="painter-status">${statusText()}</span>
				</div>
				<p class="unseen" id=${keysId}>${t(
					'Arrow keys move the cursor, with Shift faster, with Ctrl the picture. Space or Enter paints; a rectangle takes two corners, and with Alt takes away. B, E and R choose a tool, brackets its size; I inverts, Delete clears, plus, minus and 0 zoom.',
				)}</p>
			`,
			element,
		);
	};
	draw();

	const ready = (async () => {
		try {
			const { image } = options;
			picture = typeof image === 'string' ? await loadPicture(image) : image;
		} catch {
			isMissing = true;
		}
		if (ended.signal.aborted) {
			forgetPicture();
		} else if (picture) {
			surface.setPicture(picture);
		} else {
			surface.refresh();
		}
	})();
	return {
		element,
		ready,
		mask: () => Uint8Array.from(mask.bits),
		isEmpty: () => mask.count === 0,
		load,
		fromTransparency,
		state: session.state,
		restore: session.restore,
		sight: surface.sight,
		see: surface.see,
		dispose() {
			ended.abort();
			surface.dispose();
			forgetPicture();
			element.remove();
		},
	};
}

/** What is painted on, once for all. */
function createStage(shape: number, keysId: string) {
	const make = <K extends 'canvas' | 'div'>(name: K, className: string): HTMLElementTagNameMap[K] => {
		const made = document.createElement(name);
		made.className = className;
		return made;
	};
	const stage = make('div', 'painter-stage');
	stage.tabIndex = 0;
	stage.setAttribute('role', 'application');
	stage.setAttribute('aria-label', t('Mask of the image'));
	stage.setAttribute('aria-describedby', keysId);
	stage.style.setProperty('--shape', String(shape));
	const [picture, marks] = [make('canvas', 'painter-canvas'), make('canvas', 'painter-canvas')];
	const selection = make('div', 'painter-selection');
	const [ring, cross] = [make('div', 'painter-ring'), make('div', 'painter-cross')];
	stage.append(picture, marks, selection, ring, cross);
	return { stage, picture, marks, selection, ring, cross };
}
