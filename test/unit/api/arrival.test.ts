import assert from 'node:assert/strict';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { writeBehind } from '../../../src/api/arrival.ts';

describe('What is written while more arrives', () => {
	let folder: string;
	before(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'ideogram-arrival-'));
	});
	after(() => rm(folder, { recursive: true }));

	it('is in the file in its order, however little the system takes at a time', async () => {
		const file = path.join(folder, 'whole');
		const sizes = fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 12 });
		await fc.assert(
			fc.asyncProperty(sizes, fc.integer({ min: 1, max: 300_000 }), async (lengths, most) => {
				const chunks = lengths.map((length, index) => Buffer.alloc(length, index + 1));
				const handle = await open(file, 'w');
				try {
					const { writev } = handle;
					handle.writev = async (pieces: readonly NodeJS.ArrayBufferView[]) => {
						const taken = Buffer.concat(pieces as readonly Buffer[]).subarray(0, most);
						return { ...(await writev.call(handle, [taken])), buffers: pieces as never };
					};
					const writing = writeBehind(handle);
					for (const chunk of chunks) {
						await writing.write(chunk);
					}
					await writing.end();
				} finally {
					await handle.close();
				}
				assert.ok((await readFile(file)).equals(Buffer.concat(chunks)));
			}),
			{ numRuns: 30 },
		);
	});

	it('stays as it is once a write has failed, and says so', async () => {
		const file = path.join(folder, 'failed');
		const handle = await open(file, 'w');
		const { writev } = handle;
		let refused = false;
		handle.writev = async (pieces) => {
			if (!refused) {
				refused = true;
				throw Object.assign(new Error('No space'), { code: 'ENOSPC' });
			}
			return writev.call(handle, pieces) as never;
		};
		const writing = writeBehind(handle);
		await writing.write(Buffer.from('one'));
		await assert.rejects(writing.end(), { code: 'ENOSPC' });
		await writing.write(Buffer.from('two'));
		await assert.rejects(writing.end(), { code: 'ENOSPC' });
		await assert.rejects(writing.write(Buffer.alloc(1_000_000)), { code: 'ENOSPC' });
		await handle.close();
		assert.equal((await readFile(file)).length, 0);
	});
});
