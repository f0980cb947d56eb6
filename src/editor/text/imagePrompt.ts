import { sanitiseAlt } from '../snippets/altText.ts';
import { fileWords, sizeInName } from './fileWords.ts';
import { findImages } from './findImages.ts';
import type { ImageReference, SourceText } from './reference.ts';
import { splitUrl } from './targets.ts';

/** What a text says of an image that is to be made. */
export interface ImageWish {
	/** On one line; empty if the text says nothing. */
	readonly prompt: string;
	/** The nearest of the ratios offered; `undefined` if the text states no size, or none is offered. */
	readonly shape: string | undefined;
	/** Pixels that the text states; what is made in the nearest shape is to be brought to them. */
	readonly resizeTo: { readonly width: number; readonly height: number } | undefined;
}

/**
 * What an image should be that a text refers to: by its alt text, else by the title or caption, else by the words
 * of its file's name under the heading above. An import asks the elements that show it, a
 * candidate of `srcset` the `<img>` that it is one of.
 *
 * @param ratios on offer, such as `16x9`
 */
export function imagePromptFor(
	reference: ImageReference,
	document: SourceText,
	ratios: readonly string[],
): ImageWish {
	const { url, picture } = reference;
	const others = findImages(document).filter(
		(other) =>
			(url !== undefined && other.url === url) || (picture !== undefined && other.picture === picture),
	);
	const all = [reference, ...others];
	const first = <T>(value: (image: ImageReference) => T | undefined): T | undefined =>
		all.map(value).find((found) => found !== undefined && found !== '');

	const said =
		first(({ alt }) => (alt?.state === 'present' ? alt.text?.trim() : undefined)) ??
		first(({ context }) => context.title ?? context.caption);
	const path = splitUrl(reference.target ?? '').path;
	const heading = first(({ context }) => context.heading) ?? '';
	const words = fileWords(path);
	const named = words.toLowerCase() === heading.toLowerCase() ? [words] : [words, heading];
	const prompt = oneLine(said ?? named.filter((part) => part !== '').join(', '));

	const width = first((image) => image.width);
	const height = first((image) => image.height);
	const size = width !== undefined && height !== undefined ? { width, height } : sizeInName(path);
	const shape = size && nearestShape(size.width, size.height, ratios);
	return {
		prompt,
		shape,
		resizeTo: size && { width: Math.round(size.width), height: Math.round(size.height) },
	};
}

/** The ratio nearest to that of a size, where twice as wide is as far as twice as high; `undefined` of none. */
export function nearestShape(width: number, height: number, ratios: readonly string[]): string | undefined {
	const wanted = Math.log(width / height);
	let nearest: { readonly ratio: string; readonly distance: number } | undefined;
	for (const ratio of ratios) {
		const match = /^(\d+(?:\.\d+)?)[x:](\d+(?:\.\d+)?)$/.exec(ratio);
		const distance = match && Math.abs(Math.log(Number(match[1]) / Number(match[2])) - wanted);
		if (distance !== null && Number.isFinite(distance) && !(nearest && nearest.distance <= distance)) {
			nearest = { ratio, distance };
		}
	}
	return nearest?.ratio;
}

function oneLine(text: string): string {
	return sanitiseAlt(text).replace(/\s+/g, ' ');
}
