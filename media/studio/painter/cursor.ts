import type { Rect } from './mask.ts';
import { type Point, toStage, type Viewport } from './viewport.ts';

/** What lies over the canvases, in pixels of the image. */
export interface Shown {
	/** Where the tool would be set down; nothing where there is neither pointer nor focus. */
	readonly at: Point | undefined;
	/** Across; 0 for a tool without a width. */
	readonly size: number;
	/** Whether keys move it: then it is to be found without a pointer beside it. */
	readonly isByKeys: boolean;
	/** A rectangle that is not yet filled. */
	readonly selection: Rect | undefined;
}

/** Smaller, it would not be seen. */
const SMALLEST = 5;

/** Elements rather than drawings: they move without a canvas being touched. */
export function showCursor(
	elements: { readonly ring: HTMLElement; readonly cross: HTMLElement; readonly selection: HTMLElement },
	view: Viewport,
	{ at, size, isByKeys, selection }: Shown,
): void {
	const { ring, cross } = elements;
	ring.hidden = !at || size === 0;
	cross.hidden = !at || !isByKeys;
	if (at) {
		const { x, y } = toStage(view, at);
		const across = Math.max(SMALLEST, size * view.scale);
		place(ring, x - across / 2, y - across / 2, across, across);
		cross.style.transform = `translate(${x}px, ${y}px)`;
	}
	elements.selection.hidden = !selection;
	if (selection) {
		const corner = toStage(view, { x: selection.left, y: selection.top });
		const [width, height] = [selection.right - selection.left, selection.bottom - selection.top];
		place(elements.selection, corner.x, corner.y, width * view.scale, height * view.scale);
	}
}

function place({ style }: HTMLElement, x: number, y: number, width: number, height: number): void {
	style.transform = `translate(${x}px, ${y}px)`;
	style.width = `${width}px`;
	style.height = `${height}px`;
}
