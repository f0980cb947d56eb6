import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as vscode from 'vscode';
import { insertImage } from '../../src/editor/insert.ts';
import { trackPlace } from '../../src/editor/place.ts';
import { change, closeEditors, removeFolders, scratchFolder, showFile } from './support.ts';

const SERIES = 200;
const MARKER = '\u{E000}';

/**
 * A change as parts of the text that is there then, so that it fits any text. Each puts in a letter of
 * its own: the editor reports a replacement without what stays the same at its start and end.
 */
interface Edit {
	readonly from: number;
	readonly length: number;
	/** How many letters are put there: on a line each where nothing is replaced. */
	readonly count: number;
}

const fractions = fc.integer({ min: 0, max: 40 }).map((n) => n / 40);

const edits = fc.array(
	fc.record({
		from: fractions,
		length: fc.oneof(fc.constant(0), fc.nat(6)),
		count: fc.nat(3),
	}),
	{ minLength: 1, maxLength: 6 },
);

/** The text with a marker in it after the change: what is inserted at the marker goes before it. */
function withMarker(marked: string, offset: number, length: number, text: string): string {
	const marker = marked.indexOf(MARKER);
	const shift = (at: number, isEnd: boolean) =>
		marker >= 0 && (isEnd ? at > marker : at >= marker && offset + length > marker) ? at + 1 : at;
	return marked.slice(0, shift(offset, false)) + text + marked.slice(shift(offset + length, true));
}

describe('a tracked place', () => {
	let scratch: vscode.Uri;

	before(async () => {
		scratch = await scratchFolder();
	});

	after(async () => {
		await closeEditors();
		await removeFolders(scratch);
	});

	for (const [ends, eol] of [
		['Unix', '\n'],
		['Windows', '\r\n'],
	] as const) {
		it(`is where a marker in the text would be after any series of edits, with ${ends} line ends`, async function () {
			this.timeout(120_000);
			const { document } = await showFile(scratch, `${ends}.md`, eol);
			const image = { uri: vscode.Uri.joinPath(scratch, 'fox.png'), alt: 'fox', width: 1, height: 1 };
			let gone = 0;
			const series = fc.asyncProperty(edits, fractions, async (all: readonly Edit[], at: number) => {
				const text = ['abc def', '', 'ghi', 'jkl mno'].join(eol);
				await change(document, 0, document.getText().length, text);
				const offset = between(text, Math.round(at * text.length));
				const place = trackPlace(document, { offset, newLine: false, indent: '' });
				let marked = text.slice(0, offset) + MARKER + text.slice(offset);
				try {
					for (const [index, edit] of all.entries()) {
						const now = marked.replace(MARKER, '');
						const start = between(now, Math.round(edit.from * now.length));
						const end = between(now, Math.min(now.length, start + edit.length));
						const inserted = Array(edit.count)
							.fill('ABCDEF'[index])
							.join(end > start ? '' : eol);
						await change(document, start, end - start, inserted);
						marked = withMarker(marked, start, end - start, inserted);
					}
					gone += marked.includes(MARKER) ? 0 : 1;
					const insertion = await insertImage(place, image);
					assert.equal(insertion !== undefined, marked.includes(MARKER));
					assert.equal(document.getText(), marked.replace(MARKER, '![fox](fox.png)'));
					insertion?.dispose();
				} finally {
					place.dispose();
				}
			});
			await fc.assert(series, { numRuns: SERIES / 2, seed: 4 });
			assert.ok(gone > 5 && gone < SERIES / 4, `${gone} places gone: too few or too many to prove anything`);
		});
	}
});

/** The offset itself, or behind the line end that it would split: the editor has no place within one. */
function between(text: string, offset: number): number {
	return text.slice(offset - 1, offset + 1) === '\r\n' ? offset + 1 : offset;
}
