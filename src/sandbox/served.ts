import type { ImageFile } from '../api/field.ts';
import type { AnyOperation } from '../api/operation.ts';
import { catalog } from '../api/prices.ts';
import { answerNewImages } from './answers/images.ts';
import { specialAnswers } from './answers/special.ts';
import type { Input } from './decode.ts';
import type { Recipe } from './recipe.ts';
import type { Survey } from './retouch/survey.ts';

/** What an answer is made from. */
export interface AnswerContext {
	readonly operation: AnyOperation;
	readonly input: Input;
	/** How many calls ran before this one: what is random without a seed depends on it. */
	readonly serial: number;
	/** How many of the images are held back by the safety check, the first ones. */
	readonly withheld: number;
	/** A new link to the picture of a recipe. */
	readonly link: (recipe: Recipe) => string;
	/** What is in a file of the input. */
	readonly survey: (file: ImageFile) => Survey;
	/** Keeps a file of the input for the pictures that are made from it; its id. */
	readonly keep: (file: ImageFile) => Promise<string>;
}

/** The body of a 200. Rejects with the `Refusal` that is answered instead; then nothing has run. */
export type Answer = (context: AnswerContext) => object | Promise<object>;

/** One operation that the sandbox serves, and how it is answered. */
export interface Served {
	readonly operation: AnyOperation;
	readonly answer: Answer;
	/** The status for a wrong key. */
	readonly keyStatus: 401 | 403;
	/** Where the job has gone in the next version of the API. */
	readonly successor: string | undefined;
}

/** Three operations document 403 where all others have 401. Source: Ideogram OpenAPI 2026-07-02. */
const forbidding = ['/v1/ideogram-v3/remix', '/remix', '/upscale'];

/** Everything the sandbox can do: what has no answer of its own is answered with new images. */
export function served(operations: readonly AnyOperation[] = catalog): readonly Served[] {
	return operations.map((operation) => ({
		operation,
		answer: Object.hasOwn(specialAnswers, operation.job)
			? (specialAnswers[operation.job] as Answer)
			: answerNewImages,
		keyStatus: forbidding.includes(operation.path) ? 403 : 401,
		successor: successorOf(operation.path),
	}));
}

/**
 * v1 operations name what replaces them. Which address each one gives is not
 * published: this one follows the pattern `/v2/{content}/{action}/{model}`.
 */
function successorOf(path: string): string | undefined {
	const [, model = 'auto', action] = /^\/v1\/(?:(ideogram-v\d)\/)?([\w-]+)$/.exec(path) ?? [];
	return action && `/v2/image/${action}/${model}`;
}
