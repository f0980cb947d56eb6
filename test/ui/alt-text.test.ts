import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { recogniseImage } from '../../src/images/format.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { picture } from './picture.ts';
import { withWindow } from './rig.ts';
import type { EditorWindow } from './window.ts';

describe('At an image in a text, the light bulb', () => {
	let api: Sandbox;
	let window: EditorWindow;

	withWindow({}, (rig) => {
		({ api, window } = rig);
	});

	const described = () => api.accepted.length;

	it('writes the alt text of an image in Markdown, after a last look at it', async () => {
		await window.openFile('docs/guide.md');
		await window.goTo(6, 3);
		await window.lightBulb('Write Alt Text, $0.01', 'alt-text-bulb');
		// Telling of the upload happens once.
		await window.quickInput.waitForTitle('Alt Text for 1 image');
		assert.deepEqual(
			(await window.quickInput.rows()).map((row) => row.replace(/ (?:An |\d described).*/, '')),
			['Describe the Image$0.01', 'Decorativefree'],
		);
		await window.screenshotWhenStill('alt-text-plan');
		await window.quickInput.accept();
		await window.dialogButton('Send It').click();
		await window.quickInput.waitForTitle('Alt Text for ../public/img/pixel.png');
		await window.screenshotWhenStill('alt-text-check');
		const alt = await window.quickInput.value();
		assert.ok(alt.length > 10 && alt.length <= 150, alt);
		await window.quickInput.accept();
		await window.quickInput.waitUntilClosed();
		const line = await window.waitFor('the alt text', async () => {
			const now = (await window.editorText()).split('\n')[5];
			return now?.startsWith('![](') ? undefined : now;
		});
		assert.match(line, /^!\[[A-Z].+\]\(\.\.\/public\/img\/pixel\.png\)$/);
		assert.equal(described(), 1);
		await window.screenshotWhenStill('alt-text-done');
	});

	it('of a TSX file with several images shows all of them before they are written, each described once', async () => {
		await mkdir(path.join(window.workspaceDir, 'src/assets'), { recursive: true });
		await copyFile(
			path.join(window.workspaceDir, 'public/img/pixel.png'),
			path.join(window.workspaceDir, 'src/assets/one.png'),
		);
		await writeFile(
			path.join(window.workspaceDir, 'src/Gallery.tsx'),
			[
				"import one from './assets/one.png';",
				'',
				'export const Gallery = () => (',
				'\t<div>',
				'\t\t<img src={one} />',
				'\t\t<a href="/lessons"><img src="/img/pixel.png" alt="" /> Our lessons</a>',
				'\t</div>',
				');',
				'',
			].join('\n'),
		);
		await window.openFile('src/Gallery.tsx');
		await window.palette('Ideogram: Write Alt Text');
		await window.quickInput.waitForTitle('Alt Text for 2 images');
		// The same bytes were described for the Markdown file: they cost nothing any more.
		assert.deepEqual(
			(await window.quickInput.rows()).map((row) => row.replace(/ (?:An |\d described).*/, '')),
			['Describe, but Say Where Links Leadfree', 'Describe Allfree', 'All Are Decorativefree'],
		);
		await window.screenshotWhenStill('alt-text-several');
		await window.quickInput.accept();
		await window.quickInput.waitForTitle('Write Alt Text for 2 images');
		await window.screenshotWhenStill('alt-text-review');
		await window.quickInput.pressInRow(/Our lessons/, 'Change This Alt Text');
		await window.quickInput.waitForTitle('Alt Text for /img/pixel.png');
		await window.quickInput.type('All our lessons');
		await window.quickInput.accept();
		await window.quickInput.waitForTitle('Write Alt Text for 2 images');
		await window.quickInput.accept();
		const text = await window.waitFor('the alt texts', async () => {
			const now = await window.editorText();
			return now.includes('alt=""') ? undefined : now;
		});
		assert.match(text, /<img src=\{one\} alt="[A-Z][^"]+" \/>/);
		assert.match(text, /<img src="\/img\/pixel\.png" alt="All our lessons" \/>/);
		assert.equal(described(), 1);
		await window.editor.press('Control+Z');
		assert.ok((await window.editorText()).includes('<img src={one} />'));
	});

	it('writes it in TSX too', async () => {
		await window.goTo(5, 12);
		await window.lightBulb('Write Alt Text, free', 'alt-text-tsx-bulb');
		await window.quickInput.waitForTitle('Alt Text for 1 image');
		await window.quickInput.pick(/Describe the Image/);
		await window.quickInput.waitForTitle('Alt Text for ./assets/one.png');
		await window.quickInput.type('A "quoted" {fox} & co');
		await window.quickInput.accept();
		await window.quickInput.waitUntilClosed();
		const text = await window.waitFor('the alt text', async () => {
			const now = await window.editorText();
			return now.includes('<img src={one} alt=') ? now : undefined;
		});
		assert.ok(text.includes('<img src={one} alt={"A \\"quoted\\" {fox} & co"} />'), text);
		await window.screenshot('alt-text-tsx');
		assert.equal(described(), 1, 'the same bytes were described before');
	});

	it('makes an image that a text refers to and that does not exist, asking nothing', async () => {
		await writeFile(
			path.join(window.workspaceDir, 'docs/animals.md'),
			'# Animals\n\n![A fox reading](img/fox.png)\n\n<img src="/img/owl.webp" alt="An owl on a fence" width="400" height="200">\n',
		);
		await window.openFile('docs/animals.md');
		await window.goTo(3, 5);
		await window.lightBulb('Generate docs/img/fox.png, $0.06', 'missing-bulb');
		const notice = await window.notification('Generated docs/img/fox.png ($0.06 charged).');
		assert.deepEqual(await notice.buttons(), ['Open', 'Undo']);
		await window.screenshot('missing-done');
		const fox = recogniseImage(await window.waitForFile('docs/img/fox.png'));
		assert.equal(fox?.type, 'png');
		await notice.dismiss();
	});

	it('brings it to the size and the format that the text states', async () => {
		await window.goTo(5, 5);
		await window.lightBulb('Generate public/img/owl.webp, $0.06');
		await (await window.notification('Generated public/img/owl.webp')).dismiss();
		const owl = recogniseImage(await window.waitForFile('public/img/owl.webp'));
		assert.deepEqual([owl?.type, owl?.width, owl?.height], ['webp', 400, 200]);
		assert.equal(described(), 3);
	});

	it('changes an image by one line, keeps its place and its size, and takes it back', async () => {
		const before = await window.waitForFile('public/img/owl.webp');
		await window.lightBulb('Change This Image, $0.06', 'change-bulb');
		await window.quickInput.waitForTitle('Change owl.webp, $0.06');
		await window.screenshotWhenStill('change-image');
		await window.quickInput.type('Make it night');
		await window.quickInput.accept();
		const notice = await window.notification('Replaced public/img/owl.webp ($0.06 charged).');
		const after = await window.waitForFile('public/img/owl.webp', (bytes) => !bytes.equals(before));
		const { type, width, height } = recogniseImage(after) ?? {};
		assert.deepEqual([type, width, height], ['webp', 400, 200]);
		await notice.press('Undo');
		await window.waitForFile('public/img/owl.webp', (bytes) => bytes.equals(before));
		assert.equal(described(), 4);
	});

	it('makes all that a file lacks at one price, and names the one that fails', async () => {
		await window.clearNotifications();
		const before = described();
		await writeFile(
			path.join(window.workspaceDir, 'docs/birds.md'),
			[
				'# Birds',
				'',
				'![A wren](img/wren.png)',
				'',
				'<img src="img/kite.png" alt="A kite [unsafe]">',
				'',
				'<img src="/img/stork.webp" alt="A stork" width="400" height="200">',
				'',
			].join('\n'),
		);
		await window.openFile('docs/birds.md');
		await window.goTo(3, 5);
		await window.lightBulb('Generate All 3 Missing Images in This File, $0.18', 'missing-all-bulb');
		const notice = await window.notification(
			'Generated 2 images ($0.12 charged), but not docs/img/kite.png: ',
		);
		assert.deepEqual(await notice.buttons(), ['Retry Failed ($0.06)', 'Show History']);
		await window.screenshotWhenStill('missing-all-done');
		assert.equal(recogniseImage(await window.waitForFile('docs/img/wren.png'))?.type, 'png');
		const stork = recogniseImage(await window.waitForFile('public/img/stork.webp'));
		assert.deepEqual([stork?.type, stork?.width, stork?.height], ['webp', 400, 200]);
		assert.equal(existsSync(path.join(window.workspaceDir, 'docs/img/kite.png')), false);
		assert.equal(described() - before, 2);
		await notice.dismiss();
	});
});

