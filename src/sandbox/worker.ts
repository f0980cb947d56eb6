import { parentPort } from 'node:worker_threads';
import { paint, type Recipe } from './picture.ts';
import { encodePng } from './png.ts';

/** What the worker is asked: one picture. */
export interface PaintRequest {
	readonly id: number;
	readonly recipe: Recipe;
}

/** Its answer: the PNG file. */
export interface PaintReply {
	readonly id: number;
	readonly png: Uint8Array;
}

parentPort?.on('message', ({ id, recipe }: PaintRequest) => {
	const png = new Uint8Array(encodePng(paint(recipe), recipe.width, recipe.height));
	parentPort?.postMessage({ id, png } satisfies PaintReply, [png.buffer]);
});
