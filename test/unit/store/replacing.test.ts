import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { diskContent, LinkedAwayError, MissingFolderError } from '../../../src/store/diskContent.ts';
import { hasPendingWork } from '../../../src/store/marker.ts';
import {
	ChangedFileError,
	type Content,
	mendReplacements,
	ReadOnlyFileError,
	removeContent,
	replaceContent,
	revertReplacement,
	sha256Of,
} from '../../../src/store/replacing.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { brokenContent } from './contents.ts';

const workerUrl = new URL('../../../src/store/worker.ts', import.meta.url);
const OLD = Buffer.from('what the person had, every byte of it');
const NEW = Buffer.from('what was made of it');

describe('A file that is replaced', () => {
	let base: string;
	let folder: string;
	let project: string;
	let file: string;
	let store: Store;

	beforeEach(async () => {
		base = await mkdtemp(path.join(tmpdir(), 'ideogram-replace-'));
		folder = path.join(base, 'store');
		project = path.join(base, 'project');
		file = path.join(project, 'logo.png');
		await mkdir(project);
		await writeFile(file, OLD);
		store = await openStore({ folder, workerUrl });
	});

	afterEach(async () => {
		await store.close();
		await rm(base, { recursive: true, force: true });
	});

	const replace = (content: Content, bytes: Uint8Array = NEW) =>
		replaceContent(store, content, {
			uri: `file://${file}`,
			name: 'logo.png',
			sha256: sha256Of(OLD),
			bytes,
			callId: 'call',
			position: 0,
			now: 1,
		});
	const listed = () => store.records.listReplacements({ limit: 10 });
	const originals = () => readdir(path.join(folder, 'originals')).catch(() => []);
	const onDisk = () => diskContent(file, project);

	it('holds the result, and its old bytes are in the store until they are taken back', async () => {
		const replacement = await replace(onDisk());
		assert.deepEqual(await readFile(file), NEW);
		assert.deepEqual(await readdir(project), ['logo.png']);
		assert.deepEqual(await readFile(path.join(folder, 'originals', replacement.kept)), OLD);
		assert.equal(await hasPendingWork(folder), false);
		assert.deepEqual(
			(await listed()).map(({ id, state }) => [id, state]),
			[[replacement.id, 'replaced']],
		);
		await revertReplacement(store, onDisk(), replacement);
		assert.deepEqual(await readFile(file), OLD);
		assert.deepEqual(await listed(), []);
		assert.deepEqual(await originals(), []);
		assert.equal(await hasPendingWork(folder), false);
	});

	it('keeps who may read and write it', async function () {
		if (process.platform === 'win32') {
			this.skip();
		}
		await chmod(file, 0o640);
		const replacement = await replace(onDisk());
		assert.equal((await stat(file)).mode & 0o777, 0o640);
		await revertReplacement(store, onDisk(), replacement);
		assert.equal((await stat(file)).mode & 0o777, 0o640);
	});

	it('is left alone where somebody has changed it since the result was asked for', async () => {
		await writeFile(file, 'mine');
		await assert.rejects(replace(onDisk()), ChangedFileError);
		assert.equal(await readFile(file, 'utf8'), 'mine');
		assert.deepEqual(await originals(), []);
		assert.equal(await hasPendingWork(folder), false);
	});

	it('is left alone where another program saves it in the last moment', async () => {
		const disk = onDisk();
		const late: Content = {
			...disk,
			async write(...args) {
				await writeFile(file, 'mine');
				return disk.write(...args);
			},
			async remove(...args) {
				await writeFile(file, 'mine');
				return disk.remove(...args);
			},
		};
		await assert.rejects(replace(late), ChangedFileError);
		assert.equal(await readFile(file, 'utf8'), 'mine');
		await writeFile(file, OLD);
		await assert.rejects(
			removeContent(store, late, {
				uri: `file://${file}`,
				name: 'logo.png',
				sha256: sha256Of(OLD),
				callId: 'call',
				position: 0,
				now: 1,
			}),
			ChangedFileError,
		);
		assert.equal(await readFile(file, 'utf8'), 'mine');
		assert.deepEqual(await readdir(project), ['logo.png']);
		assert.deepEqual(await listed(), []);
		assert.deepEqual(await originals(), []);
		assert.equal(await hasPendingWork(folder), false);
	});

	it('is left alone where another program saves it while it is taken back, and can still be taken back', async () => {
		const replacement = await replace(onDisk());
		const disk = onDisk();
		const late: Content = {
			...disk,
			async write(...args) {
				await writeFile(file, 'mine');
				return disk.write(...args);
			},
		};
		await assert.rejects(revertReplacement(store, late, replacement), ChangedFileError);
		assert.equal(await readFile(file, 'utf8'), 'mine');
		await revertReplacement(store, onDisk(), replacement, true);
		assert.deepEqual(await readFile(file), OLD);
	});

	it('is not taken back over what somebody has made of it, unless they say so', async () => {
		const replacement = await replace(onDisk());
		await writeFile(file, 'mine');
		await assert.rejects(revertReplacement(store, onDisk(), replacement), ChangedFileError);
		assert.equal(await readFile(file, 'utf8'), 'mine');
		await revertReplacement(store, onDisk(), replacement, true);
		assert.deepEqual(await readFile(file), OLD);
	});

	it('comes back where it was deleted', async () => {
		const replacement = await replace(onDisk());
		await rm(file);
		await revertReplacement(store, onDisk(), replacement);
		assert.deepEqual(await readFile(file), OLD);
	});

	it('comes back where its folder was deleted, unless a link leads elsewhere now, or all is gone', async () => {
		const deep = path.join(project, 'img', 'icons', 'logo.png');
		await mkdir(path.dirname(deep), { recursive: true });
		await writeFile(deep, OLD);
		const replacement = await replace(diskContent(deep, project));
		const revert = () => revertReplacement(store, diskContent(deep, project), replacement);
		await rm(path.join(project, 'img'), { recursive: true });
		const elsewhere = path.join(base, 'elsewhere');
		await mkdir(elsewhere);
		await symlink(elsewhere, path.join(project, 'img'));
		await assert.rejects(revert(), LinkedAwayError);
		assert.deepEqual(await readdir(elsewhere), []);
		await rm(project, { recursive: true });
		await assert.rejects(revert(), MissingFolderError);
		await mkdir(project);
		await revert();
		assert.deepEqual(await readFile(deep), OLD);
	});

	it('is followed through a link inside of its folder, and never out of it', async () => {
		const outside = path.join(base, 'outside.png');
		await writeFile(outside, OLD);
		await symlink(outside, path.join(project, 'out.png'));
		await symlink(file, path.join(project, 'in.png'));
		const request = {
			uri: 'file:///x.png',
			name: 'x.png',
			sha256: sha256Of(OLD),
			bytes: NEW,
			callId: 'c',
			position: 0,
			now: 1,
		};
		await assert.rejects(
			replaceContent(store, diskContent(path.join(project, 'out.png'), project), request),
			LinkedAwayError,
		);
		assert.deepEqual(await readFile(outside), OLD);
		await replaceContent(store, diskContent(path.join(project, 'in.png'), project), request);
		assert.deepEqual(await readFile(file), NEW);
		assert.deepEqual((await readdir(project)).sort(), ['in.png', 'logo.png', 'out.png']);
	});

	it('is left as it is where nobody may write it, which is known beforehand', async () => {
		await onDisk().checkWritable();
		await chmod(file, 0o444);
		await assert.rejects(onDisk().checkWritable(), ReadOnlyFileError);
		await assert.rejects(replace(onDisk()), ReadOnlyFileError);
		assert.deepEqual(await readFile(file), OLD);
		assert.deepEqual(await readdir(project), ['logo.png']);
		assert.deepEqual(await store.records.listReplacements({ limit: 1 }), []);
	});

	it('is as it was where it cannot be written', async () => {
		const content = onDisk();
		const full = { ...content, write: () => Promise.reject(new Error('disk full')) };
		await assert.rejects(replace(full), /disk full/);
		assert.deepEqual(await readFile(file), OLD);
		assert.deepEqual(await listed(), []);
		assert.deepEqual(await originals(), []);
		assert.equal(await hasPendingWork(folder), false);
	});

	it('gets its old bytes back where a provider broke off in the middle', async () => {
		const content = brokenContent(file);
		let broken = false;
		const breaking: Content = {
			...content,
			async write(bytes, id) {
				if (!broken) {
					broken = true;
					await content.write(bytes.subarray(0, 5), id);
					throw new Error('connection lost');
				}
				await content.write(bytes, id);
			},
		};
		await assert.rejects(replace(breaking), /connection lost/);
		assert.deepEqual(await readFile(file), OLD);
		assert.deepEqual(await listed(), []);
		// What was found is not thrown away: it may have been somebody else's.
		assert.deepEqual(await originals(), ['found']);
	});

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
