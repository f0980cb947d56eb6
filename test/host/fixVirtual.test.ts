import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { contentOf } from '../../src/editor/fix/content.ts';
import { LinkedAwayError } from '../../src/store/diskContent.ts';
import { ReadOnlyFileError, replaceContent, revertReplacement, sha256Of } from '../../src/store/replacing.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { built, outsideFolder, removeFolders } from './support.ts';

describe('What is made of an image file on a virtual file system', () => {
	let folder: string;
	let store: Store;
	let files: MemoryFiles;
	let registration: vscode.Disposable;
	const uri = vscode.Uri.parse('ideogram-fix-test:/project/logo.png');

	beforeEach(async () => {
		folder = await outsideFolder();
		store = await openStore({ folder, workerUrl: built('store-worker.js') });
		files = new MemoryFiles();
		files.put('/project', vscode.FileType.Directory);
		files.put('/project/logo.png', vscode.FileType.File, 'old');
		registration = vscode.workspace.registerFileSystemProvider('ideogram-fix-test', files, {
			isCaseSensitive: true,
		});
	});

	afterEach(async () => {
		registration.dispose();
		await store.close();
		await removeFolders(folder);
	});

	const replace = (target = uri) =>
		replaceContent(store, contentOf(target), {
			uri: target.toString(),
			name: 'logo.png',
			sha256: sha256Of(Buffer.from('old')),
			bytes: Buffer.from('new'),
			callId: 'call',
			position: 0,
			now: 1,
		});

	it('replaces the file and takes that back', async () => {
		const replacement = await replace();
		assert.equal(files.content(uri.path), 'new');
		await revertReplacement(store, contentOf(uri), replacement);
		assert.equal(files.content(uri.path), 'old');
		assert.deepEqual(files.paths(), ['/project', '/project/logo.png']);
	});

	it('writes nothing through a link', async () => {
		files.put('/project/linked', vscode.FileType.Directory | vscode.FileType.SymbolicLink);
		files.put('/project/linked/logo.png', vscode.FileType.File, 'old');
		const target = vscode.Uri.parse('ideogram-fix-test:/project/linked/logo.png');
		await assert.rejects(replace(target), LinkedAwayError);
		assert.equal(files.content(target.path), 'old');
		assert.deepEqual(await store.records.listReplacements({ limit: 1 }), []);
	});

	it('writes nothing over a file that its provider calls read-only', async () => {
		await contentOf(uri).checkWritable();
		files.readOnly.add(uri.path);
		await assert.rejects(contentOf(uri).checkWritable(), ReadOnlyFileError);
		await assert.rejects(replace(), ReadOnlyFileError);
		assert.equal(files.content(uri.path), 'old');
	});

	it('has the old bytes back where a write breaks off', async () => {
		const { writeFile: write } = files;
		let isFirst = true;
		files.writeFile = async (target, content, options) => {
			if (isFirst) {
				isFirst = false;
				write.call(files, target, content.subarray(0, 1), options);
				throw new Error('gone');
			}
			write.call(files, target, content, options);
		};
		await assert.rejects(replace(), /gone/);
		assert.equal(files.content(uri.path), 'old');
		assert.deepEqual(await store.records.listReplacements({ limit: 1 }), []);
	});
});
