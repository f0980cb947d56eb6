import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import {
	type HistoryCursor,
	type HistoryQuery,
	historyFacets,
	searchHistory,
} from '../../../src/store/history.ts';
import { matchFor } from '../../../src/store/match.ts';
import { newFolder } from './folders.ts';
import { callRow, insertRow } from './ledger.ts';

const words = [
	'fox',
	'foxes',
	'red',
	'redwood',
	'snow',
	'snowy',
	'a',
	'café',
	'Straße',
	'über',
	'NOT',
	'near',
];
const prompts = fc.array(fc.array(fc.constantFrom(...words), { maxLength: 5 }), {
	minLength: 1,
	maxLength: 25,
});

/** As the index sees a word. */
const plain = (word: string) => word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

describe('History', () => {
	let folder: ReturnType<typeof newFolder>;
	let db: Database;

	before(async () => {
		folder = newFolder();
		db = await openDatabase(folder.path);
		db.connection.exec('PRAGMA synchronous = OFF');
	});

	after(() => {
		db.close();
		folder[Symbol.dispose]();
	});

	interface Entry {
		readonly prompt: string;
		readonly states?: readonly string[];
		readonly text?: string;
		readonly operation?: string;
		readonly model?: string;
		readonly workspace?: string | null;
	}

	/** Makes these the whole of History; calls are numbered from 1. */
	function fill(entries: readonly Entry[]): void {
		db.connection.exec('DELETE FROM calls; DELETE FROM words; BEGIN');
		for (const [index, { states = ['saved'], prompt, text = null, ...facts }] of entries.entries()) {
			const number = index + 1;
			insertRow(db.connection, 'calls', callRow({ id: `call-${number}`, number, prompt, text, ...facts }));
			insertRow(db.connection, 'words', { rowid: number, prompt, text: text ?? '' });
			for (const [position, state] of states.entries()) {
				const deleted = state === 'deleted' ? 1 : null;
				const output = { call: number, position, state: deleted ? 'saved' : state, deleted };
				insertRow(db.connection, 'outputs', output);
			}
		}
		db.connection.exec('COMMIT');
	}

	const found = (query: Partial<HistoryQuery>) =>
		searchHistory(db, { limit: 200, ...query }).entries.map(({ cursor }) => cursor.number);

	it('finds what has every word, or the beginning of one, in any case and without accents', () => {
		fc.assert(
			fc.property(
				prompts,
				fc.array(fc.tuple(fc.constantFrom(...words), fc.integer({ min: 1, max: 6 })), {
					minLength: 1,
					maxLength: 3,
				}),
				fc.boolean(),
				(all, looked, loud) => {
					fill(all.map((prompt) => ({ prompt: prompt.join(' ') })));
					const parts = looked.map(([word, length]) => word.slice(0, length));
					const expected = all.flatMap((prompt, index) =>
						parts.every((part) => prompt.some((word) => plain(word).startsWith(plain(part))))
							? [index + 1]
							: [],
					);
					const typed = loud ? parts.join('  ').toUpperCase() : parts.join(' ');
					// ß has no capital that the index takes for it.
					fc.pre(!loud || !typed.includes('SS'));
					assert.deepEqual(found({ words: typed }), expected.reverse());
				},
			),
			{ numRuns: 150 },
		);
	});

	it('takes nothing that a person types for an operator, and never fails', () => {
		fill([{ prompt: 'a fox AND NOT "snow" (near) col:umn ^x * - + {a b}' }, { prompt: 'something else' }]);
		for (const typed of [
			'AND',
			'NOT',
			'a AND NOT',
			'"snow"',
			'snow"',
			'(near)',
			'col:umn',
			'^x',
			'{a b}',
			'fox*',
		]) {
			assert.deepEqual(found({ words: typed }), [1], typed);
		}
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), (typed) => {
				searchHistory(db, { words: typed, limit: 5 });
			}),
			{ numRuns: 500, examples: [['\u0000a']] },
		);
	});

	it('finds parts of what is written without spaces', () => {
		fill([{ prompt: '雪の中の赤い狐' }, { prompt: '青い空' }, { prompt: 'a red fox, 赤い狐' }]);
		assert.deepEqual(found({ words: '赤い' }), [3, 1]);
		assert.deepEqual(found({ words: '赤い RED' }), [3]);
		assert.deepEqual(found({ words: '青い狐' }), []);
	});

	it('finds captions by their words', () => {
		fill([{ prompt: '', text: 'A heron on a pier', states: [] }, { prompt: 'heron' }, { prompt: 'x' }]);
		assert.deepEqual(found({ words: 'heron' }), [2, 1]);
	});

	it('is no search where there is nothing to look for', () => {
		assert.equal(matchFor(' \t '), undefined);
		assert.equal(matchFor('"* - ()'), undefined);
		fill([{ prompt: 'one' }, { prompt: 'two' }]);
		assert.deepEqual(found({ words: '  ' }), [2, 1]);
	});

	it('pages through every entry once, newest first, whatever the size of a page', () => {
		const entry = fc.record({
			prompt: fc.constantFrom('fox', 'snow fox', 'snow'),
			states: fc.array(fc.constantFrom('saved', 'pending', 'withheld', 'expired', 'deleted'), {
				maxLength: 4,
			}),
			text: fc.constantFrom(undefined, 'words'),
		});
		fc.assert(
			fc.property(
				fc.array(entry, { maxLength: 15 }),
				fc.integer({ min: 1, max: 7 }),
				fc.constantFrom(undefined, 'fox', '狐'),
				(entries, limit, looked) => {
					fill(entries);
					const expected = entries
						.map(({ prompt, states, text }, index) => ({
							number: index + 1,
							matches: looked === undefined || prompt.includes(looked),
							positions:
								states.length === 0 && text
									? [0]
									: states.flatMap((state, at) => (state === 'deleted' ? [] : [at])),
						}))
						.filter(({ matches }) => matches)
						.reverse()
						.flatMap(({ number, positions }) => positions.map((position) => ({ number, position })));
					const seen: HistoryCursor[] = [];
					let total: number | undefined;
					for (let after: HistoryCursor | undefined; ; ) {
						const page = searchHistory(db, { limit, after, words: looked });
						total ??= page.total;
						assert.ok(page.entries.length <= limit);
						seen.push(...page.entries.map(({ cursor }) => cursor));
						after = page.next;
						if (!after) {
							break;
						}
					}
					assert.deepEqual(seen, expected);
					assert.equal(total, expected.length);
				},
			),
			{ numRuns: 200 },
		);
	});

	it('is filtered by operation, model and workspace together', () => {
		fill([
			{ prompt: 'fox', operation: 'generate/3.0', model: '3.0', workspace: 'site' },
			{ prompt: 'fox', operation: 'remix/3.0', model: '3.0', workspace: 'shop' },
			{ prompt: 'snow', operation: 'generate/4.0', model: '4.0', workspace: 'site' },
			{ prompt: 'fox', operation: 'generate/4.0', model: '4.0', workspace: null },
		]);
		assert.deepEqual(found({ workspace: 'site' }), [3, 1]);
		assert.deepEqual(found({ model: '4.0', words: 'fox' }), [4]);
		assert.deepEqual(found({ operation: 'generate/3.0', workspace: 'shop' }), []);
		assert.deepEqual(found({ operation: '', model: '', workspace: '', words: '' }), [4, 3, 2, 1]);
		assert.deepEqual(historyFacets(db), {
			operations: ['generate/3.0', 'generate/4.0', 'remix/3.0'],
			models: ['3.0', '4.0'],
			workspaces: ['shop', 'site'],
		});
	});
});
