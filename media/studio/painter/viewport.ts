/** Where the image is in the stage: `scale` of the stage's pixels for one of its own, its corner at (x, y). */
export interface Viewport {
	readonly scale: number;
	readonly x: number;
	readonly y: number;
}

export interface Size {
	readonly width: number;
	readonly height: number;
}

export interface Point {
	readonly x: number;
	readonly y: number;
}

/** What is seen of an image, whatever the stage: the zoom, 1 for all of it, and what is in the middle, as shares. */
export interface Sight {
	readonly zoom: number;
	readonly x: number;
	readonly y: number;
}

/** As large as one sees a single pixel. */
const LARGEST = 32;

/** All of the image, as large as there is room. */
export function fitted(stage: Size, image: Size): Viewport {
	const scale = Math.min(stage.width / image.width, stage.height / image.height);
	return {
		scale,
		x: (stage.width - image.width * scale) / 2,
		y: (stage.height - image.height * scale) / 2,
	};
}

/** No smaller than fits, no larger than serves, and no gap where the image could be. */
export function bounded(view: Viewport, stage: Size, image: Size): Viewport {
	const smallest = fitted(stage, image).scale;
	const scale = Math.max(smallest, Math.min(view.scale, Math.max(smallest, LARGEST)));
	const along = (at: number, room: number, length: number) =>
		length <= room ? (room - length) / 2 : Math.min(0, Math.max(at, room - length));
	return {
		scale,
		x: along(view.x, stage.width, image.width * scale),
		y: along(view.y, stage.height, image.height * scale),
	};
}

/** What is at this point of the stage stays there, as far as it can. */
export function zoomed(view: Viewport, factor: number, at: Point, stage: Size, image: Size): Viewport {
	const { scale } = bounded({ ...view, scale: view.scale * factor }, stage, image);
	const grown = scale / view.scale;
	return bounded(
		{ scale, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown },
		stage,
		image,
	);
}

export function moved(view: Viewport, by: Point, stage: Size, image: Size): Viewport {
	return bounded({ ...view, x: view.x + by.x, y: view.y + by.y }, stage, image);
}

export function sightOf(view: Viewport, stage: Size, image: Size): Sight {
	const { x, y } = toImage(view, { x: stage.width / 2, y: stage.height / 2 });
	return { zoom: view.scale / fitted(stage, image).scale, x: x / image.width, y: y / image.height };
}

/** As much of it as this stage has room for. */
export function viewOf({ zoom, x, y }: Sight, stage: Size, image: Size): Viewport {
	const scale = fitted(stage, image).scale * zoom;
	return bounded(
		{ scale, x: stage.width / 2 - x * image.width * scale, y: stage.height / 2 - y * image.height * scale },
		stage,
		image,
	);
}

/**
 * By how many pixels the image is elsewhere; undefined where these are not whole, or more is different. How many
 * a page's pixel has is known to seven digits only: a thousandth is as good as whole.
 */
export function offsetOf(before: Viewport, after: Viewport): Point | undefined {
	const [x, y] = [after.x - before.x, after.y - before.y];
	const isWhole = [x, y].every((by) => Math.abs(by - Math.round(by)) < 1e-3);
	return isWhole && before.scale === after.scale ? { x: Math.round(x), y: Math.round(y) } : undefined;
}

/** Moves as little as is needed to see this point of the image, with some room around it. */
export function revealed(view: Viewport, point: Point, stage: Size, image: Size): Viewport {
	const along = (at: number, room: number) => {
		const margin = Math.min(24, room / 4);
		return Math.max(margin - at, 0) + Math.min(room - margin - at, 0);
	};
	const { x, y } = toStage(view, point);
	return moved(view, { x: along(x, stage.width), y: along(y, stage.height) }, stage, image);
}

export function toImage({ scale, x, y }: Viewport, at: Point): Point {
	return { x: (at.x - x) / scale, y: (at.y - y) / scale };
}

export function toStage({ scale, x, y }: Viewport, at: Point): Point {
	return { x: at.x * scale + x, y: at.y * scale + y };
}
