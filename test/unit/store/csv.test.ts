import assert from 'node:assert/strict';
import fc from 'fast-check';
import { csvRecord } from '../../../src/store/csv.ts';

/** RFC 4180 to the letter: throws for anything that it does not allow. */
function parseCsv(text: string): string[][] {
	const records: string[][] = [];
	let at = 0;
	while (at < text.length) {
		const record: string[] = [];
		for (;;) {
			const [field, end] = text[at] === '"' ? quoted(text, at) : plain(text, at);
			record.push(field);
			at = end;
			if (text[at] !== ',') {
				break;
			}
			at++;
		}
		assert.equal(text.slice(at, at + 2), '\r\n', 'a record ends with CRLF');
		at += 2;
		records.push(record);
	}
	return records;
}

function plain(text: string, from: number): [string, number] {
	let end = from;
	while (end < text.length && !/[,\r\n]/.test(text[end] ?? '')) {
		assert.notEqual(text[end], '"', 'no quote in a field without quotes');
		end++;
	}
	return [text.slice(from, end), end];
}

function quoted(text: string, from: number): [string, number] {
	let field = '';
	for (let at = from + 1; ; at++) {
		assert.ok(at < text.length, 'the quote ends');
		if (text[at] !== '"') {
			field += text[at];
		} else if (text[at + 1] === '"') {
			field += '"';
			at++;
		} else {
			return [field, at + 1];
		}
	}
}

const hostile = fc.string({
	unit: fc.constantFrom('a', ' ', ',', '"', '\r', '\n', '\t', '=', '+', '-', '@', "'", 'ü', '漢'),
	maxLength: 12,
});
const field = fc.oneof(
	hostile,
	fc.string(),
	fc.integer(),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
);

describe('A CSV file', () => {
	it('reads back as what was written, whatever is in the fields', () => {
		fc.assert(
			fc.property(
				fc.array(fc.array(fc.option(field), { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
				(records) => {
					const read = parseCsv(records.map(csvRecord).join(''));
					assert.equal(read.length, records.length);
					for (const [row, fields] of records.entries()) {
						assert.equal(read[row]?.length, fields.length);
						for (const [column, value] of fields.entries()) {
							const found = read[row]?.[column] ?? '';
							const text = value === null ? '' : String(value);
							assert.ok(found === text || (typeof value === 'string' && found === `'${text}`), found);
						}
					}
				},
			),
			{ numRuns: 1000 },
		);
	});

	it('has no text that a spreadsheet would run', () => {
		fc.assert(
			fc.property(hostile, (text) => {
				const [[found = ''] = []] = parseCsv(csvRecord([text, 1]));
				assert.doesNotMatch(found, /^\s*[=+\-@]/);
				assert.doesNotMatch(found, /^[\t\r]/);
			}),
			{ numRuns: 1000 },
		);
	});

	it('has numbers as numbers, negative ones too', () => {
		assert.equal(csvRecord([0.06, -1, 'a, "b"', null, '=1+1']), `0.06,-1,"a, ""b""",,'=1+1\r\n`);
	});
});
