import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { insertImage } from '../../src/editor/insert.ts';
import { trackPlace } from '../../src/editor/place.ts';
import {
	closeEditors,
	removeFolders,
	scratchFolder,
	setForWorkspace,
	showFile,
	writeFiles,
} from './support.ts';

type Files = Readonly<Record<string, string>>;

describe('the snippet of an image', () => {
	let scratch: vscode.Uri;

	/** The document among these files after the image went in where its text has `|`. */
	async function inserted(files: Files, name: string, marked: string, image: string): Promise<string> {
		await writeFiles(scratch, files);
		const { document } = await showFile(scratch, name, marked.replace('|', ''));
		const place = trackPlace(document, { offset: marked.indexOf('|'), newLine: false, indent: '' });
		const uri = vscode.Uri.joinPath(scratch, image);
		const insertion = await insertImage(place, { uri, alt: 'A "fox"', width: 4, height: 3 });
		insertion?.dispose();
		place.dispose();
		return document.getText();
	}

	const packageWith = (name: string): Files => ({
		'package.json': JSON.stringify({ dependencies: { [name]: '*' } }),
	});

	beforeEach(async () => {
		scratch = await scratchFolder();
	});

	afterEach(async () => {
		await closeEditors();
		await setForWorkspace('ideogram.publicFolders', undefined);
		await setForWorkspace('ideogram.snippets', undefined);
		await removeFolders(scratch);
	});

	it('is what the framework of the nearest package.json shows', async () => {
		const tsx = 'export const a = <p>|</p>;\n';
		const next = await inserted(packageWith('next'), 'app/page.tsx', tsx, 'app/fox.png');
		assert.match(next, /^import fox from '\.\/fox\.png';\n\n.*<img src=\{fox\.src\} /);
		const vite = await inserted(packageWith('vite'), 'app/other.tsx', tsx, 'app/fox.png');
		assert.match(vite, /<img src=\{fox\} /);
		const served = await inserted(packageWith('next'), 'app/third.tsx', tsx, 'public/fox.png');
		assert.match(served, /<img src="\/fox\.png" /);
		const kit = await inserted(packageWith('@sveltejs/kit'), 'src/A.svelte', '|', 'static/fox.png');
		assert.equal(kit, '<img src="/fox.png" alt="A &quot;fox&quot;" width="4" height="3" />');
		const unserved = await inserted(packageWith('@sveltejs/kit'), 'src/B.svelte', '|', 'public/fox.png');
		assert.match(unserved, /^<script>\nimport fox from '\.\.\/public\/fox\.png';\n<\/script>/);
	});

	it('is relative where another project serves the image', async () => {
		const text = await inserted(packageWith('vite'), 'site/a.md', '|', 'public/fox.png');
		assert.equal(text, '![A "fox"](/fox.png)');
		const files = { 'site/package.json': '{}', 'package.json': '{}' };
		assert.equal(await inserted(files, 'site/b.md', '|', 'public/fox.png'), '![A "fox"](../public/fox.png)');
	});

	it('is an address from the root beside .vitepress, as its front matter needs it', async () => {
		const files = { ...packageWith('vitepress'), 'docs/.vitepress/config.ts': '' };
		const page = '---\nhero:\n  image:\n    src: |\n---\n';
		const text = await inserted(files, 'docs/guide/a.md', page, 'docs/public/fox.png');
		assert.equal(text, page.replace('|', '/fox.png'));
		assert.equal(
			await inserted({}, 'docs/guide/b.md', '|', 'docs/img/fox.png'),
			'![A "fox"](../img/fox.png)',
		);
	});

	it('survives a package.json that is none', async () => {
		const text = await inserted({ 'package.json': '{ "depend' }, 'a.md', '|', 'img/fox.png');
		assert.equal(text, '![A "fox"](img/fox.png)');
	});

	it('follows the public folders that somebody has chosen', async () => {
		await setForWorkspace('ideogram.publicFolders', ['../..', 'web/root']);
		const text = await inserted(packageWith('vite'), 'a.md', '|', 'web/root/fox.png');
		assert.equal(text, '![A "fox"](/fox.png)');
		assert.equal(await inserted({}, 'b.md', '|', 'public/fox.png'), '![A "fox"](public/fox.png)');
	});

	it("is the person's own where there is one for the language", async () => {
		const [path, alt] = ['${', '${'].map((open, index) => `${open}${index === 0 ? 'path' : 'alt'}}`);
		await setForWorkspace('ideogram.snippets', { markdown: `<img src="${path}" alt="${alt}">`, html: alt });
		assert.equal(
			await inserted({}, 'a.md', 'see |', 'img/fox.png'),
			'see <img src="img/fox.png" alt="A &quot;fox&quot;">',
		);
		assert.match(await inserted({}, 'a.html', '|', 'img/fox.png'), /^<img src="img\/fox\.png" /);
	});

	it('of an unsaved document leads from the top of the workspace folder', async () => {
		const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: '' });
		const place = trackPlace(document, { offset: 0, newLine: false, indent: '' });
		const uri = vscode.Uri.joinPath(scratch, 'fox.png');
		const insertion = await insertImage(place, { uri, alt: 'fox', width: 4, height: 3 });
		insertion?.dispose();
		place.dispose();
		assert.equal(document.getText(), `![fox](${vscode.workspace.asRelativePath(uri)})`);
		await vscode.window.showTextDocument(document);
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
	});
});
