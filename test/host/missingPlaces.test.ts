import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { fillMissingImages } from '../../src/commands/fillMissingImages.ts';
import { recallChoices } from '../../src/editor/draft.ts';
import { referencesTo } from '../../src/editor/fix/references.ts';
import { missingImages } from '../../src/editor/missing/missingImages.ts';
import type { Parts } from '../../src/editor/parts.ts';
import {
	closeEditors,
	removeFolders,
	replaced,
	scratchFolder,
	setForWorkspace,
	showFile,
	writeFiles,
} from './support.ts';

const NEXT = '{"dependencies":{"next":"^16.0.0"}}';
const VITE = '{"devDependencies":{"vite":"^7.0.0"}}';

const nothingKept = { get: () => undefined } as unknown as vscode.Memento;

describe('What is missing, and where it goes', () => {
	let scratch: vscode.Uri;

	beforeEach(async () => {
		scratch = await scratchFolder();
	});
	afterEach(async () => {
		await closeEditors();
		await setForWorkspace('ideogram.publicFolders', undefined);
		await removeFolders(scratch);
	});

	/** The missing images of a document among these files, relative to the scratch folder. */
	async function missing(files: Readonly<Record<string, string>>, name: string, text: string) {
		await writeFiles(scratch, files);
		const { document } = await showFile(scratch, name, text);
		const found = await missingImages(document, recallChoices(nothingKept));
		return found.map(({ uri }) => path.posix.relative(scratch.path, uri.path));
	}

	const HERO = '<img src="/img/hero.webp" alt="A fox" />';

	it('puts it into the public folder of the project, made if need be', async () => {
		for (const packageJson of [NEXT, VITE]) {
			const files = { 'package.json': packageJson };
			assert.deepEqual(await missing(files, 'src/a.tsx', HERO), ['public/img/hero.webp']);
			assert.deepEqual(await missing({ 'public/': '' }, 'src/b.tsx', HERO), ['public/img/hero.webp']);
			await removeFolders(vscode.Uri.joinPath(scratch, 'public'));
		}
	});

	it('puts it into the app of a monorepo that the document is in', async () => {
		const files = { 'package.json': VITE, 'public/img/': '', 'apps/web/package.json': NEXT };
		assert.deepEqual(await missing(files, 'apps/web/app/a.tsx', HERO), ['apps/web/public/img/hero.webp']);
	});

	it('puts it into the public folder beside .vitepress, and into the project that @site stands for', async () => {
		const files = { 'package.json': '{"devDependencies":{"vitepress":"1"}}', 'docs/.vitepress/': '' };
		assert.deepEqual(await missing(files, 'docs/guide/a.md', '![A fox](/img/fox.png)'), [
			'docs/public/img/fox.png',
		]);
		const docusaurus = { 'package.json': '{"dependencies":{"@docusaurus/core":"3"}}' };
		const text = "export const a = <img src={require('@site/static/a.png').default} alt='A' />;";
		assert.deepEqual(await missing(docusaurus, 'src/pages/a.jsx', text), ['static/a.png']);
	});

	it('finds and changes what refers by @site to an image that moves', async () => {
		const { document } = await showFile(scratch, 'src/a.jsx', "import a from '@site/static/a.png';\n");
		await writeFiles(scratch, {
			'package.json': '{"dependencies":{"@docusaurus/core":"3"}}',
			'static/a.png': '',
		});
		const at = (name: string) => vscode.Uri.joinPath(scratch, 'static', name);
		const found = await referencesTo(at('a.png'), at('a.webp'));
		assert.deepEqual(
			found.map((each) => [each.document.uri.path, each.edits.map(({ text }) => text)]),
			[[document.uri.path, ['@site/static/a.webp']]],
		);
	});

	it('does not take for it what lies where it is not served', async () => {
		const files = { 'package.json': NEXT, 'img/hero.webp': '' };
		assert.deepEqual(await missing(files, 'src/a.tsx', HERO), ['public/img/hero.webp']);
		assert.deepEqual(await missing({ 'public/img/hero.webp': '' }, 'src/b.tsx', HERO), []);
	});

	it('puts it into the public folder that a person has named, of whichever project', async () => {
		await setForWorkspace('ideogram.publicFolders', ['web/root']);
		const files = { 'package.json': '{}' };
		assert.deepEqual(await missing(files, 'a.html', HERO), ['web/root/img/hero.webp']);
	});

	it('puts it where the other images of a plain site are', async () => {
		const files = { 'package.json': '{}', 'static/photos/a.png': '', 'img/': '' };
		const text = `<img src="/photos/a.png" alt="An owl">${HERO}`;
		assert.deepEqual(await missing(files, 'a.html', text), ['static/img/hero.webp']);
	});

	it('makes one image for one picture, whatever sizes and formats the page offers', async () => {
		const sources = '<source srcset="a.avif 1x, a.webp 2x">';
		const sizes = 'srcset="a-1.png 1x, a-2.png 2x"';
		const page = `<picture>${sources}<img src="a.png" ${sizes}></picture><img srcset="b-1.png, b-2.png 2x">`;
		assert.deepEqual(await missing({}, 'a.html', page), ['a.png', 'b-1.png']);
		assert.deepEqual(await missing({ 'a.png': '', 'b-2.png': '' }, 'b.html', page), []);
	});

	it('says so where other sizes are all that is missing', async () => {
		await writeFiles(scratch, { 'a.png': '', 'a.html': '<img src="a.png" srcset="a-2.png 2x">' });
		const heard: string[] = [];
		using _ = replaced(vscode.window, 'showInformationMessage', (async (message: string) => {
			heard.push(message);
		}) as never);
		const parts = { context: { workspaceState: nothingKept } } as unknown as Parts;
		await fillMissingImages(parts, { uri: vscode.Uri.joinPath(scratch, 'a.html') });
		await writeFiles(scratch, { 'b.html': '<img src="a.png">' });
		await fillMissingImages(parts, { uri: vscode.Uri.joinPath(scratch, 'b.html') });
		assert.match(heard[0] ?? '', /^Nothing is left to generate here: .* srcset /);
		assert.deepEqual(heard.slice(1), ['This file refers to no image that is missing.']);
	});
});
