import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { recallChoices } from '../../src/editor/draft.ts';
import { missingImages } from '../../src/editor/missing/missingImages.ts';
import {
	closeEditors,
	removeFolders,
	scratchFolder,
	setForWorkspace,
	showFile,
	writeFiles,
} from './support.ts';

const NEXT = '{"dependencies":{"next":"^16.0.0"}}';
const VITE = '{"devDependencies":{"vite":"^7.0.0"}}';

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
		const choices = recallChoices({ get: () => undefined } as unknown as vscode.Memento);
		const found = await missingImages(document, choices);
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
});
