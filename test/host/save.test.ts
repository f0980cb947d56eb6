import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { checkTarget, ReadOnlyFolderError } from '../../src/editor/inside.ts';
import {
	checkFolder,
	FileNameError,
	OutsideWorkspaceError,
	SaveError,
	saveIntoWorkspace,
} from '../../src/editor/save.ts';
import { everythingIn, openedFolder, outsideFolder, removeFolders, scratchFolder } from './support.ts';

const bytes = randomBytes(70_000);
let scratch: vscode.Uri;
let outside: string;
let source: string;

/** Saves `name`, relative to the scratch folder. */
const save = (name: string, workspaceFolder = openedFolder()) =>
	saveIntoWorkspace({ source, target: vscode.Uri.joinPath(scratch, name), workspaceFolder });
/** What is known of the same before anything is paid. */
const check = (name: string) => checkTarget(vscode.Uri.joinPath(scratch, name), openedFolder());
const inScratch = (...names: string[]) => path.join(scratch.fsPath, ...names);
const listed = () => everythingIn(scratch.fsPath);

function rootAt(uri: vscode.Uri): vscode.WorkspaceFolder {
	return { uri, name: 'root', index: 0 };
}

describe('saveIntoWorkspace', () => {
	beforeEach(async () => {
		scratch = await scratchFolder();
		outside = await outsideFolder();
		source = path.join(outside, 'source.png');
		await writeFile(source, bytes);
	});

	afterEach(() => removeFolders(scratch, outside));

	it('copies the image, whole and under its own name, into a folder that it makes', async () => {
		const uri = await save('public/img/fox.png');
		assert.equal(uri.toString(), vscode.Uri.joinPath(scratch, 'public/img/fox.png').toString());
		assert.deepEqual(await readFile(uri.fsPath), bytes);
		assert.deepEqual(await listed(), ['public', 'public/img', 'public/img/fox.png']);
	});

	it('goes under the next free name beside existing files, and leaves them as they are', async () => {
		const mine = randomBytes(100);
		await writeFile(inScratch('fox.png'), mine);
		await writeFile(inScratch('fox-1.png'), mine);
		const uri = await save('fox.png');
		assert.equal(path.posix.basename(uri.path), 'fox-2.png');
		assert.deepEqual(await readFile(inScratch('fox.png')), mine);
		assert.deepEqual(await readFile(inScratch('fox-1.png')), mine);
		assert.deepEqual(await readFile(uri.fsPath), bytes);
		assert.deepEqual(await listed(), ['fox-1.png', 'fox-2.png', 'fox.png']);
	});

	it('takes the name of a folder for taken', async () => {
		await mkdir(inScratch('fox.png'));
		await save('fox.png');
		assert.deepEqual(await listed(), ['fox-1.png', 'fox.png']);
		assert.ok((await lstat(inScratch('fox.png'))).isDirectory());
	});

	it('takes the name of a link that leads nowhere for taken, and writes nothing through it', async () => {
		await symlink(path.join(outside, 'missing.png'), inScratch('fox.png'));
		const uri = await save('fox.png');
		assert.equal(path.posix.basename(uri.path), 'fox-1.png');
		assert.ok((await lstat(inScratch('fox.png'))).isSymbolicLink());
		assert.deepEqual(await everythingIn(outside), ['source.png']);
	});

	it('makes as many files as there are saves of one name at once', async () => {
		const uris = await Promise.all(Array.from({ length: 8 }, () => save('fox.png')));
		assert.equal(new Set(uris.map(String)).size, 8);
		for (const uri of uris) {
			assert.deepEqual(await readFile(uri.fsPath), bytes);
		}
		assert.deepEqual(await listed(), uris.map(({ path: of }) => path.posix.basename(of)).sort());
	});

	it('refuses names that some system cannot have', async () => {
		for (const name of ['con.png', 'a:b.png', 'fox.png.', 'a\u202Egnp.exe']) {
			await assert.rejects(save(name), FileNameError);
			await assert.rejects(check(name), FileNameError);
		}
		assert.deepEqual(await listed(), []);
	});

	it('leaves nothing behind and says so in one line where the image cannot be read', async () => {
		source = path.join(outside, 'gone.png');
		await assert.rejects(save('fox.png'), (error: Error) => {
			assert.ok(error instanceof SaveError);
			assert.match(error.message, /^scratch-\w+\/fox\.png could not be written \(ENOENT\)/);
			assert.doesNotMatch(error.message, /\n|gone\.png/);
			return true;
		});
		assert.deepEqual(await listed(), []);
	});

	it('leaves everything as it is where a file has the name of the folder', async () => {
		await writeFile(inScratch('img'), 'mine');
		await assert.rejects(save('img/fox.png'), SaveError);
		for (const name of ['img/fox.png', 'img/new/fox.png']) {
			await assert.rejects(check(name), ReadOnlyFolderError);
		}
		assert.equal(await readFile(inScratch('img'), 'utf8'), 'mine');
		assert.deepEqual(await listed(), ['img']);
	});

	it('says in one line that a folder is read-only', async function () {
		if (process.platform === 'win32') {
			this.skip(); // Folders have no such flag there.
		}
		// Nothing is read-only to the superuser, but a file in /proc cannot be made by anybody.
		const root = process.getuid?.() === 0 ? '/proc' : inScratch('sealed');
		if (root !== '/proc') {
			await mkdir(root, 0o555);
		}
		const uri = vscode.Uri.file(root);
		const request = {
			source,
			target: vscode.Uri.joinPath(uri, 'fox.png'),
			workspaceFolder: rootAt(uri),
		};
		await assert.rejects(saveIntoWorkspace(request), (error: Error) => {
			assert.ok(error instanceof SaveError);
			assert.match(error.message, /fox\.png could not be written \(E[A-Z]+\)/);
			assert.doesNotMatch(error.message, /\n/);
			return true;
		});
		if (root !== '/proc') {
			await chmod(root, 0o755);
			assert.deepEqual(await everythingIn(root), []);
		}
	});

	describe('kept inside the workspace', () => {
		const rejectsOutside = (saving: Promise<unknown>) => assert.rejects(saving, OutsideWorkspaceError);

		it('refuses a path that climbs out by its own words', async () => {
			const { uri } = openedFolder();
			for (const way of ['/../fox.png', '/a/../../fox.png', '-evil/fox.png', '/../../../../../tmp/fox.png']) {
				await rejectsOutside(
					saveIntoWorkspace({
						source,
						target: uri.with({ path: uri.path + way }),
						workspaceFolder: openedFolder(),
					}),
				);
			}
		});

		it('refuses another folder, another root, another host and another scheme', async () => {
			await mkdir(inScratch('one'));
			await mkdir(inScratch('two'));
			await rejectsOutside(save('two/fox.png', rootAt(vscode.Uri.joinPath(scratch, 'one'))));
			await rejectsOutside(save('one/../fox.png', rootAt(vscode.Uri.joinPath(scratch, 'one'))));
			const inside = vscode.Uri.joinPath(scratch, 'fox.png');
			for (const target of [
				vscode.Uri.file(path.join(outside, 'fox.png')),
				inside.with({ authority: 'elsewhere' }),
				inside.with({ scheme: 'untitled' }),
			]) {
				await rejectsOutside(saveIntoWorkspace({ source, target, workspaceFolder: openedFolder() }));
			}
			assert.deepEqual(await everythingIn(outside), ['source.png']);
			assert.deepEqual(await listed(), ['one', 'two']);
		});

		it('refuses a way out through a link, at the end of the path or within it', async () => {
			await mkdir(path.join(outside, 'deep'));
			await mkdir(inScratch('a'));
			await symlink(outside, inScratch('link'));
			await symlink(outside, inScratch('a/link'));
			await symlink(inScratch('link'), inScratch('link-to-link'));
			await symlink(path.relative(inScratch(), outside), inScratch('relative'));
			for (const folder of [
				'link',
				'link/deep',
				'link/new/folder',
				'a/link/new',
				'link-to-link',
				'relative',
			]) {
				await rejectsOutside(save(`${folder}/fox.png`));
				await rejectsOutside(check(`${folder}/fox.png`));
				await rejectsOutside(checkFolder(vscode.Uri.joinPath(scratch, folder), openedFolder()));
			}
			assert.deepEqual(await everythingIn(outside), ['deep', 'source.png']);
			assert.deepEqual(await listed(), ['a', 'a/link', 'link', 'link-to-link', 'relative']);
		});

		it('makes nothing beyond a link whose target is missing', async () => {
			await symlink(path.join(outside, 'missing'), inScratch('link'));
			for (const folder of ['link', 'link/new']) {
				await assert.rejects(save(`${folder}/fox.png`));
			}
			assert.deepEqual(await everythingIn(outside), ['source.png']);
			assert.deepEqual(await listed(), ['link']);
		});

		it('knows before anything is paid that a link with a missing target leads out', async () => {
			await symlink(path.join(outside, 'missing'), inScratch('link'));
			await rejectsOutside(checkFolder(vscode.Uri.joinPath(scratch, 'link/new'), openedFolder()));
		});

		it('follows a link that stays inside', async () => {
			await mkdir(inScratch('real'));
			await symlink('real', inScratch('link'));
			await check('link/new/fox.png');
			const uri = await save('link/fox.png');
			assert.equal(uri.path, vscode.Uri.joinPath(scratch, 'link/fox.png').path);
			assert.deepEqual(await readFile(inScratch('real/fox.png')), bytes);
		});

		it('saves where the workspace itself was opened through a link', async () => {
			await symlink(outside, inScratch('root'));
			const uri = await save('root/img/fox.png', rootAt(vscode.Uri.joinPath(scratch, 'root')));
			assert.deepEqual(await readFile(uri.fsPath), bytes);
		});
	});
});
