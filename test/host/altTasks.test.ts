import assert from 'node:assert/strict';
import { open, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { createLookAtImages } from '../../src/editor/altText/describable.ts';
import { altTasks } from '../../src/editor/altText/tasks.ts';
import { sha256Of } from '../../src/store/replacing.ts';
import { samplePicture } from '../page/pictures.ts';
import {
	closeEditors,
	outsideFolder,
	removeFolders,
	replaced,
	scratchFolder,
	writeFiles,
} from './support.ts';

describe('Images that lack alt text', () => {
	let scratch: vscode.Uri;
	let outside: string;
	const picture = Buffer.from(samplePicture(1));

	beforeEach(async () => {
		scratch = await scratchFolder();
		outside = await outsideFolder();
		await writeFile(at('fox.png'), picture);
	});

	afterEach(async () => {
		await closeEditors();
		await removeFolders(scratch, outside);
	});

	const at = (name: string) => path.join(scratch.fsPath, name);
	/** What is known of the images of a text, in order. */
	const imagesOf = async (text: string, lookAt = createLookAtImages()) => {
		await writeFile(at('a.md'), text);
		const document = await vscode.workspace.openTextDocument(at('a.md'));
		const tasks = await altTasks(document, lookAt);
		return tasks.map(({ image }) => image?.sha256);
	};

	it('are found beside references to folders, films and what cannot be read', async () => {
		await writeFiles(scratch, { 'img/': '', 'film.mp4': 'no image' });
		const huge = await open(at('huge.png'), 'w');
		await huge.truncate(600 * 1024 * 1024);
		await huge.close();
		await symlink(at('loop.png'), at('loop.png'));
		assert.deepEqual(
			await imagesOf('![](img)\n\n![](huge.png)\n\n![](loop.png)\n\n![](film.mp4)\n\n![](fox.png)\n'),
			[undefined, undefined, undefined, undefined, sha256Of(picture)],
		);
	});

	it('are none that a link shows from outside of the workspace, but those that it shows from inside', async () => {
		await writeFile(path.join(outside, 'secret.png'), picture);
		await symlink(path.join(outside, 'secret.png'), at('secret.png'));
		await symlink(outside, at('away'));
		await symlink('fox.png', at('linked.png'));
		assert.deepEqual(await imagesOf('![](secret.png)\n\n![](away/secret.png)\n\n![](linked.png)\n'), [
			undefined,
			undefined,
			sha256Of(picture),
		]);
	});

	it('are read once in a run, one at a time, and of their bytes nothing is kept', async () => {
		await writeFile(at('owl.png'), samplePicture(2));
		const read: string[] = [];
		let reading = 0;
		let most = 0;
		const { fs } = vscode.workspace;
		const readFile = async (uri: vscode.Uri) => {
			// What the project is made with is read as well.
			if (!uri.path.endsWith('.png')) {
				return fs.readFile(uri);
			}
			read.push(path.posix.basename(uri.path));
			most = Math.max(most, ++reading);
			const bytes = await fs.readFile(uri);
			reading -= 1;
			return bytes;
		};
		using _ = replaced(vscode.workspace, 'fs', { ...fs, stat: (uri) => fs.stat(uri), readFile });
		const lookAt = createLookAtImages();
		const text = '![](fox.png)\n\n![](owl.png)\n\n![](./fox.png)\n';
		const [fox, owl, again] = await imagesOf(text, lookAt);
		assert.deepEqual([fox, again], [sha256Of(picture), fox]);
		assert.ok(owl && owl !== fox);
		await imagesOf(text, lookAt);
		assert.deepEqual([read.sort(), most], [['fox.png', 'owl.png'], 1]);
		const known = await lookAt(vscode.Uri.file(at('fox.png')));
		assert.deepEqual(Object.keys(known ?? {}), ['uri', 'sha256']);
	});
});
