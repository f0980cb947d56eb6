import assert from 'node:assert/strict';
import type { Records } from '../../../src/store/records.ts';
import { createHistoryHandlers } from '../../../src/studio/historyHandlers.ts';
import { createFakeRecords, type FakeRecords } from '../../page/fakeRecords.ts';
import { sampleEntries, sampleEntry } from '../../page/samples.ts';

const ALL = { words: '', operation: '', model: '', workspace: '', limit: 50 };

function rig(records: FakeRecords, answer = true) {
	const done: string[] = [];
	const asked: string[] = [];
	const note = (what: string) => async (entry: { readonly callId: string }) =>
		void done.push(`${what} ${entry.callId}`);
	const handlers = createHistoryHandlers(
		{
			records: async () => records as unknown as Records,
			imagePath: (file) => `/store/images/${file}`,
			thumbnails: {
				of: async ({ path, version }) =>
					path.includes('broken') ? undefined : `/thumbnails/${version}.webp`,
			},
			actions: {
				insert: note('insert'),
				openFile: note('openFile'),
				generateAgain: note('generateAgain'),
			},
			revert: async () => void done.push('revert'),
		},
		{
			imageUri: (file, version) => `webview:${file}?version=${version}`,
			copy: async (text) => void done.push(`copy ${text}`),
			async confirm(question, detail, action) {
				asked.push(`${question} ${detail} [${action}]`);
				return answer;
			},
		},
	);
	return { handlers, done, asked };
}

