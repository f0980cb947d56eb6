import { t } from '@vscode/l10n';
import type { Format } from '../format.ts';
import type { Shown } from './cursor.ts';
import { followKeys } from './keys.ts';
import { isSet } from './mask.ts';
import { followPointer } from './pointer.ts';
import type { Session } from './session.ts';
import { brushPlace, type Pixel } from './shapes.ts';
import type { Surface } from './surface.ts';
import { type Point, revealed, toImage } from './viewport.ts';
import { type Marks, pixelText, placeText } from './words.ts';

/** Of the page, for one step of the cursor and one of the picture, pixels. */
const CURSOR_STEP = 4;
const SCROLL_STEP = 48;
const FAST = 8;

export interface Inputs {
	/** What is to be seen of them. */
	shown(): Shown;
	/** The pixel that is pointed at, if one is. */
	pixel(): Pixel | undefined;
}

/** Lets pointer and keys work on the mask. Whichever was used last has the cursor. */
export function createInputs(
	stage: HTMLElement,
	options: {
		readonly session: Session;
		readonly surface: Surface;
		readonly format: Pick<Format, 'number'>;
		readonly marks: Marks;
		readonly announce: (text: string) => void;
		readonly signal: AbortSignal;
	},
): Inputs {
	const { session, surface, format, marks, announce, signal } = options;
	const { mask } = session;
	/** Where keys have moved it. */
	let cursor: Pixel = { x: mask.width >> 1, y: mask.height >> 1 };
	/** Of the stage. */
	let hovered: Point | undefined;
	let isByKeys = false;
	/** Space is down: it paints, or lets the pointer move the picture. */
	let held: 'paint' | 'move' | undefined;

	const inImage = (point: Point) => toImage(surface.view(), point);
	const pixelAt = ({ x, y }: Point): Pixel => ({ x: Math.floor(x), y: Math.floor(y) });
	const centre = () => ({ x: cursor.x + 0.5, y: cursor.y + 0.5 });
	const takeKeys = () => {
		if (!isByKeys) {
			isByKeys = true;
			const pointed = hovered && pixelAt(inImage(hovered));
			if (pointed && isInside(pointed)) {
				cursor = pointed;
			}
		}
		surface.refresh();
	};
	const isInside = ({ x, y }: Pixel) => x >= 0 && y >= 0 && x < mask.width && y < mask.height;
	const inBounds = (at: number, length: number) => Math.max(0, Math.min(length - 1, at));
	const setMoving = (isMoving: boolean) => {
		stage.classList.toggle('moving', isMoving);
		surface.refresh();
	};

	followPointer(
		stage,
		{
			origin: surface.origin,
			begin: (at, erase) => session.begin(inImage(at), erase),
			extend: (points) => session.extend(points.map(inImage)),
			end: session.finish,
			cancel: session.abandon,
			hover(at) {
				// Where the page moves under it, a browser reports a pointer that has not moved.
				const isSame = at?.x === hovered?.x && at?.y === hovered?.y;
				hovered = at;
				isByKeys &&= at === undefined || isSame;
				surface.refresh();
			},
			move: surface.move,
			zoom: surface.zoom,
			resize: session.resize,
			isMoving: () => held === 'move',
		},
		signal,
	);
	followKeys(
		stage,
		{
			step(x, y, fast) {
				takeKeys();
				const step = Math.max(1, Math.round(CURSOR_STEP / surface.view().scale)) * (fast ? FAST : 1);
				cursor = {
					x: inBounds(cursor.x + x * step, mask.width),
					y: inBounds(cursor.y + y * step, mask.height),
				};
				if (session.isActive()) {
					session.extend([centre()]);
				}
				surface.setView((view) => revealed(view, centre(), surface.stage(), mask));
				const isPainted = isSet(mask, cursor.x, cursor.y);
				announce(pixelText(placeText(format, cursor), isPainted, marks));
			},
			scroll: (x, y) => surface.move({ x: -x * SCROLL_STEP, y: -y * SCROLL_STEP }),
			press,
			hold(clear) {
				if (isByKeys && session.tool() === 'rectangle') {
					press(clear);
				} else if (isByKeys) {
					held = 'paint';
					session.begin(centre(), false);
				} else {
					held = 'move';
					setMoving(true);
				}
			},
			release() {
				if (held === 'paint') {
					session.finish(false);
				}
				held = undefined;
				setMoving(false);
			},
			escape: session.abandon,
			choose: session.choose,
			resize: session.resize,
			zoom: (factor) => surface.zoom(factor, anchor()),
			fit: surface.fit,
			invert: session.invert,
			clear: session.clear,
			undo: session.undo,
			redo: session.redo,
		},
		signal,
	);
	function press(clear: boolean): void {
		takeKeys();
		const isSecondCorner = session.tool() === 'rectangle' && session.isActive();
		if (isSecondCorner) {
			session.finish(clear);
			return;
		}
		session.begin(centre(), false);
		if (session.tool() === 'rectangle') {
			announce(t('First corner at {0}', placeText(format, cursor)));
		} else {
			session.finish(false);
		}
	}
	/** What stays where it is when keys zoom. */
	function anchor(): Point | undefined {
		const { scale, x, y } = surface.view();
		return isByKeys ? { x: centre().x * scale + x, y: centre().y * scale + y } : hovered;
	}
	// Reached by Tab, it shows where it would paint.
	stage.addEventListener(
		'focus',
		() => {
			if (stage.matches(':focus-visible')) {
				takeKeys();
			}
		},
		{ signal },
	);
	stage.addEventListener(
		'blur',
		() => {
			isByKeys = false;
			surface.refresh();
		},
		{ signal },
	);

	const at = (): Point | undefined =>
		isByKeys ? centre() : hovered && held !== 'move' ? inImage(hovered) : undefined;
	return {
		shown() {
			const size = session.tool() === 'rectangle' ? 0 : session.size();
			const point = at();
			const place = point && brushPlace(point.x, point.y, Math.max(1, size));
			return {
				at: place && { x: place.x / 2, y: place.y / 2 },
				size,
				isByKeys,
				selection: session.rectangle(),
			};
		},
		pixel() {
			const point = at();
			const pixel = point && pixelAt(point);
			return pixel && isInside(pixel) ? pixel : undefined;
		},
	};
}
