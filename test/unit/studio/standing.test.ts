import assert from 'node:assert/strict';
import { createFormat } from '../../../media/studio/format.ts';
import { newsOf } from '../../../media/studio/make/standing.ts';
import type { CallRow } from '../../../src/studio/makeMessages.ts';
import type { HistoryCard } from '../../../src/studio/messages.ts';

type Row = CallRow<HistoryCard>;

const started = new Date(2026, 10, 24, 15, 29, 30).getTime();
const call = (handle: string, state: Row['state'], changed: Partial<Row> = {}): Row => ({
	handle,
	title: 'Generate 3.0',
	prompt: 'A fox',
	images: 1,
	started,
	state,
	cost: null,
	message: null,
	results: [],
	...changed,
});
const news = (before: readonly Row[] | undefined, now: readonly Row[]) =>
	newsOf(before, now, createFormat('en-GB'));

describe('What is said of calls', () => {
	it('is that they begin, wait for a free place, and leave it', () => {
		assert.equal(
			news([], [call('a', 'underWay')]),
			'Generate 3.0 · making 1 image since 15:29:30.',
			'one that is new',
		);
		assert.equal(news([], [call('a', 'queued')]), 'Generate 3.0 · waiting for a free place since 15:29:30.');
		assert.equal(
			news([call('a', 'queued')], [call('a', 'underWay', { images: 2 })]),
			'Generate 3.0 · making 2 images since 15:29:30.',
		);
	});

	it('is how all of them ended, where several end at once', () => {
		const before = [call('a', 'underWay'), call('b', 'arriving'), call('c', 'underWay')];
		const now = [
			call('a', 'failed', { cost: 'not charged', message: 'The key was refused.' }),
			call('b', 'done', { cost: '$0.06 charged' }),
			call('c', 'unknown', { cost: '$0.06 may have been charged', message: 'No answer came.' }),
		];
		assert.equal(
			news(before, now),
			[
				'Generate 3.0 · not charged. The key was refused.',
				'Generate 3.0 · $0.06 charged.',
				'Generate 3.0 · $0.06 may have been charged. No answer came.',
			].join(' '),
		);
	});

	it('is nothing where nothing changed, while images are fetched, and of calls of an earlier window', () => {
		assert.equal(news([call('a', 'underWay')], [call('a', 'underWay')]), '');
		assert.equal(news([call('a', 'underWay')], [call('a', 'arriving')]), '');
		assert.equal(news([call('a', 'underWay')], []), '');
		assert.equal(news(undefined, [call('a', 'failed', { message: 'The key was refused.' })]), '');
	});
});
