import { isNothing, type Mask, type Rect, union } from './mask.ts';
import { createPattern, drawMarks } from './overlay.ts';
import { createPictureLayer } from './pictureLayer.ts';
import {
	fitted,
	moved,
	type Point,
	type Sight,
	type Size,
	sightOf,
	type Viewport,
	viewOf,
	zoomed,
} from './viewport.ts';

/** The two canvases: the picture, and over it the marks. Drawn once a frame, and of the marks what has changed. */
export interface Surface {
	/** In pixels of the page. */
	view(): Viewport;
	stage(): Size;
	/** Of the canvases, in the page's window. */
	origin(): Point;
	isFitted(): boolean;
	/** Undefined for all of the image. */
	sight(): Sight | undefined;
	/** Once there is a stage to see it on. */
	see(sight: Sight): void;
	/** Pixels of the mask are not what they were. */
	changed(area: Rect | undefined): void;
	/** Draws with the next frame, if only what is around the canvases. */
	refresh(): void;
	/** About the stage's middle where no point of it is given. */
	zoom(factor: number, at?: Point): void;
	move(by: Point): void;
	fit(): void;
	setView(change: (view: Viewport) => Viewport): void;
	setPicture(picture: ImageBitmap): void;
	dispose(): void;
}

export interface SurfaceOptions {
	readonly element: HTMLElement;
	readonly picture: HTMLCanvasElement;
	readonly marks: HTMLCanvasElement;
	readonly mask: Mask;
	/** Something else of the image is seen. */
	readonly onLook: () => void;
	readonly beforeDrawing: () => void;
	readonly afterDrawing: () => void;
}

export function createSurface(options: SurfaceOptions): Surface {
	const { element, mask, onLook, beforeDrawing, afterDrawing } = options;
	const picture = createPictureLayer(options.picture, mask);
	const marks = options.marks.getContext('2d', { alpha: true }) as CanvasRenderingContext2D;
	let stage: Size = { width: 0, height: 0 };
	/** The stage in pixels of the screen, of which it has a whole number. */
	let screen: Size = { width: 0, height: 0 };
	let view: Viewport = { scale: 1, x: 0, y: 0 };
	let isFitted = true;
	/** To be seen as soon as there is a stage. */
	let awaited: Sight | undefined;
	let frame = 0;
	let isWhole = true;
	let dirty: Rect | undefined;
	let density = 0;
	let pattern = createPattern(1);
	/** Room for the marks of the whole stage. */
	let drawn = new Uint32Array();

	const refresh = () => {
		frame ||= requestAnimationFrame(draw);
	};
	const draw = () => {
		frame = 0;
		beforeDrawing();
		if (stage.width > 0 && stage.height > 0) {
			if (isWhole) {
				fitCanvases();
				picture.draw(screenView(), density);
				drawMarksIn({ left: 0, top: 0, right: marks.canvas.width, bottom: marks.canvas.height });
			} else if (dirty) {
				drawMarksIn(onScreen(dirty));
			}
			[isWhole, dirty] = [false, undefined];
		}
		afterDrawing();
	};
	/** In pixels of the screen. */
	const screenView = (): Viewport => ({
		scale: view.scale * density,
		x: view.x * density,
		y: view.y * density,
	});
	const onScreen = (area: Rect): Rect => {
		const { scale, x, y } = screenView();
		// One more around it: what is beside a changed pixel may have become an edge.
		return {
			left: Math.max(0, Math.floor(area.left * scale + x) - 1),
			top: Math.max(0, Math.floor(area.top * scale + y) - 1),
			right: Math.min(marks.canvas.width, Math.ceil(area.right * scale + x) + 1),
			bottom: Math.min(marks.canvas.height, Math.ceil(area.bottom * scale + y) + 1),
		};
	};
	const fitCanvases = () => {
		if (density !== devicePixelRatio) {
			density = devicePixelRatio;
			picture.forget();
			pattern = createPattern(density);
		}
		const { width, height } = screen;
		const { canvas } = marks;
		if (canvas.width !== width || canvas.height !== height || drawn.length === 0) {
			for (const each of [options.picture, canvas]) {
				[each.width, each.height] = [width, height];
			}
			picture.forget();
			drawn = new Uint32Array(width * height);
		}
	};
	const drawMarksIn = (area: Rect) => {
		if (!isNothing(area)) {
			const [width, height] = [area.right - area.left, area.bottom - area.top];
			const { buffer, byteOffset, byteLength } = drawMarks(mask, screenView(), area, pattern, drawn);
			marks.putImageData(
				new ImageData(new Uint8ClampedArray(buffer, byteOffset, byteLength), width, height),
				area.left,
				area.top,
			);
		}
	};
	const setView = (change: (view: Viewport) => Viewport) => {
		view = change(view);
		isFitted = view.scale === fitted(stage, mask).scale;
		isWhole = true;
		refresh();
		onLook();
	};
	const resized = new ResizeObserver((entries) => {
		const entry = entries.at(-1);
		const exact = entry?.devicePixelContentBoxSize[0];
		const { width = 0, height = 0 } = entry?.contentRect ?? {};
		// Out of sight it has no size, and comes back as it was.
		if (width === 0 || height === 0) {
			return;
		}
		const before = stage;
		stage = { width, height };
		screen = {
			width: wholePixels(stage.width, exact?.inlineSize),
			height: wholePixels(stage.height, exact?.blockSize),
		};
		if (awaited) {
			const sight = awaited;
			awaited = undefined;
			setView(() => viewOf(sight, stage, mask));
		} else {
			const by = { x: (stage.width - before.width) / 2, y: (stage.height - before.height) / 2 };
			setView((now) => (isFitted ? fitted(stage, mask) : moved(now, by, stage, mask)));
		}
	});
	resized.observe(element, { box: 'device-pixel-content-box' });
	return {
		view: () => view,
		stage: () => stage,
		origin() {
			const { x, y } = options.picture.getBoundingClientRect();
			return { x, y };
		},
		isFitted: () => isFitted,
		sight: () => awaited ?? (isFitted ? undefined : sightOf(view, stage, mask)),
		see(sight) {
			if (stage.width === 0) {
				awaited = sight;
			} else {
				setView(() => viewOf(sight, stage, mask));
			}
		},
		changed(area) {
			if (area) {
				dirty = union(dirty, area);
				refresh();
			}
		},
		refresh,
		zoom(factor, at = { x: stage.width / 2, y: stage.height / 2 }) {
			setView((now) => zoomed(now, factor, at, stage, mask));
		},
		move: (by) => setView((now) => moved(now, by, stage, mask)),
		fit: () => setView(() => fitted(stage, mask)),
		setView,
		setPicture(loaded) {
			picture.show(loaded);
			isWhole = true;
			refresh();
		},
		dispose() {
			cancelAnimationFrame(frame);
			picture.dispose();
			resized.disconnect();
		},
	};
}

/** A length of the page in pixels of the screen; what the browser has measured only where that is of this screen. */
function wholePixels(length: number, measured = 0): number {
	const about = length * devicePixelRatio;
	return Math.abs(measured - about) < 1 ? measured : Math.round(about);
}
