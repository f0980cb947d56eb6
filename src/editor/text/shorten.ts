/**
 * A text on one line that is no longer than this, UTF-16 units: cut between its
 * words or, in scripts that have no spaces, between what a reader takes for
 * characters; the cut shows as an ellipsis.
 */
export function shorten(text: string, maxLength: number): string {
	const line = text.replace(/\s+/g, ' ').trim();
	if (line.length <= maxLength) {
		return line;
	}
	const space = line.lastIndexOf(' ', maxLength - 1);
	// A space near the beginning would leave a word or two of a long sentence.
	const end = space >= maxLength / 2 ? space : lastCharacterEnd(line, maxLength - 1);
	return `${line.slice(0, end).trimEnd()}…`;
}

/** Where the last character ends that ends by `limit`; one that is longer alone is cut between code points. */
function lastCharacterEnd(line: string, limit: number): number {
	// Where a character ends shows in the one after it, which may have two units.
	const head = line.slice(0, limit + 2);
	for (const pieces of [
		new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(head),
		codePoints(head),
	]) {
		let end = 0;
		for (const { index, segment } of pieces) {
			end = index + segment.length <= limit ? index + segment.length : end;
		}
		if (end > 0) {
			return end;
		}
	}
	return limit;
}

function* codePoints(text: string): Iterable<{ readonly index: number; readonly segment: string }> {
	let index = 0;
	for (const segment of text) {
		yield { index, segment };
		index += segment.length;
	}
}
