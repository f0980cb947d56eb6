import type { Point } from './viewport.ts';

/** What mouse, pen and fingers do. Points are of the stage, in pixels of the page. */
export interface PointerActions {
	/** The stage's corner, in the page's window. */
	origin(): Point;
	begin(at: Point, erase: boolean): void;
	extend(points: readonly Point[]): void;
	end(clear: boolean): void;
	cancel(): void;
	/** Where the pointer is; undefined when it has gone, or is a finger that hides what it points at. */
	hover(at: Point | undefined): void;
	move(by: Point): void;
	zoom(factor: number, at: Point): void;
	/** The brush, so many sizes larger. */
	resize(steps: number): void;
	/** Whether dragging moves the picture, a key being held. */
	isMoving(): boolean;
}

type Gesture = 'paint' | 'move' | 'pinch';

/** The button of a pen's other end. */
const PEN_ERASER = 5;
/** Of the wheel, for a brush of the next size. */
const WHEEL_STEP = 40;
const LINE = 16;

/** Listens on the stage until `signal` is aborted. How hard a pen is pressed makes no difference. */
export function followPointer(stage: HTMLElement, actions: PointerActions, signal: AbortSignal): void {
	/** Fingers and buttons that are down. */
	const down = new Map<number, Point>();
	let gesture: Gesture | undefined;
	let turned = 0;

	const pointsOf = (events: readonly MouseEvent[]): Point[] => {
		const { x, y } = actions.origin();
		return events.map(({ clientX, clientY }) => ({ x: clientX - x, y: clientY - y }));
	};
	const pointOf = (event: MouseEvent) => pointsOf([event])[0] as Point;
	const listen = <K extends keyof HTMLElementEventMap>(
		type: K,
		listener: (event: HTMLElementEventMap[K]) => void,
	) => stage.addEventListener(type, listener, { signal, passive: false });

	listen('pointerdown', (event) => {
		const at = pointOf(event);
		if (down.size === 1 && event.pointerType === 'touch' && gesture) {
			actions.cancel();
			gesture = 'pinch';
		} else if (down.size > 0) {
			return;
		} else if (event.button === 1 || (event.button === 0 && actions.isMoving())) {
			gesture = 'move';
		} else if (event.button === 0 || event.button === PEN_ERASER) {
			gesture = 'paint';
			actions.begin(at, event.button === PEN_ERASER);
		} else {
			return;
		}
		down.set(event.pointerId, at);
		stage.setPointerCapture(event.pointerId);
		actions.hover(event.pointerType === 'touch' ? undefined : at);
	});
	listen('pointermove', (event) => {
		const at = pointOf(event);
		const before = down.get(event.pointerId);
		if (before) {
			down.set(event.pointerId, at);
			if (gesture === 'paint') {
				const all = event.getCoalescedEvents();
				actions.extend(pointsOf(all.length > 0 ? all : [event]));
			} else if (gesture === 'move') {
				actions.move({ x: at.x - before.x, y: at.y - before.y });
			} else if (gesture === 'pinch') {
				pinch(event.pointerId, before, at);
			}
		}
		actions.hover(event.pointerType === 'touch' ? undefined : at);
	});
	const pinch = (id: number, before: Point, now: Point) => {
		const other = [...down].find(([finger]) => finger !== id)?.[1];
		if (other) {
			const apart = (point: Point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
			actions.move({ x: (now.x - before.x) / 2, y: (now.y - before.y) / 2 });
			actions.zoom(apart(now) / apart(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
		}
	};
	const lift = (event: PointerEvent, wasTaken: boolean) => {
		if (!down.delete(event.pointerId)) {
			return;
		}
		if (gesture === 'paint') {
			if (wasTaken) {
				actions.cancel();
			} else {
				actions.end(event.altKey);
			}
		}
		// A finger that is left of two does not begin to paint.
		gesture = down.size > 0 ? gesture : undefined;
	};
	listen('pointerup', (event) => lift(event, false));
	listen('pointercancel', (event) => lift(event, true));
	listen('lostpointercapture', (event) => lift(event, true));
	listen('pointerleave', () => actions.hover(undefined));
	// The middle button would begin to scroll, the other one and a long touch would open a menu.
	listen('mousedown', (event) => event.button === 1 && event.preventDefault());
	listen('contextmenu', (event) => event.preventDefault());
	listen('wheel', (event) => {
		event.preventDefault();
		// With Shift, some systems turn the wheel's other way.
		const delta = (event.deltaY || event.deltaX) * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1);
		if (event.shiftKey || event.altKey) {
			turned += delta;
			const steps = Math.trunc(turned / WHEEL_STEP);
			if (steps !== 0) {
				turned = 0;
				actions.resize(-Math.sign(steps));
			}
		} else {
			// Two fingers on a touchpad come as a slow wheel with Ctrl.
			const speed = event.ctrlKey ? 0.01 : 0.002;
			actions.zoom(Math.exp(-Math.max(-200, Math.min(200, delta)) * speed), pointOf(event));
		}
	});
}