describe('What History answers', () => {
	it('tells the page neither paths, links nor ids of the store', async () => {
		const entries = sampleEntries(20).map((entry) => ({
			...entry,
			placements: ['file:///home/me/project/secret.png'],
		}));
		const { handlers } = rig(createFakeRecords({ entries }));
		const told = JSON.stringify(await handlers['history/search'](ALL));
		for (const { callId, file, sha256 } of entries) {
			assert.ok(
				!told.includes(`"${callId}"`) && !(file && told.includes(file)) && !(sha256 && told.includes(sha256)),
			);
		}
		assert.doesNotMatch(told, /file:|secret/);
	});

	it('goes on page by page to the last entry, each once and under the same handle again', async () => {
		const { handlers } = rig(createFakeRecords({ entries: sampleEntries(130) }));
		const all = async () => {
			const found: string[] = [];
			let after: string | undefined;
			do {
				const page = await handlers['history/search']({ ...ALL, ...(after ? { after } : {}) });
				assert.equal(page.total, after ? undefined : 130);
				found.push(...page.entries.map(({ handle }) => handle));
				after = page.next;
			} while (after);
			return found;
		};
		const first = await all();
		assert.equal(new Set(first).size, 130);
		assert.deepEqual(await all(), first);
	});

	it('refuses what cannot be done with an entry as it is now', async () => {
		const records = createFakeRecords({ entries: [sampleEntry(0)] });
		const { handlers, done } = rig(records);
		const [card] = (await handlers['history/search'](ALL)).entries;
		const entry = card?.handle ?? '';
		records.entries = [sampleEntry(0, { state: 'pending', file: null })];
		for (const action of ['insert', 'openFile', 'delete', 'copyText'] as const) {
			await assert.rejects(handlers['history/act']({ entry, action }), /cannot be done/);
		}
		records.entries = [];
		await assert.rejects(handlers['history/act']({ entry, action: 'copyPrompt' }), /no longer in History/);
		assert.deepEqual(done, []);
	});

	it('gives every action the entry as the store knows it', async () => {
		const { handlers, done } = rig(createFakeRecords({ entries: [sampleEntry(0)] }));
		const [card] = (await handlers['history/search'](ALL)).entries;
		for (const action of ['insert', 'openFile', 'generateAgain', 'copyPrompt'] as const) {
			assert.deepEqual(await handlers['history/act']({ entry: card?.handle ?? '', action }), { done: true });
		}
		assert.deepEqual(done, [
			'insert call-0',
			'openFile call-0',
			'generateAgain call-0',
			`copy ${sampleEntry(0).prompt}`,
		]);
	});

	it('shows where it leaves out the end of a text, and copies all of it', async () => {
		const text = 'A fox. '.repeat(1_000);
		const records = createFakeRecords({
			entries: [sampleEntry(0, { kind: 'text', text }), sampleEntry(1, { kind: 'text', text: 'A fox.' })],
		});
		const { handlers, done } = rig(records);
		const [long, short] = (await handlers['history/search'](ALL)).entries;
		assert.equal(long?.text, `${text.slice(0, 3_999)}…`);
		assert.equal(short?.text, 'A fox.');
		await handlers['history/act']({ entry: long?.handle ?? '', action: 'copyText' });
		assert.deepEqual(done, [`copy ${text}`]);
	});

	it('copies all of a prompt of which the page has only the beginning', async () => {
		const prompt = 'fox '.repeat(2_000).trim();
		const { handlers, done } = rig(createFakeRecords({ entries: [sampleEntry(0, { prompt })] }));
		const [card] = (await handlers['history/search'](ALL)).entries;
		assert.ok((card?.prompt.length ?? 0) <= 1_000);
		await handlers['history/act']({ entry: card?.handle ?? '', action: 'copyPrompt' });
		assert.deepEqual(done, [`copy ${prompt}`]);
	});

	it('deletes only what a person says yes to', async () => {
		for (const yes of [false, true]) {
			const records = createFakeRecords({ entries: sampleEntries(10) });
			const { handlers, asked } = rig(records, yes);
			const [, card] = (await handlers['history/search'](ALL)).entries;
			const answer = await handlers['history/act']({ entry: card?.handle ?? '', action: 'delete' });
			assert.deepEqual(answer, { done: yes });
			assert.equal(records.entries.length, yes ? 9 : 10);
			assert.match(
				asked[0] ?? '',
				/^Delete this image from History\? “Isometric.*was not saved into a workspace/s,
			);
		}
	});

	it('asks how many images and texts are to be deleted, and how large they are', async () => {
		const text = { kind: 'text', bytes: null, file: null } as const;
		for (const [entries, question] of [
			[[sampleEntry(0, { bytes: 310_000_000 })], 'Delete 1 image, 310 MB?'],
			[[sampleEntry(0, text)], 'Delete 1 text?'],
			[
				[
					...Array.from({ length: 214 }, (_, index) => sampleEntry(index, { bytes: 1_450_000 })),
					...[1, 2, 3].map((index) => sampleEntry(500 + index, text)),
				],
				'Delete 214 images and 3 texts, 310 MB?',
			],
			[[sampleEntry(0, { bytes: 2_340_000_000 }), sampleEntry(1, { bytes: 0 })], 'Delete 2 images, 2.3 GB?'],
		] as const) {
			const records = createFakeRecords({ entries });
			const { handlers, asked } = rig(records);
			assert.deepEqual(await handlers['history/clear']({}), { done: true });
			assert.deepEqual(asked, [
				`${question} Files in your workspaces stay. This cannot be undone. [Clear All]`,
			]);
			assert.deepEqual(records.entries, []);
		}
		const { handlers, asked } = rig(createFakeRecords({}));
		assert.deepEqual(await handlers['history/clear']({}), { done: false });
		assert.deepEqual(asked, []);
	});

	it('names operations as people do, with the model where there are several of a name', async () => {
		const entries = [
			'generate/4.0',
			'generate/3.0',
			'removeBackground',
			'describe/4.0',
			'someNewThing/5.0',
		].map((operation, index) => sampleEntry(index, { operation }));
		const { handlers } = rig(createFakeRecords({ entries }));
		const { operations } = await handlers['history/facets']({});
		assert.deepEqual(
			operations.map(({ label }) => label),
			['Describe', 'Generate 3.0', 'Generate 4.0', 'Remove Background', 'Some New Thing'],
		);
		const cards = (await handlers['history/search'](ALL)).entries;
		assert.deepEqual(
			cards.map(({ operation }) => operation),
			['Generate', 'Generate', 'Remove Background', 'Describe', 'Some New Thing'],
		);
	});

	it('says which images are too large to be shown, and reads no file of them', async () => {
		const entries = [
			sampleEntry(7),
			sampleEntry(8, { width: 100_000, height: 10 }),
			sampleEntry(9, { bytes: 300 * 1024 * 1024 }),
		];
		const { handlers } = rig(createFakeRecords({ entries }));
		const cards = (await handlers['history/search'](ALL)).entries;
		assert.deepEqual(
			cards.map(({ tooLarge }) => tooLarge),
			[undefined, true, true],
		);
		const uris = await Promise.all(
			cards.map(async ({ handle }) => (await handlers['history/thumbnail']({ entry: handle })).uri),
		);
		assert.deepEqual(
			uris.map((uri) => uri !== null),
			[true, false, false],
		);
	});

	it('gives thumbnails by address with their version, and none where there is nothing to show', async () => {
		const { handlers } = rig(
			createFakeRecords({
				entries: [
					sampleEntry(7),
					sampleEntry(8, { file: 'broken.png' }),
					sampleEntry(9, { state: 'pending', file: null }),
				],
			}),
		);
		const uris = await Promise.all(
			(await handlers['history/search'](ALL)).entries.map(
				async ({ handle }) => (await handlers['history/thumbnail']({ entry: handle })).uri,
			),
		);
		assert.match(uris[0] ?? '', /^webview:\/thumbnails\/0+7\.webp\?version=0{12}$/);
		assert.deepEqual(uris.slice(1), [null, null]);
	});
});
