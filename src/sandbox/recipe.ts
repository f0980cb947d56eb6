import { createHash } from 'node:crypto';

/** All that a sandbox picture depends on. */
export interface Recipe {
	/** Of the prompt: eight bytes in hexadecimal. */
	readonly digest: string;
	readonly seed: number;
	/** Pixels. */
	readonly width: number;
	readonly height: number;
	/** What is done to make it; without one it is painted new. */
	readonly change?: Change;
}

/** How a picture is made from uploads, which are named by their ids. */
export type Change =
	/** Painted new, on a transparent ground, and enlarged so many times. */
	| { readonly kind: 'cutout'; readonly scale: number }
	/** `weight`: how much of the image is kept, 1 to 100. */
	| { readonly kind: 'remix'; readonly image: string; readonly weight: number }
	| { readonly kind: 'instruct'; readonly image: string; readonly transparent: boolean }
	/** The black of the mask is painted over. */
	| { readonly kind: 'edit'; readonly image: string; readonly mask: string }
	| { readonly kind: 'reframe'; readonly image: string }
	| { readonly kind: 'replaceBackground'; readonly image: string }
	| { readonly kind: 'removeBackground'; readonly image: string }
	/** The white of the mask is filled from around it. */
	| { readonly kind: 'removeObject'; readonly image: string; readonly mask: string }
	| { readonly kind: 'upscale'; readonly image: string }
	/** Boxes (left, top, width, height) are filled from around them. */
	| {
			readonly kind: 'removeText';
			readonly image: string;
			readonly boxes: readonly (readonly [number, number, number, number])[];
	  };

/** The recipe of the picture for a prompt. */
export function recipeOf(
	prompt: string,
	seed: number,
	{ width, height }: { readonly width: number; readonly height: number },
	change?: Change,
): Recipe {
	const digest = createHash('sha256').update(prompt).digest('hex').slice(0, 16);
	return { digest, seed, width, height, ...(change ? { change } : {}) };
}
