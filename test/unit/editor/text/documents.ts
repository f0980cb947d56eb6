import assert from 'node:assert/strict';
import type { ImageReference, TextEdit, TextRange } from '../../../../src/editor/text/reference.ts';

/** The one reference of a text. */
export function only(references: readonly ImageReference[]): ImageReference {
	const [first, ...others] = references;
	assert.ok(first !== undefined && others.length === 0, `${references.length} references`);
	return first;
}

/** The text in a range. */
export function slice(text: string, range: TextRange | undefined): string | undefined {
	return range && text.slice(range.start, range.end);
}

/** Applies edits as the editor does: all in the coordinates before; they may not overlap. */
export function applyEdits(text: string, edits: readonly (TextEdit | undefined)[]): string {
	let result = '';
	let at = 0;
	for (const edit of edits.toSorted((one, other) => (one?.start ?? 0) - (other?.start ?? 0))) {
		if (edit !== undefined) {
			assert.ok(edit.start >= at && edit.end >= edit.start && edit.end <= text.length);
			result += text.slice(at, edit.start) + edit.text;
			at = edit.end;
		}
	}
	return result + text.slice(at);
}
