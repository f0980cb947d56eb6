import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { hasPendingWork } from '../../../src/store/marker.ts';
import {
	type Content,
	mendReplacements,
	replaceContent,
	revertReplacement,
	sha256Of,
} from '../../../src/store/replacing.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { brokenContent } from './contents.ts';
import { makeReplaceRig, NEW, OLD, type ReplaceRig, workerUrl } from './replaceRig.ts';

describe('A file that is replaced', () => {
	let folder: string;
	let project: string;
	let file: string;
	let store: Store;
	let close: ReplaceRig['close'];
	let replace: ReplaceRig['replace'];
	let listed: ReplaceRig['listed'];
	let onDisk: ReplaceRig['onDisk'];

	beforeEach(async () => {
		({ folder, project, file, store, close, replace, listed, onDisk } = await makeReplaceRig());
	});

	afterEach(() => close());

	it('is whole, old or new, wherever the window dies that replaces it or takes that back', async () => {
		const child = async (task: string, kind: string, step: number) => {
			const started = spawn(
				process.execPath,
				[
					fileURLToPath(new URL('./replaceChild.ts', import.meta.url)),
					folder,
					file,
					task,
					kind,
					String(step),
				],
				{ stdio: ['ignore', 'pipe', 'inherit'] },
			);
			let said = '';
			started.stdout.on('data', (data) => (said += data));
			const [code, signal] = await once(started, 'exit');
			assert.ok(code === 0 || signal === 'SIGKILL', `${code} ${signal}`);
			return signal === 'SIGKILL'
				? undefined
				: (JSON.parse(said) as { readonly count: number; readonly writing: readonly number[] });
		};
		const reset = async (task: string, kind: string) => {
			for (const { id } of await listed()) {
				await store.records.dropReplacement(id);
			}
			await rm(path.join(folder, 'originals'), { recursive: true, force: true });
			await writeFile(file, OLD);
			await writeFile(`${file}.new`, NEW);
			if (task === 'revert') {
				await replace(contentFor(kind));
			}
		};
		const contentFor = (kind: string) => (kind === 'disk' ? onDisk() : brokenContent(file));
		const moments: { readonly task: string; readonly kind: string; readonly step: number }[] = [];
		const worst: typeof moments = [];
		for (const task of ['replace', 'revert']) {
			for (const kind of ['disk', 'provider']) {
				await reset(task, kind);
				const lived = await child(task, kind, 0);
				assert.ok(lived && lived.count > 10, `${task} ${kind}: ${lived?.count}`);
				const every = Array.from({ length: lived.count }, (_, index) => ({ task, kind, step: index + 1 }));
				moments.push(...every);
				worst.push(...every.filter(({ step }) => lived.writing.includes(step)));
			}
		}
		let died = 0;
		await fc.assert(
			fc.asyncProperty(
				// A provider that is writing is where a file can be torn.
				fc.oneof(fc.constantFrom(...moments), fc.constantFrom(...worst)),
				async ({ task, kind, step }) => {
					await reset(task, kind);
					died += (await child(task, kind, step)) === undefined ? 1 : 0;
					assert.equal(
						await mendReplacements(
							store,
							() => contentFor(kind),
							() => {},
						),
						0,
					);
					const after = await readFile(file);
					assert.ok(after.equals(OLD) || after.equals(NEW), `${task} ${kind} ${step}: ${after}`);
					assert.deepEqual(
						(await readdir(project)).sort(),
						['logo.png', 'logo.png.new'],
						`${task} ${kind} ${step}`,
					);
					await store.records.clearMarker();
					assert.equal(await hasPendingWork(folder), false);
					// Whatever it holds, what it held before can still be had.
					const [left] = await listed();
					assert.equal(left !== undefined, after.equals(NEW), `${task} ${kind} ${step}`);
					if (left) {
						await revertReplacement(store, contentFor(kind), left);
						assert.deepEqual(await readFile(file), OLD);
					}
				},
			),
			{ numRuns: 24 },
		);
		assert.ok(died > 8);
	});

	it('is left to a living window that is at it', async () => {
		const other = await openStore({ folder, workerUrl });
		try {
			const going = Promise.withResolvers<void>();
			const entered = Promise.withResolvers<void>();
			const slow: Content = {
				...onDisk(),
				async write(bytes, id) {
					entered.resolve();
					await going.promise;
					await onDisk().write(bytes, id);
				},
			};
			const replacing = replaceContent(other, slow, {
				uri: `file://${file}`,
				name: 'logo.png',
				sha256: sha256Of(OLD),
				bytes: NEW,
				callId: 'call',
				position: 0,
				now: 1,
			});
			await entered.promise;
			assert.equal(await hasPendingWork(folder), true);
			assert.deepEqual(await store.records.claimReplacements(store.owner), []);
			going.resolve();
			await replacing;
			assert.deepEqual(await readFile(file), NEW);
		} finally {
			await other.close();
		}
	});

	it('that somebody has worked on since a window died is not touched, and can still be taken back', async () => {
		const replacement = await replace(onDisk());
		await store.records.dropReplacement(replacement.id);
		await store.records.beginReplacement({ ...replacement, owner: 'a window that is gone' });
		await writeFile(file, 'mine');
		assert.equal(await mendReplacements(store, onDisk, () => {}), 0);
		assert.equal(await readFile(file, 'utf8'), 'mine');
		assert.equal((await listed()).length, 1);
	});
});
