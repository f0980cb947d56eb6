import type { AnyOperation } from '../api/operation.ts';
import { generateV3 } from '../api/operations/generate-v3.ts';
import { listModels } from '../api/operations/list-models.ts';
import { answerModels } from './answer-models.ts';
import { answerNewImages } from './answer-new-images.ts';
import type { Input } from './decode.ts';
import type { Recipe } from './picture.ts';

/** What an answer is made from. */
export interface AnswerContext {
	readonly operation: AnyOperation;
	readonly input: Input;
	/** How many calls ran before this one: what is random without a seed depends on it. */
	readonly serial: number;
	/** A new link to the picture of a recipe. */
	readonly link: (recipe: Recipe) => string;
}

/** One operation that the sandbox serves, and how it is answered. */
export interface Served {
	readonly operation: AnyOperation;
	/** The route takes a JSON body as well as multipart. */
	readonly json?: true;
	/** The body of the 200. */
	readonly answer: (context: AnswerContext) => object;
}

/** Everything the sandbox can do. */
export const served: readonly Served[] = [
	{ operation: generateV3, json: true, answer: answerNewImages },
	{ operation: listModels, answer: answerModels },
];