describe('Images without alt text', () => {
	let api: Sandbox;
	let window: EditorWindow;

	withWindow({ settings: { 'ideogram.altText.diagnostics': true } }, (rig) => {
		({ api, window } = rig);
	});

	const squiggles = () => window.editor.area().locator('.squiggly-info');

	it('are marked in Markdown, HTML and TSX where a setting asks for it, until they have one', async () => {
		const files = {
			'marked.md': '![](public/img/pixel.png)\n',
			'marked.html': '<img src="public/img/pixel.png">\n',
			'marked.tsx': 'export const Pixel = () => <img src="/img/pixel.png" />;\n',
		};
		for (const [name, text] of Object.entries(files)) {
			await writeFile(path.join(window.workspaceDir, name), text);
			await window.openFile(name);
			await squiggles().first().waitFor();
			await window.screenshotWhenStill(`diagnostics-${path.extname(name).slice(1)}`);
			await window.goTo(1, text.indexOf('pixel') + 1);
			const price = name === 'marked.md' ? '$0.01' : 'free';
			await window.lightBulb(`Write Alt Text, ${price}`, `diagnostics-bulb-${path.extname(name).slice(1)}`);
			await window.quickInput.waitForTitle('Alt Text for 1 image');
			await window.quickInput.pick(/Describe the Image/);
			if (name === 'marked.md') {
				await window.dialogButton('Send It').click();
			}
			await window.quickInput.waitForTitle(/pixel\.png$/);
			await window.quickInput.accept();
			await window.quickInput.waitUntilClosed();
			await squiggles().first().waitFor({ state: 'detached' });
		}
		assert.equal(api.accepted.length, 1, 'the same bytes are described once');
	});

	it('get it from the explorer, in several files at once, previewed and undone as one step', async () => {
		const pages = path.join(window.workspaceDir, 'pages');
		await mkdir(pages);
		await writeFile(path.join(pages, 'blue.png'), picture(40, 30, [40, 90, 200]));
		await copyFile(path.join(pages, 'blue.png'), path.join(pages, 'same.png'));
		await writeFile(path.join(pages, 'red.png'), picture(40, 30, [200, 60, 40]));
		const first = '![](blue.png)\n\n![](red.png)\n';
		const second = '<img src="same.png">\n';
		await writeFile(path.join(pages, 'first.md'), first);
		await writeFile(path.join(pages, 'second.html'), second);
		const read = async (name: string) => readFile(path.join(pages, name), 'utf8');
		const before = api.accepted.length;
		await window.palette('View: Show Explorer');
		await window.treeItem('pages').click();
		await window.treeItem('first.md').click();
		await window.treeItem('second.html').click({ modifiers: ['Control'] });
		await window.page.mouse.move(800, 600);
		await window.whenStill();
		await window.contextMenu(window.treeItem('second.html'), 'Write Alt Text');
		await window.quickInput.waitForTitle('Alt Text for 3 images');
		const [described] = await window.quickInput.rows();
		assert.match(described ?? '', /^Describe All\$0\.02/);
		await window.screenshotWhenStill('alt-text-explorer');
		await window.quickInput.accept();
		await window.quickInput.waitForTitle('Write Alt Text for 3 images');
		await window.screenshotWhenStill('alt-text-explorer-review');
		await window.quickInput.accept();
		await window.waitFor(
			'the alt texts',
			async () =>
				/^!\[.+\]\(blue\.png\)/.test(await read('first.md')) && /alt=".+"/.test(await read('second.html')),
		);
		assert.match(await read('first.md'), /^!\[.+\]\(blue\.png\)\n\n!\[.+\]\(red\.png\)\n$/);
		assert.match(await read('second.html'), /^<img src="same\.png" alt=".+">\n$/);
		assert.equal(api.accepted.length - before, 2, 'the same bytes are described once');
		// For the folder nothing is left to do.
		await window.contextMenu(window.treeItem('pages'), 'Write Alt Text');
		await window.notification('No image here lacks alt text.');
		await window.editor.press('Control+Z');
		await window.page.locator('.view-line').filter({ hasText: '![](blue.png)' }).waitFor();
		await window.openFile('pages/second.html');
		assert.equal(await window.editorText(), second);
	});

	it('get it in a whole folder, for nothing where their images were described before', async () => {
		const before = api.accepted.length;
		await window.openFile('pages/first.md');
		assert.match(await window.editorText(), /^!\[\]/);
		await window.contextMenu(window.treeItem('pages'), 'Write Alt Text');
		await window.quickInput.waitForTitle('Alt Text for 3 images');
		assert.match((await window.quickInput.rows())[0] ?? '', /^Describe All ?free/);
		await window.quickInput.accept();
		await window.quickInput.waitForTitle('Write Alt Text for 3 images');
		await window.quickInput.accept();
		for (const name of ['first.md', 'second.html']) {
			const file = path.join(window.workspaceDir, 'pages', name);
			await window.waitFor(name, async () => /!\[.+\]|alt=".+"/.test(await readFile(file, 'utf8')));
		}
		assert.equal(api.accepted.length, before);
	});
});
