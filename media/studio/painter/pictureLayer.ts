import { offsetOf, type Size, type Viewport } from './viewport.ts';

/** The picture that is painted over, on a canvas of its own. */
export interface PictureLayer {
	/** With the next `draw`. */
	show(picture: ImageBitmap): void;
	/** The canvas is empty, or is for another screen. */
	forget(): void;
	/** `view` in pixels of the screen; `density`: how many of them one of the page's has. */
	draw(view: Viewport, density: number): void;
	dispose(): void;
}

const CHECK = 8;
/** After so long without a move it rests, milliseconds. */
const REST = 150;

/**
 * To draw a picture costs more than all else in a frame. While it is only moved by whole pixels of the screen,
 * what is drawn already moves along, and only what comes into sight is drawn; once it rests, all of it is drawn
 * again, so that it looks no different from one that was drawn at once.
 */
export function createPictureLayer(canvas: HTMLCanvasElement, image: Size): PictureLayer {
	const context = canvas.getContext('2d', { alpha: true }) as CanvasRenderingContext2D;
	let picture: ImageBitmap | undefined;
	/** Where the picture is on the canvas; undefined where it is not as it should be. */
	let drawnAt: Viewport | undefined;
	let resting: ReturnType<typeof setTimeout> | undefined;

	const forget = () => {
		clearTimeout(resting);
		drawnAt = undefined;
	};
	const drawPicture = (view: Viewport, density: number) => {
		const { scale, x, y } = view;
		const [width, height] = [image.width * scale, image.height * scale];
		if (picture) {
			context.fillStyle = checks(context, view, Math.round(CHECK * density));
			context.fillRect(x, y, width, height);
			context.imageSmoothingEnabled = scale < 2;
			context.imageSmoothingQuality = 'medium';
			context.drawImage(picture, x, y, width, height);
		}
	};
	const drawAll = (view: Viewport, density: number) => {
		context.clearRect(0, 0, canvas.width, canvas.height);
		drawPicture(view, density);
	};
	const shift = (x: number, y: number) => {
		// All of the canvas is replaced: what comes into sight is empty.
		context.globalCompositeOperation = 'copy';
		context.drawImage(canvas, x, y);
		context.globalCompositeOperation = 'source-over';
	};
	/** Draws only in what has come into sight. */
	const clipToNew = (x: number, y: number) => {
		const { width, height } = canvas;
		context.beginPath();
		context.rect(x > 0 ? 0 : width + x, 0, Math.abs(x), height);
		context.rect(0, y > 0 ? 0 : height + y, width, Math.abs(y));
		context.clip();
	};
	return {
		show(shown) {
			picture = shown;
			forget();
		},
		forget,
		draw(view, density) {
			const by = drawnAt && offsetOf(drawnAt, view);
			if (by?.x === 0 && by.y === 0) {
				return;
			}
			clearTimeout(resting);
			if (drawnAt && by && Math.abs(by.x) < canvas.width && Math.abs(by.y) < canvas.height) {
				shift(by.x, by.y);
				context.save();
				clipToNew(by.x, by.y);
				// Not to `view`: what is left over would add up.
				drawnAt = { ...view, x: drawnAt.x + by.x, y: drawnAt.y + by.y };
				drawPicture(drawnAt, density);
				context.restore();
				resting = setTimeout(() => {
					drawAll(view, density);
					drawnAt = view;
				}, REST);
			} else {
				drawAll(view, density);
				drawnAt = view;
			}
		},
		dispose: forget,
	};
}

/** What is seen through the picture's holes, the same on any theme; it belongs to the picture, and moves with it. */
function checks(context: CanvasRenderingContext2D, { x, y }: Viewport, size: number): CanvasPattern | string {
	const tile = new OffscreenCanvas(size * 2, size * 2);
	const drawing = tile.getContext('2d');
	if (!drawing) {
		return '';
	}
	drawing.fillStyle = '#8a8a8a';
	drawing.fillRect(0, 0, size * 2, size * 2);
	drawing.fillStyle = '#a6a6a6';
	drawing.fillRect(0, 0, size, size);
	drawing.fillRect(size, size, size, size);
	const pattern = context.createPattern(tile, 'repeat');
	pattern?.setTransform(new DOMMatrix([1, 0, 0, 1, Math.round(x), Math.round(y)]));
	return pattern ?? '';
}
