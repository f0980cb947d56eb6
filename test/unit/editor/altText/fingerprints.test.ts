import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createFingerprints } from '../../../../src/editor/altText/fingerprints.ts';
import { encodePng } from '../../../../src/images/png.ts';

const NOW = Date.UTC(2026, 10, 28);
const LONG_AGO = NOW - 3_600_000;

/** Images of one size: what is behind the end of a PNG is nothing. */
const png = (shade: number) => {
	const image = encodePng(new Uint8Array(64 * 64).fill(shade), 64, 64, { channels: 1 });
	return new Uint8Array(Buffer.concat([image, Buffer.alloc(300 - image.length)]));
};
const fingerprintOf = (bytes: Uint8Array) => ({ sha256: createHash('sha256').update(bytes).digest('hex') });

/** A file in memory that counts how often it is read. */
function fileOf(bytes: Uint8Array, { key = 'file:///a.png', mtime = LONG_AGO, size = bytes.length } = {}) {
	return {
		key,
		bytes,
		mtime,
		size,
		reads: 0,
		/** Happens after a read. */
		afterRead: async () => {},
		async stat() {
			return { mtime: this.mtime, size: this.size };
		},
		async read() {
			this.reads++;
			const { bytes } = this;
			await this.afterRead();
			return bytes;
		},
	};
}

describe('The fingerprints of images', () => {
	const fingerprints = () => createFingerprints(() => NOW);

	it('are made by reading a file once, however often and however soon they are asked for', async () => {
		const file = fileOf(png(1));
		const { of } = fingerprints();
		const all = await Promise.all([of(file), of(file)]);
		assert.deepEqual([...all, await of(file)], Array(3).fill(fingerprintOf(file.bytes)));
		assert.equal(file.reads, 1);
	});

	it('are made anew where the time or the size of a file is another one', async () => {
		const file = fileOf(png(1));
		const { of } = fingerprints();
		await of(file);
		file.bytes = png(2);
		file.mtime += 1;
		assert.deepEqual(await of(file), fingerprintOf(png(2)));
		file.bytes = Buffer.concat([png(2), Buffer.alloc(5)]);
		file.size = file.bytes.length;
		assert.deepEqual(await of(file), fingerprintOf(file.bytes));
		assert.equal(file.reads, 3);
	});

	it('of a file that was just written are not kept: it may change once more within the same tick', async () => {
		const file = fileOf(png(1), { mtime: NOW - 500 });
		const { of } = fingerprints();
		await of(file);
		file.bytes = png(2);
		assert.equal(file.size, file.bytes.length);
		assert.deepEqual(await of(file), fingerprintOf(png(2)));
	});

	it('are not known of a file that changes while it is read', async () => {
		const file = fileOf(png(1));
		const { of } = fingerprints();
		file.afterRead = async () => {
			file.mtime += 10;
		};
		assert.equal(await of(file), undefined);
		file.afterRead = async () => {};
		assert.deepEqual(await of(file), fingerprintOf(file.bytes));
	});

	it('say of other files that they are no images', async () => {
		const file = fileOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
		const { of } = fingerprints();
		assert.deepEqual([await of(file), await of(file), file.reads], ['no image', 'no image', 1]);
	});

	it('of a large file are those of all its bytes', async () => {
		const file = fileOf(Buffer.concat([png(1), Buffer.alloc(5_000_000, 'abcdefg')]));
		assert.deepEqual(await fingerprints().of(file), fingerprintOf(file.bytes));
	});

	it('are not looked for in huge files, nor in more than a few at a time', async () => {
		const { of } = fingerprints();
		const huge = fileOf(png(1), { size: 64 * 1024 * 1024 + 1 });
		assert.deepEqual([await of(huge), huge.reads], [undefined, 0]);
		const files = Array.from({ length: 300 }, (_, index) => fileOf(png(1), { key: `file:///${index}.png` }));
		const found = await Promise.all(files.map((file) => of(file)));
		assert.deepEqual(found.slice(0, 20), Array(20).fill(fingerprintOf(png(1))));
		assert.deepEqual(found.slice(20), Array(280).fill(undefined));
	});

	it('are kept of the files that were asked for last', async () => {
		const { of } = fingerprints();
		const [first, ...others] = Array.from({ length: 250 }, (_, index) =>
			fileOf(png(1), { key: `file:///${index}.png` }),
		);
		assert.ok(first);
		for (const file of others) {
			await of(first);
			await of(file);
		}
		await of(first);
		assert.equal(first.reads, 1);
		const [oldest] = others;
		assert.ok(oldest);
		await of(oldest);
		assert.equal(oldest.reads, 2);
	});

	it('are tried again of a file that could not be read', async () => {
		const file = fileOf(png(1));
		const { of } = fingerprints();
		file.afterRead = async () => {
			throw new Error('EACCES');
		};
		await assert.rejects(of(file), /EACCES/);
		file.afterRead = async () => {};
		assert.deepEqual(await of(file), fingerprintOf(file.bytes));
	});
});
