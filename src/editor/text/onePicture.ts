import type { ImageReference } from './reference.ts';

/** The formats that are made: others are drawn, filmed or made by tools of their own. */
export const MADE = /\.(?:png|webp|jpe?g)$/i;

/** Whether a reference is one of several files for one picture: a candidate of `srcset`. */
export function isCandidate({ kind, picture }: ImageReference): boolean {
	return kind === 'source' && picture !== undefined;
}

/** The other candidates of a candidate's picture. */
export function otherCandidates(
	reference: ImageReference,
	all: readonly ImageReference[],
): readonly ImageReference[] {
	return all.filter(
		(other) => isCandidate(other) && other.picture === reference.picture && !isSame(other, reference),
	);
}

/**
 * Whether a reference is the one that its picture is made by: made from each of its candidates it would be another
 * picture every time, at the price of each. That is the `src` of the `<img>`; without one, the first candidate in a
 * format that is made, those of the `<img>` itself first.
 */
export function standsForPicture(reference: ImageReference, all: readonly ImageReference[]): boolean {
	if (!isCandidate(reference)) {
		return true;
	}
	const shown = all.filter((other) => !isCandidate(other) && other.picture === reference.picture);
	// A page that loads its images late has an image without content in the `src`.
	if (shown.some(({ url }) => url !== undefined && url !== '' && !/^data:/i.test(url))) {
		return false;
	}
	const offered = all.filter(
		(other) =>
			isCandidate(other) && other.picture === reference.picture && !other.remote && isMade(other.target),
	);
	const own = offered.find(({ range }) => shown.some((image) => image.range.start === range.start));
	const first = own ?? offered[0];
	return first !== undefined && isSame(first, reference);
}

const isMade = (target = ''): boolean => MADE.test(target.replace(/[?#].*$/s, ''));

const isSame = (one: ImageReference, other: ImageReference): boolean =>
	one.targetRange?.start === other.targetRange?.start;
