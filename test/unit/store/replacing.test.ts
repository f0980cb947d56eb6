import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { diskContent, LinkedAwayError, MissingFolderError } from '../../../src/store/diskContent.ts';
import { hasPendingWork } from '../../../src/store/marker.ts';
import {
	ChangedFileError,
	type Content,
	ReadOnlyFileError,
	removeContent,
	replaceContent,
	revertReplacement,
	sha256Of,
} from '../../../src/store/replacing.ts';
import type { Store } from '../../../src/store/store.ts';
import { brokenContent } from './contents.ts';
import { makeReplaceRig, NEW, OLD, type ReplaceRig } from './replaceRig.ts';

describe('A file that is replaced', () => {
	let base: string;
	let folder: string;
	let project: string;
	let file: string;
	let store: Store;
	let close: ReplaceRig['close'];
	let replace: ReplaceRig['replace'];
	let listed: ReplaceRig['listed'];
	let originals: ReplaceRig['originals'];
	let onDisk: ReplaceRig['onDisk'];

	beforeEach(async () => {
		({ base, folder, project, file, store, close, replace, listed, originals, onDisk } =
			await makeReplaceRig());
	});

	afterEach(() => close());

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
});
