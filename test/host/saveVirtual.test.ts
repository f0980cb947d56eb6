import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { checkTarget, ReadOnlyFolderError } from '../../src/editor/inside.ts';
import { OutsideWorkspaceError, SaveError, saveIntoWorkspace } from '../../src/editor/save.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { outsideFolder, removeFolders } from './support.ts';

describe('saveIntoWorkspace on a virtual file system', () => {
	const workspaceFolder = { uri: vscode.Uri.parse('ideogram-test:/project'), name: 'project', index: 0 };
	let files: MemoryFiles;
	let registration: vscode.Disposable;
	let folder: string;

	const save = (name: string) =>
		saveIntoWorkspace({
			source: path.join(folder, 'source.png'),
			target: vscode.Uri.joinPath(workspaceFolder.uri, name),
			workspaceFolder,
		});

	const check = (name: string) =>
		checkTarget(vscode.Uri.joinPath(workspaceFolder.uri, name), workspaceFolder);

	function register(options: { readonly isReadonly: boolean }): void {
		registration?.dispose();
		registration = vscode.workspace.registerFileSystemProvider('ideogram-test', files, {
			isCaseSensitive: true,
			...options,
		});
	}

	beforeEach(async () => {
		folder = await outsideFolder();
		await writeFile(path.join(folder, 'source.png'), 'the image');
		files = new MemoryFiles();
		files.put('/', vscode.FileType.Directory);
		files.put('/project', vscode.FileType.Directory);
		register({ isReadonly: false });
	});

	afterEach(async () => {
		registration.dispose();
		await removeFolders(folder);
	});

	it('writes the image into a folder that it makes', async () => {
		const uri = await save('img/new/fox.png');
		assert.equal(uri.toString(), 'ideogram-test:/project/img/new/fox.png');
		assert.equal(files.content(uri.path), 'the image');
		assert.deepEqual(files.paths(), [
			'/',
			'/project',
			'/project/img',
			'/project/img/new',
			'/project/img/new/fox.png',
		]);
	});

	it('leaves an existing file as it is, in other letters too', async () => {
		files.put('/project/fox.png', vscode.FileType.File, 'mine');
		files.put('/project/FOX-1.PNG', vscode.FileType.File, 'mine too');
		const uri = await save('fox.png');
		assert.equal(uri.path, '/project/fox-2.png');
		assert.equal(files.content('/project/fox.png'), 'mine');
		assert.equal(files.content('/project/FOX-1.PNG'), 'mine too');
	});

	it('leaves a file as it is whose name is the same in other code points, or appears in the last moment', async () => {
		files.put('/project/caf\u0065\u0301.png', vscode.FileType.File, 'mine');
		assert.equal((await save('caf\u00e9.png')).path, '/project/caf\u00e9-1.png');
		const rename = files.rename.bind(files);
		files.rename = (...args) => {
			files.rename = rename;
			files.put('/project/fox.png', vscode.FileType.File, 'mine too');
			rename(...args);
		};
		assert.equal((await save('fox.png')).path, '/project/fox-1.png');
		assert.equal(files.content('/project/caf\u0065\u0301.png'), 'mine');
		assert.equal(files.content('/project/fox.png'), 'mine too');
		assert.deepEqual(
			files.paths().filter((name) => name.endsWith('.tmp')),
			[],
		);
	});

	it('makes as many files as there are saves of one name at once', async () => {
		const uris = await Promise.all([save('fox.png'), save('fox.png'), save('fox.png')]);
		assert.equal(new Set(uris.map(String)).size, 3);
	});

	it('refuses every path through a symbolic link', async () => {
		const { Directory, SymbolicLink } = vscode.FileType;
		files.put('/project/a', Directory);
		files.put('/project/a/link', Directory | SymbolicLink);
		files.put('/project/dangling', SymbolicLink);
		const before = files.paths();
		for (const name of ['a/link/fox.png', 'a/link/b/fox.png', 'dangling/fox.png']) {
			await assert.rejects(save(name), OutsideWorkspaceError);
			await assert.rejects(check(name), OutsideWorkspaceError);
		}
		assert.deepEqual(files.paths(), before);
	});

	it('refuses a path out of its root', async () => {
		await assert.rejects(save('../fox.png'), OutsideWorkspaceError);
		assert.deepEqual(files.paths(), ['/', '/project']);
	});

	it('says in one line that it is read-only, and leaves nothing behind', async () => {
		await check('img/fox.png');
		files.readOnly.add('/project');
		await assert.rejects(check('img/fox.png'), ReadOnlyFolderError);
		files.readOnly.clear();
		register({ isReadonly: true });
		await assert.rejects(check('img/fox.png'), ReadOnlyFolderError);
		await assert.rejects(save('fox.png'), (error: Error) => {
			assert.ok(error instanceof SaveError);
			assert.match(error.message, /fox\.png could not be written/);
			assert.doesNotMatch(error.message, /\n/);
			return true;
		});
		assert.deepEqual(files.paths(), ['/', '/project']);
	});
});
