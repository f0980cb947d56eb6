import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tidy } from '../../../src/studio/tidy.ts';

const DAY_MS = 24 * 60 * 60_000;

describe('A folder that windows keep files in', () => {
	let folder: string;

	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'ideogram-tidy-'));
		mkdirSync(path.join(folder, 'masks'));
		for (const name of ['mine.png', 'other.png', 'forgotten.png']) {
			writeFileSync(path.join(folder, name), 'an image');
		}
		const old = new Date(Date.now() - 31 * DAY_MS);
		for (const name of ['mine.png', 'forgotten.png']) {
			utimesSync(path.join(folder, name), old, old);
		}
	});

	afterEach(() => rmSync(folder, { recursive: true }));

	const left = () => readdirSync(folder).sort();

	it('loses what its one window does not know', async () => {
		await tidy(folder, { isUsed: (name) => name === 'mine.png', keepMs: 0 });
		assert.deepEqual(left(), ['masks', 'mine.png']);
	});

	it('keeps what another window may know, until nobody has used it for long', async () => {
		await tidy(folder, { isUsed: (name) => name === 'mine.png', keepMs: 30 * DAY_MS });
		assert.deepEqual(left(), ['masks', 'mine.png', 'other.png']);
		assert.ok(Date.now() - statSync(path.join(folder, 'mine.png')).mtimeMs < DAY_MS);
		await tidy(folder, { isUsed: (name) => name === 'other.png', keepMs: 30 * DAY_MS });
		assert.deepEqual(left(), ['masks', 'mine.png', 'other.png']);
	});

	it('need not be there', async () => {
		await tidy(path.join(folder, 'none'), { isUsed: () => false, keepMs: 0 });
	});
});
