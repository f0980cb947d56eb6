import assert from 'node:assert/strict';
import { enqueue } from '../../../src/store/calls.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { outputsOf } from '../../../src/store/outputs.ts';
import { settle } from '../../../src/store/settle.ts';
import { newFolder } from './folders.ts';
import { newCall } from './ledger.ts';

describe('The link of a paid image', () => {
	for (const seed of [0.5, 2 ** 62, 1e19, -(2 ** 63)]) {
		it(`is kept whatever number is its seed: ${seed}`, async () => {
			using folder = newFolder();
			const db = await openDatabase(folder.path);
			await enqueue(db, newCall({ id: 'call' }));
			await settle(db, 'call', {
				state: 'charged',
				now: 1,
				outputs: [
					{
						state: 'pending',
						url: 'https://example.com/1.png',
						expires: undefined,
						prompt: 'a red fox',
						seed,
						width: 1,
						height: 1,
					},
				],
			});
			const [output] = outputsOf(db, 'call');
			assert.deepEqual([output?.url, output?.seed], ['https://example.com/1.png', null]);
			db.close();
		});
	}
});
