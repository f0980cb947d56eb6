import assert from 'node:assert/strict';
import type { HistoryEntry } from '../../../src/store/history.ts';
import { createHandles } from '../../../src/studio/handles.ts';
import { createImageHandlers } from '../../../src/studio/imageHandlers.ts';
import { createFakeImages, type FakeImagesOptions } from '../../page/fakeImages.ts';
import { createFakeRecords } from '../../page/fakeRecords.ts';
import { sampleEntry } from '../../page/samples.ts';

function rig(entries: readonly HistoryEntry[], options: FakeImagesOptions = {}) {
	const records = createFakeRecords({ entries });
	const done: string[] = [];
	const known = createHandles<HistoryEntry>();
	const handlers = createImageHandlers(
		createFakeImages(records, done, options),
		{ imageUri: (file, version) => `webview:${file}?version=${version}` },
		known,
	);
	const handleOf = (entry: HistoryEntry) => known.of(`${entry.callId}/${entry.position}`, entry);
	return { records, done, handlers, handleOf };
}

describe('What is answered about an image', () => {
	it('is where it is shown from, in the size and format that its file says', async () => {
		const entry = sampleEntry(1);
		const { handlers, handleOf } = rig([entry]);
		assert.deepEqual(await handlers['image/show']({ entry: handleOf(entry) }), {
			uri: `webview:/store/images/2026/1.png?version=${entry.sha256?.slice(0, 12)}`,
			width: 256,
			height: 144,
			type: 'png',
		});
	});

	it('is what it was made from, and what else its call yielded, without any path', async () => {
		const entries = [0, 1, 2].map((position) => sampleEntry(position, { callId: 'one', position }));
		const [first, , last] = entries as [HistoryEntry, HistoryEntry, HistoryEntry];
		const inputs = [{ name: 'fox.png', file: '/compared/aa.png', sha256: 'aa', width: 4, height: 3 }];
		const { handlers, handleOf, records } = rig(entries, { inputs });
		records.entries = [first, sampleEntry(1, { callId: 'one', position: 1, state: 'withheld' }), last];
		const related = await handlers['image/related']({ entry: handleOf(first) });
		assert.deepEqual(related.inputs, [
			{ uri: 'webview:/compared/aa.png?version=aa', name: 'fox.png', width: 4, height: 3 },
		]);
		assert.deepEqual(
			related.siblings.map(({ handle }) => handle),
			[handleOf(last)],
		);
	});

	it('is of the entry as it is now: what is gone, or has no file, is neither shown nor saved', async () => {
		const entry = sampleEntry(0);
		const { handlers, handleOf, records, done } = rig([entry]);
		const handle = handleOf(entry);
		const form = { type: 'png', width: 10 } as const;
		for (const [entries, message] of [
			[[], /no longer in History/],
			[[sampleEntry(0, { state: 'pending', file: null })], /cannot be done/],
			[[sampleEntry(0, { kind: 'text', file: null })], /cannot be done/],
		] as const) {
			records.entries = [...entries];
			await assert.rejects(handlers['image/show']({ entry: handle }), message);
			await assert.rejects(handlers['image/related']({ entry: handle }), message);
			await assert.rejects(handlers['image/convert']({ entry: handle, ...form }), message);
			await assert.rejects(handlers['image/save']({ entry: handle, ...form }), message);
		}
		await assert.rejects(handlers['image/show']({ entry: 'made-up-handle' }), /list has changed/);
		assert.deepEqual(done, []);
	});

	it('is how large a file of another form would be, and the name that it was saved under', async () => {
		const entry = sampleEntry(0);
		const form = { type: 'webp', width: 100, quality: 50 } as const;
		const { handlers, handleOf, done } = rig([entry], { transparent: true });
		assert.deepEqual(await handlers['image/convert']({ entry: handleOf(entry), ...form }), {
			bytes: 500_000,
			width: 100,
			height: 100,
			transparent: true,
			unchanged: false,
		});
		assert.deepEqual(await handlers['image/save']({ entry: handleOf(entry), ...form }), { name: 'fox.webp' });
		assert.deepEqual(done, ['convert webp 100 50', 'save call-0 webp 100 50']);
		const left = rig([entry], { declines: true });
		assert.deepEqual(await left.handlers['image/save']({ entry: left.handleOf(entry), ...form }), {
			name: null,
		});
	});
});
