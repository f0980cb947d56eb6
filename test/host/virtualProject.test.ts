import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { writeAltText } from '../../src/editor/altText/writeAltText.ts';
import { recallChoices } from '../../src/editor/draft.ts';
import { describeImages } from '../../src/editor/fix/describeImages.ts';
import { fixImages } from '../../src/editor/fix/fixImages.ts';
import { findSources } from '../../src/editor/generatedFolders.ts';
import { fillMissing } from '../../src/editor/missing/fillMissing.ts';
import { missingImages } from '../../src/editor/missing/missingImages.ts';
import type { Parts } from '../../src/editor/parts.ts';
import { recogniseImage } from '../../src/images/format.ts';
import { draw } from '../unit/images/samples.ts';
import { type AgentRig, makeAgentRig, setOwn } from './agentRig.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { answeringLists } from './quickPicks.ts';
import { closeEditors, replaced, together, until } from './support.ts';

const ROOT = vscode.Uri.parse('ideogram-project-test:/project');

describe('A project on a virtual file system', () => {
	let rig: AgentRig;
	let files: MemoryFiles;
	/** What was said, and the button that is pressed where it is there. */
	let heard: string[];
	let press: string | undefined;
	let replacements: Disposable;
	let registration: vscode.Disposable;

	beforeEach(async () => {
		rig = await makeAgentRig();
		files = new MemoryFiles();
		files.put('/project', vscode.FileType.Directory);
		registration = vscode.workspace.registerFileSystemProvider(ROOT.scheme, files, {
			isCaseSensitive: true,
		});
		heard = [];
		press = undefined;
		// A second folder would start the extension host anew.
		const folder = { uri: ROOT, name: 'project', index: 0 };
		const folderOf = (uri: vscode.Uri) => (uri.scheme === ROOT.scheme ? folder : undefined);
		const hear = async (message: string, ...actions: readonly unknown[]) => {
			heard.push(message);
			return actions.find((action) => action === press);
		};
		replacements = together([
			replaced(vscode.workspace, 'getWorkspaceFolder', folderOf),
			replaced(vscode.window, 'showInformationMessage', hear as never),
			replaced(vscode.window, 'showWarningMessage', hear as never),
			replaced(vscode.window, 'showErrorMessage', hear as never),
			replaced(vscode.window, 'showInputBox', async (options) => options?.value),
		]);
	});

	afterEach(async () => {
		await closeEditors();
		replacements[Symbol.dispose]();
		registration.dispose();
		await setOwn('ideogram.fixedImage', undefined);
		await rig[Symbol.asyncDispose]();
	});

	const parts = () => ({ ...rig.parts, context: rig.context }) as unknown as Parts;
	const at = (name: string) => vscode.Uri.joinPath(ROOT, name);
	const bytesOf = (name: string) => files.readFile(at(name));
	const said = async (words: RegExp) => {
		await until(() => heard.some((message) => words.test(message)));
	};
	/** A picture of as good as one colour. */
	const picture = async (name: string, blue = 120) => {
		const { encodePng, encodeJpeg } = await rig.parts.codec.open();
		const pixels = draw(320, 256, (x, y) => [x % 256, y, blue]);
		const bytes = await (name.endsWith('.jpg') ? encodeJpeg(pixels, 90) : encodePng(pixels));
		files.put(`/project/${name}`, vscode.FileType.File);
		files.writeFile(at(name), bytes, { create: true, overwrite: true });
		return bytes;
	};
	const page = async (name: string, text: string) => {
		files.put(`/project/${name}`, vscode.FileType.File, text);
		return vscode.workspace.openTextDocument(at(name));
	};

	it('has a cut-out put beside its file', async () => {
		const before = await picture('logo.png');
		await setOwn('ideogram.fixedImage', 'beside');
		await fixImages(parts(), 'removeBackground', [at('logo.png')]);
		await said(/^Saved .*logo\.no-background\.png \(\$0\.01 charged\)\.$/);
		assert.deepEqual(files.paths(), ['/project', '/project/logo.no-background.png', '/project/logo.png']);
		assert.equal(recogniseImage(bytesOf('logo.no-background.png'))?.hasAlpha, true);
		assert.deepEqual(bytesOf('logo.png'), before);
		assert.deepEqual(rig.placements(), [at('logo.no-background.png').toString()]);
	});

	it('has a file replaced by its cut-out, and brought back', async () => {
		const before = await picture('logo.png');
		await setOwn('ideogram.fixedImage', 'replace');
		await fixImages(parts(), 'removeBackground', [at('logo.png')]);
		await said(/^Replaced .*logo\.png \(\$0\.01 charged\)\.$/);
		const info = recogniseImage(bytesOf('logo.png'));
		assert.deepEqual([info?.width, info?.height, info?.hasAlpha], [320, 256, true]);
		press = 'Undo';
		await picture('other.png');
		await fixImages(parts(), 'removeBackground', [at('other.png')]);
		await until(() => Buffer.from(bytesOf('other.png')).equals(Buffer.from(before)));
		assert.deepEqual(files.paths(), ['/project', '/project/logo.png', '/project/other.png']);
	});

	it('keeps a JPEG whose place a cut-out would take, since nothing tells whether it is still named', async () => {
		const before = await picture('photo.jpg');
		await page('page.html', '<img src="photo.jpg">\n');
		await setOwn('ideogram.fixedImage', 'replace');
		press = 'Replace the Original';
		await fixImages(parts(), 'removeBackground', [at('photo.jpg')]);
		await said(/^photo\.jpg is kept: /);
		assert.deepEqual(bytesOf('photo.jpg'), before);
		assert.equal(recogniseImage(bytesOf('photo.webp'))?.hasAlpha, true);
	});

	it('has its images described, and the words saved beside them', async () => {
		await picture('logo.png');
		using _ = answeringLists([/Several Captions/, /^Caption 1$/, /Save Beside the Image as Text/]);
		await describeImages(parts(), [at('logo.png')]);
		assert.ok(files.content('/project/logo.txt').length > 1, heard.join('\n'));
		assert.deepEqual(files.paths(), ['/project', '/project/logo.png', '/project/logo.txt']);
	});

	it('has a missing image made where its document expects it', async () => {
		const document = await page('missing.md', '# A page\n\n![A red fox](img/fox.png)\n');
		const missing = await missingImages(document, recallChoices(rig.context.workspaceState));
		assert.deepEqual(
			missing.map(({ uri }) => uri.toString()),
			[at('img/fox.png').toString()],
		);
		await fillMissing(parts(), missing);
		await said(/^Generated .*fox\.png \(\$0\.06 charged\)\.$/);
		assert.equal(recogniseImage(bytesOf('img/fox.png'))?.type, 'png');
	});

	it('that nothing can search is not waited for without end', async () => {
		await page('page.html', '<img src="photo.jpg">\n');
		const found = await findSources(new vscode.RelativePattern(ROOT, '**/*.html'), 10, undefined, 100);
		assert.deepEqual(found, { files: [], isPartial: true });
	});

	it('has alt texts written into its documents', async () => {
		await picture('logo.png');
		const document = await page('page.md', '# A page\n\n![](logo.png)\n');
		using _ = answeringLists([/^Describe the Image$/]);
		await writeAltText(parts(), { uris: [document.uri] });
		assert.match(document.getText(), /^# A page\n\n!\[.+\]\(logo\.png\)\n$/);
		assert.deepEqual(
			rig.ledger().map(({ state }) => state),
			['charged'],
		);
		await document.save();
		assert.equal(files.content('/project/page.md'), document.getText());
	});
});
