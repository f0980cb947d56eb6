import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { outputFolderFor } from '../../src/editor/outputFolder.ts';
import { OutsideWorkspaceError } from '../../src/editor/save.ts';
import {
	chosenHere,
	closeEditors,
	openedFolder,
	removeFolders,
	scratchFolder,
	setForWorkspace,
	showFile,
} from './support.ts';

const SETTING = 'markdown.copyFiles.destination';

describe('outputFolderFor, with a destination for files copied into Markdown', () => {
	let scratch: vscode.Uri;
	let name: string;

	/** Where fox.png goes for docs/my guide.md, relative to the scratch folder. */
	async function destination(value: Readonly<Record<string, string>>, chosen?: string): Promise<string> {
		await setForWorkspace(SETTING, value);
		const { document } = await showFile(scratch, 'docs/my guide.md', '');
		const folder = await outputFolderFor(document, chosenHere(chosen));
		assert.ok(folder);
		return path.posix.relative(scratch.path, folder.fileUri('fox.png').path);
	}

	beforeEach(async () => {
		scratch = await scratchFolder();
		name = path.posix.basename(scratch.path);
	});

	afterEach(async () => {
		await closeEditors();
		await setForWorkspace(SETTING, undefined);
		await setForWorkspace('ideogram.outputFolder', undefined);
		await removeFolders(scratch);
	});

	it('takes a folder from the document on, with and without a slash at its end', async () => {
		assert.equal(await destination({ '**/*.md': 'img/' }), 'docs/img/fox.png');
		assert.equal(await destination({ '**/*.md': `img/\${fileName}` }), 'docs/img/fox.png');
		assert.equal(await destination({ '**/*.md': `../img/new-\${fileName}` }), 'img/new-fox.png');
	});

	it('goes beside the document where the destination is empty', async () => {
		assert.equal(await destination({ '**/*.md': '' }), 'docs/fox.png');
	});

	it('starts at the workspace folder with a slash at its start', async () => {
		assert.equal(await destination({ '**/*.md': `/${name}/assets/` }), 'assets/fox.png');
	});

	it('puts in what it knows of document and file', async () => {
		const values = {
			documentFileName: 'my guide.md',
			documentBaseName: 'my guide',
			documentExtName: 'md',
			documentRelativeDirName: `${name}/docs`,
			documentRelativeFilePath: `${name}/docs/my guide.md`,
			fileName: 'fox.png',
			fileExtName: 'png',
		};
		for (const [variable, value] of Object.entries(values)) {
			const found = await destination({ '**/*.md': `/${name}/\${${variable}}/x.png` });
			assert.equal(found, `${value}/x.png`, variable);
		}
		for (const absolute of ['documentDirName', 'documentWorkspaceFolder', 'documentFilePath']) {
			const uri = vscode.Uri.joinPath(scratch, 'docs/my guide.md');
			const values: Readonly<Record<string, string>> = {
				documentDirName: path.posix.dirname(uri.path),
				documentWorkspaceFolder: openedFolder().uri.path,
				documentFilePath: uri.path,
			};
			const found = await destination({ '**/*.md': `\${${absolute}}/x.png` });
			assert.equal(found, path.posix.relative(scratch.path, `${values[absolute]}/x.png`), absolute);
		}
	});

	it('leaves alone what it does not know', async () => {
		assert.equal(await destination({ '**/*.md': `\${nothing}/` }), `docs/\${nothing}/fox.png`);
	});

	it('changes a value by a pattern, and ignores a pattern that is none', async () => {
		const cases = [
			[`\${documentBaseName/my (.*)/$1/}/`, 'docs/guide/fox.png'],
			[`\${fileName/(.*)\\.(.*)/$1-new.$2/}`, 'docs/fox-new.png'],
			[`\${documentBaseName/(/x/}/`, 'docs/my guide/fox.png'],
		] as const;
		for (const [value, expected] of cases) {
			assert.equal(await destination({ '**/*.md': value }), expected, value);
		}
	});

	it('reads escaped slashes and dollars as the Markdown extension does', async () => {
		const cases = [
			[`\${documentBaseName/my (.*)/my\\/$1/}/`, 'docs/my/guide/fox.png'],
			[`\${documentFileName/.*\\/(.*)/$1/}/`, 'docs/my guide.md/fox.png'],
			[`\\\${fileName}/`, `docs/\${fileName}/fox.png`],
		] as const;
		for (const [value, expected] of cases) {
			assert.equal(await destination({ '**/*.md': value }), expected, value);
		}
	});

	it('takes the first glob that fits', async () => {
		assert.equal(await destination({ '*.mdx': 'no/', 'docs/*': 'one/', '**': 'two/' }), 'docs/one/fox.png');
		assert.equal(await destination({ [`/${name}/docs/**`]: 'three/' }), 'docs/three/fox.png');
	});

	it('leaves a document that no glob fits to the other rules', async () => {
		await setForWorkspace('ideogram.outputFolder', `${name}/from-setting`);
		assert.equal(await destination({ '/docs/**': 'no/', '*.txt': 'no/' }), 'from-setting/fox.png');
	});

	it("goes before the setting and behind a person's choice", async () => {
		await setForWorkspace('ideogram.outputFolder', `${name}/from-setting`);
		assert.equal(await destination({ '**/*.md': 'img/' }), 'docs/img/fox.png');
		assert.equal(await destination({ '**/*.md': 'img/' }, `${name}/chosen`), 'chosen/fox.png');
	});

	it('means nothing to other languages', async () => {
		await setForWorkspace(SETTING, { '**': 'img/' });
		await setForWorkspace('ideogram.outputFolder', `${name}/from-setting`);
		const { document } = await showFile(scratch, 'index.html', '');
		assert.equal((await outputFolderFor(document, undefined))?.label, `${name}/from-setting`);
	});

	it('cannot lead out of the workspace', async () => {
		const climbing = '../'.repeat(12);
		for (const value of [
			climbing,
			`/../other/`,
			`\${documentWorkspaceFolder}/../other/`,
			`\${documentWorkspaceFolder}-evil/`,
			`${climbing}tmp/\${fileName}`,
		]) {
			await assert.rejects(destination({ '**/*.md': value }), OutsideWorkspaceError, value);
		}
	});
});
