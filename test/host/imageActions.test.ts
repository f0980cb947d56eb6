import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { withoutNotices } from '../priceNotice.ts';
import { closeEditors, removeFolders, scratchFolder, showFile, until, writeFiles } from './support.ts';

const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);

describe('The light bulb at an image', () => {
	let folder: vscode.Uri;

	beforeEach(async () => {
		folder = await scratchFolder();
	});
	afterEach(async () => {
		await closeEditors();
		await removeFolders(folder);
	});

	/**
	 * What the extension offers where `‸` stands: once it offers something, unless `none` is right. The editor
	 * gives up a question, or answers with nothing, when another extension joins those that answer.
	 */
	async function offered(name: string, marked: string, { none = false } = {}): Promise<string[]> {
		const { document } = await showFile(folder, name, marked.replace('‸', ''));
		const at = document.positionAt(marked.indexOf('‸'));
		const path = `${vscode.workspace.asRelativePath(folder, false)}/`;
		let titles: string[] = [];
		await until(async () => {
			try {
				const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
					'vscode.executeCodeActionProvider',
					document.uri,
					new vscode.Range(at, at),
				);
				titles = actions
					.filter(({ command }) => command?.command.startsWith('ideogram.'))
					.map(({ title }) => withoutNotices(title.replace(path, '')));
				// A price that was not known within a moment is, the next time.
				return none || (titles.length > 0 && !titles.some((title) => title.includes('up to')));
			} catch (error) {
				assert.equal((error as Error).name, 'Canceled');
				return false;
			}
		});
		return titles;
	}

	it('offers to make what is missing, in every way to refer to it', async () => {
		const one = (file: string) => [`Generate ${file}, $0.06`];
		assert.deepEqual(await offered('a.md', '![A fox](img/f‸ox.png)\n'), one('img/fox.png'));
		assert.deepEqual(await offered('b.html', '<img src="ow‸l.webp" alt="An owl">\n'), one('owl.webp'));
		assert.deepEqual(
			await offered('c.css', '.a { background: url("img/be‸ar.jpg"); }\n'),
			one('img/bear.jpg'),
		);
		assert.deepEqual(
			await offered(
				'd.tsx',
				'import he‸ron from \'./img/heron.png\';\nexport const a = <img src={heron} alt="A heron" />;\n',
			),
			one('img/heron.png'),
		);
		assert.deepEqual(
			await offered('e.vue', '<template><img src="./st‸ork.png" alt="A stork" /></template>\n'),
			one('stork.png'),
		);
	});

	it('offers all of a file where more than one is missing', async () => {
		assert.deepEqual(await offered('a.md', '![A fox](f‸ox.png)\n\n![An owl](owl.png)\n'), [
			'Generate fox.png, $0.06',
			'Generate All 2 Missing Images in This File, $0.12',
		]);
	});

	it('offers all of a file at the price of what will be made: each once, and nothing that is there', async () => {
		await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, 'bear.png'), PNG);
		const text =
			'![A fox](f‸ox.png)\n\n![A fox again](./fox.png)\n\n![A bear](bear.png)\n\n![An owl](owl.png)\n';
		assert.deepEqual(await offered('a.md', text), [
			'Generate fox.png, $0.06',
			'Generate All 2 Missing Images in This File, $0.12',
		]);
	});

	it('offers nothing for what is elsewhere, made by code, in a comment, or of another format', async () => {
		assert.deepEqual(await offered('a.md', '![A fox](https://x.example/f‸ox.png)\n', { none: true }), []);
		assert.deepEqual(await offered('b.html', '<!-- <img src="ow‸l.webp" alt=""> -->\n', { none: true }), []);
		assert.deepEqual(await offered('c.html', '<img src="lo‸go.svg" alt="Logo">\n', { none: true }), []);
		assert.deepEqual(await offered('d.md', '```\n![A fox](f‸ox.png)\n```\n', { none: true }), []);
	});

	it('offers alt text where there is none, and to change what is there', async () => {
		await writeFiles(folder, { 'img/': '' });
		await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, 'img/fox.png'), PNG);
		assert.deepEqual(await offered('a.md', '![](img/f‸ox.png)\n'), [
			'Write Alt Text, $0.01',
			'Change This Image, $0.06',
		]);
		assert.deepEqual(await offered('b.md', '![A fox](img/f‸ox.png)\n'), ['Change This Image, $0.06']);
	});
});
