/**
 * A change of a document, in the coordinates before the event it came with; the changes of one event do not
 * overlap. The editor's own `TextDocumentContentChangeEvent` is one.
 */
export interface ContentChange {
	readonly rangeOffset: number;
	readonly rangeLength: number;
	readonly text: string;
}

/**
 * Where a place in a document is after an event's changes, in any order; `undefined` if text on both its
 * sides was replaced in one change.
 *
 * Text inserted exactly at the place goes before it. A person who asked for an image and goes on typing
 * types at that very place, and the image belongs behind the sentence they are in, as it would if they had
 * waited: an image that stayed where the caret was would cut that sentence in two.
 */
export function trackOffset(offset: number, changes: readonly ContentChange[]): number | undefined {
	let moved = offset;
	for (const { rangeOffset, rangeLength, text } of changes) {
		const rangeEnd = rangeOffset + rangeLength;
		if (rangeEnd <= offset) {
			moved += text.length - rangeLength;
		} else if (rangeOffset < offset) {
			return undefined;
		}
	}
	return moved;
}

/**
 * Where an inserted snippet is after an event's changes; `undefined` if one of them touched its inside. Text
 * inserted exactly at its start or end is outside.
 */
export function trackRange(
	start: number,
	end: number,
	changes: readonly ContentChange[],
): { readonly start: number; readonly end: number } | undefined {
	const isTouched = changes.some(
		({ rangeOffset, rangeLength }) => rangeOffset < end && rangeOffset + rangeLength > start,
	);
	const moved = isTouched ? undefined : trackOffset(start, changes);
	return moved === undefined ? undefined : { start: moved, end: moved + end - start };
}
