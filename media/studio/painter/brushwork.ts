import { type Mask, type Rect, union } from './mask.ts';
import {
	brushPlace,
	type HalfPixels,
	type Pixel,
	paintCapsule,
	paintRectangle,
	rectangleOf,
} from './shapes.ts';
import type { Undo } from './undo.ts';
import type { Point } from './viewport.ts';

export const TOOLS = ['brush', 'eraser', 'rectangle'] as const;
export type Tool = (typeof TOOLS)[number];

/** How wide brushes are, pixels. */
export const SIZES = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512] as const;

/** A brush that covers a good part of an image of this size at once, and no more. */
export function firstSize(width: number, height: number): number {
	const wanted = Math.max(width, height) / 16;
	return SIZES.findLast((size) => size <= wanted) ?? 1;
}

/** The size so many steps larger, or smaller, as far as there is one. */
export function sizeBeside(size: number, steps: number): number {
	const at = SIZES.findIndex((one) => one >= size);
	return SIZES[Math.max(0, Math.min(SIZES.length - 1, at + steps))] as number;
}

/** What a tool does between being set down and lifted. Points are positions in pixels of the image. */
export interface Brushwork {
	begin(at: Point, tool: Tool, size: number): void;
	/** Painted with the next `flush`. */
	extend(points: readonly Point[]): void;
	/** Paints what is waiting; the rectangle that it may have changed. */
	flush(): Rect | undefined;
	/** Makes one step of it; false where nothing was changed. `clear`: a rectangle that takes away. */
	end(clear: boolean): { readonly changed: Rect | undefined; readonly isStep: boolean };
	/** As if it had not begun; the rectangle that is to be drawn again. */
	cancel(): Rect | undefined;
	isActive(): boolean;
	/** What a rectangle would fill if it ended now. */
	rectangle(): Rect | undefined;
}

interface Stroke {
	readonly tool: Tool;
	readonly size: number;
	readonly from: Pixel;
	/** Where it has got to. */
	to: Pixel;
	/** Where it was painted to. */
	painted: HalfPixels | undefined;
	waiting: HalfPixels[];
	changed: Rect | undefined;
}

export function createBrushwork(mask: Mask, undo: Undo): Brushwork {
	let stroke: Stroke | undefined;

	const pixel = ({ x, y }: Point): Pixel => ({
		x: Math.max(0, Math.min(mask.width - 1, Math.floor(x))),
		y: Math.max(0, Math.min(mask.height - 1, Math.floor(y))),
	});
	const flush = (): Rect | undefined => {
		let changed: Rect | undefined;
		for (const place of stroke?.waiting ?? []) {
			if (stroke) {
				const { tool, size, painted = place } = stroke;
				changed = union(changed, paintCapsule(mask, painted, place, size, tool === 'brush'));
				stroke.painted = place;
			}
		}
		if (stroke && changed) {
			stroke.changed = union(stroke.changed, changed);
			stroke.waiting = [];
		}
		return changed;
	};
	return {
		begin(at, tool, size) {
			const from = pixel(at);
			const waiting = tool === 'rectangle' ? [] : [brushPlace(at.x, at.y, size)];
			stroke = { tool, size, from, to: from, painted: undefined, waiting, changed: undefined };
		},
		extend(points) {
			for (const point of points) {
				if (stroke?.tool === 'rectangle') {
					stroke.to = pixel(point);
				} else if (stroke) {
					stroke.waiting.push(brushPlace(point.x, point.y, stroke.size));
				}
			}
		},
		flush,
		end(clear) {
			const painted = flush();
			if (stroke?.tool === 'rectangle') {
				stroke.changed = paintRectangle(mask, rectangleOf(stroke.from, stroke.to), !clear);
			}
			const all = stroke?.changed;
			const changed = stroke?.tool === 'rectangle' ? all : painted;
			stroke = undefined;
			return { changed, isStep: all !== undefined && undo.commit(all) };
		},
		cancel() {
			const changed = stroke?.changed;
			stroke = undefined;
			if (changed) {
				undo.rollback(changed);
			}
			return changed;
		},
		isActive: () => stroke !== undefined,
		rectangle: () => (stroke?.tool === 'rectangle' ? rectangleOf(stroke.from, stroke.to) : undefined),
	};
}
