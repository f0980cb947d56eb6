import { pack, unpack } from '../../../src/studio/maskPacking.ts';
import { clipped, isNothing, type Mask, type Rect, setByte } from './mask.ts';

/** What was done to a mask, step by step. */
export interface Undo {
	/** What was changed within these pixels since the last step is one; false where nothing was. */
	commit(changed: Rect): boolean;
	/** Takes back what was changed within these pixels since the last step. */
	rollback(changed: Rect): void;
	/** What the mask is now is where it begins. */
	forget(): void;
	/** The rectangle that is different now; undefined where there is nothing to undo. */
	undo(): Rect | undefined;
	redo(): Rect | undefined;
	canUndo(): boolean;
	canRedo(): boolean;
	/** Of all steps together. */
	bytes(): number;
}

/** The same bytes lead forth and back: they are what differs. */
interface Step {
	readonly area: Rect;
	readonly packed: Uint8Array;
}

/**
 * Keeps one copy of the mask, as it was at the last step, and of each step what it changed, packed. The oldest
 * steps go when all together are too many or too large.
 */
export function createUndo(mask: Mask, limits: { readonly steps: number; readonly bytes: number }): Undo {
	const base = Uint8Array.from(mask.bits);
	const done: Step[] = [];
	const undone: Step[] = [];

	/** Bytes of `area`, row by row: its columns in the mask's bytes. */
	const each = (area: Rect, visit: (inMask: number, inArea: number) => void) => {
		const [left, right] = [area.left >> 3, Math.ceil(area.right / 8)];
		let inArea = 0;
		for (let y = area.top; y < area.bottom; y++) {
			for (let at = y * mask.stride + left; at < y * mask.stride + right; at++) {
				visit(at, inArea++);
			}
		}
	};
	const sizeOf = ({ left, top, right, bottom }: Rect) =>
		(Math.ceil(right / 8) - (left >> 3)) * (bottom - top);
	const bytes = () => [...done, ...undone].reduce((sum, { packed }) => sum + packed.length, 0);
	const apply = ({ area, packed }: Step): Rect => {
		const difference = unpack(packed, sizeOf(area)) ?? new Uint8Array(sizeOf(area));
		each(area, (at, inArea) => {
			setByte(mask, at, (mask.bits[at] as number) ^ (difference[inArea] as number));
			base[at] = mask.bits[at] as number;
		});
		return area;
	};
	return {
		commit(changed) {
			const area = clipped(changed, mask);
			if (isNothing(area)) {
				return false;
			}
			const difference = new Uint8Array(sizeOf(area));
			let differs = false;
			each(area, (at, inArea) => {
				const change = (mask.bits[at] as number) ^ (base[at] as number);
				difference[inArea] = change;
				differs ||= change !== 0;
				base[at] = mask.bits[at] as number;
			});
			if (differs) {
				undone.length = 0;
				done.push({ area, packed: pack(difference) });
				while (done.length > 1 && (done.length > limits.steps || bytes() > limits.bytes)) {
					done.shift();
				}
			}
			return differs;
		},
		rollback(changed) {
			each(clipped(changed, mask), (at) => setByte(mask, at, base[at] as number));
		},
		forget() {
			base.set(mask.bits);
			[done.length, undone.length] = [0, 0];
		},
		undo() {
			const step = done.pop();
			if (step) {
				undone.push(step);
				return apply(step);
			}
			return undefined;
		},
		redo() {
			const step = undone.pop();
			if (step) {
				done.push(step);
				return apply(step);
			}
			return undefined;
		},
		canUndo: () => done.length > 0,
		canRedo: () => undone.length > 0,
		bytes,
	};
}
