import type { Tool } from './brushwork.ts';

/** What keys do while the stage has the focus. */
export interface KeyActions {
	/** The cursor, so many steps. */
	step(x: number, y: number, fast: boolean): void;
	/** The picture, so many steps. */
	scroll(x: number, y: number): void;
	/** Sets the tool down at the cursor, and lifts it; again for a rectangle's other corner. */
	press(clear: boolean): void;
	/** Space is down: sets the tool down until it is released, or waits for the pointer to move the picture. */
	hold(clear: boolean): void;
	release(): void;
	/** False where there was nothing to take back. */
	escape(): boolean;
	choose(tool: Tool): void;
	resize(steps: number): void;
	zoom(factor: number): void;
	fit(): void;
	invert(): void;
	clear(): void;
	undo(): void;
	redo(): void;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0],
	ArrowUp: [0, -1],
	ArrowDown: [0, 1],
};

const ZOOM_STEP = 1.5;

export function followKeys(stage: HTMLElement, actions: KeyActions, signal: AbortSignal): void {
	const plain: Readonly<Record<string, () => void>> = {
		b: () => actions.choose('brush'),
		e: () => actions.choose('eraser'),
		r: () => actions.choose('rectangle'),
		i: actions.invert,
		delete: actions.clear,
		backspace: actions.clear,
		'[': () => actions.resize(-1),
		']': () => actions.resize(1),
		'+': () => actions.zoom(ZOOM_STEP),
		'=': () => actions.zoom(ZOOM_STEP),
		'-': () => actions.zoom(1 / ZOOM_STEP),
		'0': actions.fit,
	};
	/** Whether it was one of ours. */
	const onKey = (event: KeyboardEvent): boolean => {
		const { key, shiftKey } = event;
		// On many keyboards the brackets are written with AltGr, which some systems report as Ctrl and Alt.
		const writes = event.getModifierState('AltGraph');
		const altKey = event.altKey && !writes;
		const isCommand = (event.ctrlKey || event.metaKey) && !writes;
		const arrow = ARROWS[key];
		if (arrow) {
			if (isCommand || altKey) {
				actions.scroll(...arrow);
			} else {
				actions.step(...arrow, shiftKey);
			}
			return true;
		}
		if (isCommand) {
			const command = { z: shiftKey ? actions.redo : actions.undo, y: actions.redo }[key.toLowerCase()];
			command?.();
			return command !== undefined;
		}
		if (key === ' ') {
			if (!event.repeat) {
				actions.hold(altKey);
			}
			return true;
		}
		if (key === 'Enter') {
			actions.press(altKey);
			return true;
		}
		if (key === 'Escape') {
			return actions.escape();
		}
		const action = altKey ? undefined : plain[key.toLowerCase()];
		action?.();
		return action !== undefined;
	};
	stage.addEventListener(
		'keydown',
		(event) => {
			if (onKey(event)) {
				event.preventDefault();
				// The editor listens too, and would undo elsewhere.
				event.stopPropagation();
			}
		},
		{ signal },
	);
	stage.addEventListener('keyup', (event) => event.key === ' ' && actions.release(), { signal });
	stage.addEventListener('blur', () => actions.release(), { signal });
}
