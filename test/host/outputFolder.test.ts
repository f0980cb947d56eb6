import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { outputFolderFor } from '../../src/editor/outputFolder.ts';
import { OutsideWorkspaceError } from '../../src/editor/save.ts';
import {
	chosenHere,
	closeEditors,
	openedFolder,
	outsideFolder,
	removeFolders,
	scratchFolder,
	setForWorkspace,
	showFile,
	writeFiles,
} from './support.ts';

type Files = Readonly<Record<string, string>>;

describe('outputFolderFor', () => {
	let scratch: vscode.Uri;
	let outside: string;

	/** Where a new image goes for a document among these files, relative to the scratch folder. */
	async function folderFor(files: Files, name: string, content: string, chosen?: string): Promise<string> {
		await writeFiles(scratch, files);
		const { document } = await showFile(scratch, name, content);
		const folder = await outputFolderFor(document, chosenHere(chosen));
		assert.ok(folder);
		const { path: file } = folder.fileUri('fox.png');
		assert.equal(path.posix.basename(file), 'fox.png');
		assert.equal(folder.label, path.posix.relative(openedFolder().uri.path, path.posix.dirname(file)) || '.');
		return path.posix.relative(scratch.path, path.posix.dirname(file)) || '.';
	}

	beforeEach(async () => {
		scratch = await scratchFolder();
		outside = await outsideFolder();
	});

	afterEach(async () => {
		await closeEditors();
		await setForWorkspace('ideogram.outputFolder', undefined);
		await removeFolders(scratch, outside);
	});

	describe('by itself', () => {
		const project = { 'package.json': '{}' };

		it("takes the folder of most of the document's images", async () => {
			const images = { 'a/1.png': '', 'b/2.png': '', 'b/3.png': '', 'public/img/4.png': '' };
			const text = '![](a/1.png)\n![](b/2.png)\n![](b/3.png)\n';
			assert.equal(await folderFor({ ...project, ...images }, 'guide.md', text), 'b');
		});

		it('reads addresses from the root of the site under the public folder', async () => {
			const files = { ...project, 'public/pics/1.png': '', 'public/img/': '' };
			assert.equal(await folderFor(files, 'src/App.tsx', '<img src="/pics/1.png" />'), 'public/pics');
		});

		it('does not count images that are missing, or lie outside', async () => {
			const files = { ...project, 'src/assets/': '' };
			const text = `![](pics/missing.png) ![](${'../'.repeat(9)}${outside}/1.png)`;
			await writeFiles(vscode.Uri.file(outside), { '1.png': '' });
			assert.equal(await folderFor(files, 'guide.md', text), 'src/assets');
		});

		it('takes the image folder of public, before those of the sources', async () => {
			const files = { ...project, 'public/images/': '', 'src/assets/': '', 'static/img/': '' };
			assert.equal(await folderFor(files, 'src/main.ts', ''), 'public/images');
		});

		it('makes img in a public folder without one', async () => {
			assert.equal(await folderFor({ ...project, 'public/': '' }, 'src/main.ts', ''), 'public/img');
		});

		it('takes static where nothing is public', async () => {
			assert.equal(await folderFor({ ...project, 'static/media/': '' }, 'a.html', ''), 'static/media');
		});

		it('takes the assets of the sources where nothing is served as it is', async () => {
			const files = { ...project, 'src/assets/': '', 'images/': '' };
			assert.equal(await folderFor(files, 'src/main.ts', ''), 'src/assets');
		});

		it('is not misled by a file that is called public', async () => {
			assert.equal(await folderFor({ ...project, public: 'a file' }, 'main.ts', ''), 'images');
		});

		it('makes images where there is nothing yet', async () => {
			assert.equal(await folderFor(project, 'src/deep/main.ts', ''), 'images');
		});

		it("stays in the document's own package of a monorepo", async () => {
			const files = {
				...project,
				'public/img/': '',
				'packages/web/package.json': '{}',
				'packages/web/static/': '',
				'packages/api/package.json': '{}',
			};
			assert.equal(await folderFor(files, 'packages/web/src/a.ts', ''), 'packages/web/static/img');
			assert.equal(await folderFor({}, 'packages/api/src/a.ts', ''), 'packages/api/images');
			assert.equal(await folderFor({}, 'docs/a.ts', ''), 'public/img');
		});

		it('takes the public folder beside .vitepress, made if need be, and that of the package elsewhere', async () => {
			const packageJson = '{"devDependencies":{"vitepress":"^1.6.0","vite":"^7.0.0"}}';
			const files = { 'package.json': packageJson, 'docs/.vitepress/config.ts': '', 'docs/images/': '' };
			assert.equal(await folderFor(files, 'docs/guide/a.md', ''), 'docs/public/img');
			assert.equal(
				await folderFor({ 'docs/public/pics/1.png': '' }, 'docs/b.md', '![](/pics/1.png)'),
				'docs/public/pics',
			);
			assert.equal(await folderFor({ 'public/': '' }, 'src/a.ts', ''), 'public/img');
		});

		it('takes the folder that is open for documents without a package of their own, or none at all', async () => {
			const { document } = await showFile(scratch, 'a.txt', '');
			const untitled = await vscode.workspace.openTextDocument({ content: '' });
			for (const one of [document, untitled, undefined]) {
				assert.equal((await outputFolderFor(one, undefined))?.label, 'public/img');
			}
		});

		it('refuses a public folder that is a link out of the workspace', async () => {
			await symlink(outside, path.join(scratch.fsPath, 'public'));
			await assert.rejects(folderFor(project, 'src/main.ts', ''), OutsideWorkspaceError);
		});
	});

	describe('by the setting or a choice', () => {
		const relative = (name: string) =>
			path.posix.relative(openedFolder().uri.path, `${scratch.path}/${name}`);
		const files = { 'package.json': '{}', 'public/img/1.png': '' };
		const text = '![](public/img/1.png)';

		it('puts the setting before what it would find by itself', async () => {
			await setForWorkspace('ideogram.outputFolder', relative('from/setting'));
			assert.equal(await folderFor(files, 'a.md', text), 'from/setting');
		});

		it('takes auto, nothing and blanks for no setting', async () => {
			for (const value of ['auto', '', '  ']) {
				await setForWorkspace('ideogram.outputFolder', value);
				assert.equal(await folderFor(files, 'a.md', text), 'public/img');
			}
		});

		it("puts a person's choice before the setting", async () => {
			await setForWorkspace('ideogram.outputFolder', relative('from/setting'));
			assert.equal(await folderFor(files, 'a.md', text, relative('chosen')), 'chosen');
			assert.equal((await outputFolderFor(undefined, chosenHere('.')))?.label, '.');
		});

		it('leaves a choice for another workspace folder where it belongs', async () => {
			await writeFiles(scratch, files);
			const { document } = await showFile(scratch, 'a.md', text);
			const chosen = { [`${openedFolder().uri}-other`]: relative('chosen') };
			assert.equal((await outputFolderFor(document, chosen))?.label, relative('public/img'));
		});

		it('takes an absolute path that is inside', async () => {
			await setForWorkspace('ideogram.outputFolder', path.join(scratch.fsPath, 'absolute'));
			assert.equal(await folderFor(files, 'a.md', text), 'absolute');
		});

		it('refuses a setting that leads out of the workspace', async () => {
			const { document } = await showFile(scratch, 'a.md', text);
			await symlink(outside, path.join(scratch.fsPath, 'link'));
			const ways = ['..', '../other', 'img/../../other', outside, '/', `${openedFolder().uri.fsPath}-evil`];
			for (const way of [...ways, relative('link'), relative('link/new')]) {
				await setForWorkspace('ideogram.outputFolder', way);
				await assert.rejects(outputFolderFor(document, undefined), OutsideWorkspaceError, way);
				await setForWorkspace('ideogram.outputFolder', undefined);
				await assert.rejects(outputFolderFor(document, chosenHere(way)), OutsideWorkspaceError, way);
			}
		});
	});
});
