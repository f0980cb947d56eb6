import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import { encodePng } from '../images/png.ts';
import { instantiateBeside, pngOf } from '../images/stored.ts';
import { paint } from './picture.ts';
import type { Recipe } from './recipe.ts';
import { change } from './retouch/change.ts';
import { openImage, UnusableError } from './retouch/open.ts';
import { type Survey, surveyOf } from './retouch/survey.ts';

/** What the worker is asked. */
export type WorkerRequest =
	/** One picture; `folder` holds the uploads that it may be made from. */
	| {
			readonly id: number;
			readonly task: 'paint';
			readonly recipe: Recipe;
			readonly folder: string | undefined;
	  }
	/** What is in an uploaded file, which for a mask must have both colours. */
	| {
			readonly id: number;
			readonly task: 'survey';
			readonly bytes: Uint8Array;
			readonly mask: 'black' | 'white' | undefined;
	  };

/** Its answer: the PNG file, or what was found. */
export type WorkerReply =
	| { readonly id: number; readonly done: Uint8Array | Survey }
	| {
			readonly id: number;
			readonly problem: 'bad-upload' | 'upload-gone' | 'failed';
			readonly message: string;
	  };

const instantiate = instantiateBeside(import.meta.url);

parentPort?.on('message', async (request: WorkerRequest) => {
	const { id } = request;
	try {
		const done = await run(request);
		const moved = done instanceof Uint8Array ? [done.buffer as ArrayBuffer] : [];
		parentPort?.postMessage({ id, done } satisfies WorkerReply, moved);
	} catch (error) {
		const problem =
			error instanceof UnusableError
				? 'bad-upload'
				: (error as NodeJS.ErrnoException).code === 'ENOENT'
					? 'upload-gone'
					: 'failed';
		const message = error instanceof Error ? error.message : String(error);
		parentPort?.postMessage({ id, problem, message } satisfies WorkerReply);
	}
});

async function run(request: WorkerRequest): Promise<Uint8Array | Survey> {
	if (request.task === 'survey') {
		return surveyOf(await openImage(request.bytes, instantiate), request.mask);
	}
	const { recipe, folder = '' } = request;
	if (recipe.change === undefined) {
		return new Uint8Array(encodePng(paint(recipe), recipe.width, recipe.height));
	}
	const open = async (id: string) => openImage(await readFile(path.join(folder, id)), instantiate);
	return new Uint8Array(pngOf(await change(recipe, recipe.change, open)));
}
