import { t } from '@vscode/l10n';
import type { Format } from '../format.ts';
import { type Brushwork, createBrushwork, firstSize, sizeBeside, type Tool } from './brushwork.ts';
import { readKept, writeKept } from './keeping.ts';
import { assign, clear, createMask, invert, type Mask, type Rect, wholeOf } from './mask.ts';
import { createUndo } from './undo.ts';
import type { Point } from './viewport.ts';
import { type Marks, shareText, sizeText, toolName } from './words.ts';

/** A mask in the making: the tool in hand, what was done, what can be undone. Knows nothing of a page. */
export interface Session {
	readonly mask: Mask;
	tool(): Tool;
	/** Of brush and eraser, pixels. */
	size(): number;
	choose(tool: Tool): void;
	setSize(size: number): void;
	/** By so many sizes. */
	resize(steps: number): void;
	/** With the tool in hand, or the eraser. */
	begin(at: Point, erase: boolean): void;
	extend(points: readonly Point[]): void;
	/** Paints what is waiting. */
	flush(): void;
	/** `takesAway`: of a rectangle. */
	finish(takesAway: boolean): void;
	/** Drops what is not finished; false where nothing was begun. */
	abandon(): boolean;
	isActive: Brushwork['isActive'];
	rectangle: Brushwork['rectangle'];
	invert(): void;
	clear(): void;
	undo(): void;
	redo(): void;
	canUndo(): boolean;
	canRedo(): boolean;
	/** Another mask of the same size, as one step; `done` says what it was. */
	replace(bits: Uint8Array, done: string): void;
	state(): string;
	restore(state: string): boolean;
}

export interface SessionOptions {
	readonly width: number;
	readonly height: number;
	readonly initial: Uint8Array | undefined;
	readonly format: Pick<Format, 'number'>;
	readonly marks: Marks;
	readonly onChange: () => void;
	readonly announce: (text: string) => void;
	/** These pixels are not what they were, or only what is written beside them is not. */
	readonly redraw: (area: Rect | undefined) => void;
}

const UNDO_LIMITS = { steps: 200, bytes: 8e6 };

export function createSession(options: SessionOptions): Session {
	const { width, height, initial, format, marks, onChange, announce, redraw } = options;
	const mask = createMask(width, height);
	if (initial) {
		assign(mask, initial);
	}
	const undo = createUndo(mask, UNDO_LIMITS);
	const brushwork = createBrushwork(mask, undo);
	let tool: Tool = 'brush';
	let size = firstSize(width, height);

	const say = (done: string) => announce(`${done}; ${shareText(format, mask, marks)}`);
	const abandon = (): boolean => {
		const was = brushwork.isActive();
		redraw(brushwork.cancel());
		return was;
	};
	const edit = (done: string, change: () => void) => {
		abandon();
		change();
		redraw(wholeOf(mask));
		if (undo.commit(wholeOf(mask))) {
			onChange();
		}
		say(done);
	};
	const travel = (done: string, step: () => Rect | undefined) => {
		abandon();
		const changed = step();
		if (changed) {
			redraw(changed);
			onChange();
			say(done);
		}
	};
	const setSize = (chosen: number) => {
		size = chosen;
		redraw(undefined);
		onChange();
	};
	return {
		mask,
		tool: () => tool,
		size: () => size,
		choose(chosen) {
			abandon();
			tool = chosen;
			announce(toolName(tool));
			onChange();
		},
		setSize,
		resize(steps) {
			setSize(sizeBeside(size, steps));
			announce(sizeText(format, size));
		},
		begin(at, erase) {
			abandon();
			brushwork.begin(at, erase ? 'eraser' : tool, size);
			redraw(undefined);
		},
		extend(points) {
			brushwork.extend(points);
			redraw(undefined);
		},
		flush() {
			const changed = brushwork.flush();
			if (changed) {
				redraw(changed);
			}
		},
		finish(takesAway) {
			const { changed, isStep } = brushwork.end(takesAway);
			redraw(changed);
			if (isStep) {
				announce(shareText(format, mask, marks));
				onChange();
			}
		},
		abandon,
		isActive: brushwork.isActive,
		rectangle: brushwork.rectangle,
		invert: () => edit(t('Inverted'), () => invert(mask)),
		clear: () => edit(t('Cleared'), () => clear(mask)),
		undo: () => travel(t('Undone'), undo.undo),
		redo: () => travel(t('Redone'), undo.redo),
		canUndo: undo.canUndo,
		canRedo: undo.canRedo,
		replace: (bits, done) => edit(done, () => assign(mask, bits)),
		state: () => writeKept({ mask, tool, size }),
		restore(text) {
			const kept = readKept(text, width, height);
			if (kept) {
				abandon();
				assign(mask, kept.mask.bits);
				undo.forget();
				({ tool, size } = kept);
				redraw(wholeOf(mask));
			}
			return kept !== undefined;
		},
	};
}
