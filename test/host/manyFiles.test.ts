import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { filterFiles, openDocuments } from '../../src/editor/manyFiles.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { closeEditors, removeFolders, scratchFolder, showFile } from './support.ts';

const hasFox = (content: Buffer) => content.includes('fox');
const namesOf = (uris: readonly vscode.Uri[]) => uris.map((uri) => path.posix.basename(uri.path));

describe('Many files', () => {
	let scratch: vscode.Uri;

	beforeEach(async () => {
		scratch = await scratchFolder();
	});

	afterEach(async () => {
		await closeEditors();
		await removeFolders(scratch);
	});

	const at = (name: string) => vscode.Uri.joinPath(scratch, name);
	const write = async (name: string, text: string) => {
		await vscode.workspace.fs.writeFile(at(name), Buffer.from(text));
		return at(name);
	};

	it('are looked into in their order, and those that are gone or too large passed over', async () => {
		const names = Array.from({ length: 60 }, (_, index) => `${index}.md`);
		const uris = await Promise.all(names.map((name, index) => write(name, index % 20 === 3 ? 'a fox' : '-')));
		const large = await write('large.md', `fox${' '.repeat(2_000_000)}`);
		const found = await filterFiles([at('gone.md'), large, ...uris], hasFox);
		assert.deepEqual(namesOf(found), ['3.md', '23.md', '43.md']);
	});

	it('count as they are in the editor', async () => {
		const uri = at('page.md');
		const editor = await showFile(scratch, 'page.md', 'a fox');
		await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, 0, 5), 'a bear'));
		assert.deepEqual(await filterFiles([uri], hasFox), []);
	});

	it('may be behind a provider', async () => {
		const files = new MemoryFiles();
		const registration = vscode.workspace.registerFileSystemProvider('ideogram-many-test', files);
		try {
			files.put('/a.md', vscode.FileType.File, 'a fox');
			files.put('/b.md', vscode.FileType.File, 'a bear');
			const uris = ['/b.md', '/a.md'].map((name) => vscode.Uri.parse(`ideogram-many-test:${name}`));
			assert.deepEqual(namesOf(await filterFiles(uris, hasFox)), ['a.md']);
		} finally {
			registration.dispose();
		}
	});

	it('are opened once each, and only where they are text', async () => {
		const uri = await write('page.md', 'a fox');
		const binary = at('image.bin');
		await vscode.workspace.fs.writeFile(binary, new Uint8Array(64));
		const documents = await openDocuments([uri, uri, binary, at('gone.md')]);
		assert.deepEqual(
			documents.map((document) => document.getText()),
			['a fox'],
		);
	});

	it('are opened however many there are', async () => {
		const uris = await Promise.all(
			Array.from({ length: 120 }, (_, index) => write(`${index}.md`, `a fox, ${index}`)),
		);
		const documents = await openDocuments(uris);
		assert.deepEqual(
			documents.map((document) => document.getText()),
			uris.map((_, index) => `a fox, ${index}`),
		);
	});
});
