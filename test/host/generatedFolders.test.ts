import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { writeAltText } from '../../src/editor/altText/writeAltText.ts';
import { filesToFix } from '../../src/editor/fix/files.ts';
import { documentsNaming, referencesTo } from '../../src/editor/fix/references.ts';
import type { Parts } from '../../src/editor/parts.ts';
import { pickImages } from '../../src/editor/workspaceImages.ts';
import { samplePicture } from '../page/pictures.ts';
import { closeEditors, openedFolder, removeFolders, replaced, scratchFolder, writeFiles } from './support.ts';

const PAGE = '<img src="hero.jpg">\n';
/** Folders that have a name which only tools give. */
const TOOLS = [
	'.next',
	'.output',
	'.docusaurus',
	'.svelte-kit',
	'_site',
	'storybook-static',
	'.vitepress/dist',
];

describe('What a build has made', () => {
	let scratch: vscode.Uri;

	beforeEach(async () => {
		scratch = await scratchFolder();
	});

	afterEach(async () => {
		await closeEditors();
		await removeFolders(scratch, vscode.Uri.joinPath(openedFolder().uri, '.gitignore'));
	});

	const at = (name: string) => vscode.Uri.joinPath(scratch, name);
	const within = (uri: vscode.Uri) => path.posix.relative(scratch.path, uri.path);
	/** Pages with one image each, and whatever else. */
	const write = (pages: readonly string[], others: Readonly<Record<string, string>> = {}) =>
		writeFiles(scratch, { ...Object.fromEntries(pages.map((name) => [name, PAGE])), ...others });
	/** The files that the image is known to be named in. */
	const naming = async (image = 'hero.jpg') => {
		const { documents } = await documentsNaming(at(image));
		return documents.map(({ uri }) => within(uri));
	};

	it('is no source: what refers to an image is looked for beside it', async () => {
		await write(['index.html', ...TOOLS.map((name) => `${name}/index.html`), 'public/build/a.html'], {
			'package.json': '{}',
			'dist/index.html': PAGE,
			'dist/assets/a.js': 'const a = "hero.jpg";',
			'out/index.html': PAGE,
			'coverage/index.html': PAGE,
			'build/index.html': PAGE,
		});
		assert.deepEqual(await naming(), ['index.html']);
		const references = await referencesTo(at('hero.jpg'), at('hero.webp'));
		assert.deepEqual(
			references.map(({ document, edits }) => [within(document.uri), edits.length]),
			[['index.html', 1]],
		);
	});

	it('is told from sources in folders of such names, which people have as well', async () => {
		const pages = ['build/a.html', 'content/dist/b.html', 'out/c.html', 'public/build/d.html'];
		await write(pages);
		assert.deepEqual(await naming(), pages);
	});

	it('is what Git leaves out, as the folder or the workspace says it', async () => {
		await write(
			['a/build/a.html', 'b/out/b.html', 'b/dist/kept.html', 'c/public/build/c.html', 'd/build/d.html'],
			{
				'a/.gitignore': 'build/\n',
				'b/.gitignore': 'out\ndist\n!dist/kept.html\n',
				'c/.gitignore': '/public/build\n',
				// The icons and scripts of a build: Git keeps them.
				'd/package.json': '{}',
				'd/.gitignore': 'node_modules\ndist\n',
				'e/dist/e.html': PAGE,
			},
		);
		assert.deepEqual(await naming(), ['b/dist/kept.html', 'd/build/d.html', 'e/dist/e.html']);
		await writeFiles(openedFolder().uri, { '.gitignore': '/*/e/dist\nd/build\n' });
		assert.deepEqual(await naming(), ['b/dist/kept.html', 'd/build/d.html']);
	});

	it('is looked through for an image that is in it itself', async () => {
		const pages = ['_site/a.html', 'dist/img/b.html', 'page.html'];
		await write([...pages, 'out/c.html'], { 'package.json': '{}' });
		assert.deepEqual(await naming('dist/img/hero.jpg'), ['dist/img/b.html', 'page.html']);
		assert.deepEqual(await naming('_site/hero.jpg'), ['_site/a.html', 'page.html']);
	});

	it('is given no alt text with the folder around it, but where that very folder is meant', async () => {
		await write(['page.html', 'dist/index.html', '.output/public/index.html'], { 'package.json': '{}' });
		const counted = async (folder: vscode.Uri): Promise<string | undefined> => {
			let title: string | undefined;
			using _ = replaced(vscode.window, 'showQuickPick', (async (
				_items: unknown,
				options: { title: string },
			) => {
				({ title } = options);
			}) as never);
			const store = { records: { captionsFor: async () => ({}) } };
			await writeAltText({ store: async () => store, targets: { sandboxOn: false } } as unknown as Parts, {
				uris: [folder],
			});
			return title;
		};
		assert.equal(await counted(scratch), 'Alt Text for 1 image');
		assert.equal(await counted(at('dist')), 'Alt Text for 1 image');
		await write(['other.html']);
		assert.equal(await counted(scratch), 'Alt Text for 2 images');
	});

	it('is not among the images of a folder, nor of the workspace', async () => {
		await write([], { 'package.json': '{}' });
		for (const name of [
			'hero.png',
			'img/build/icon.png',
			'dist/hero.png',
			'_site/hero.png',
			'vendor/logo.png',
		]) {
			await vscode.workspace.fs.writeFile(at(name), Buffer.from(samplePicture(1)));
		}
		const offered: string[] = [];
		const showQuickPick = async (items: readonly { readonly uri?: vscode.Uri }[]) => {
			offered.push(...items.flatMap(({ uri }) => (uri ? [within(uri)] : [])).sort());
		};
		using _ = replaced(vscode.window, 'showQuickPick', showQuickPick as never);
		await filesToFix('', [scratch]);
		assert.deepEqual(offered.splice(0), ['hero.png', 'img/build/icon.png']);
		await pickImages(false);
		assert.deepEqual(
			offered.filter((name) => !name.startsWith('..')),
			['hero.png', 'img/build/icon.png'],
		);
	});
});
