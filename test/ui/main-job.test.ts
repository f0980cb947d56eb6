import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { recogniseImage } from '../../src/images/format.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { KEY, startApi } from './api.ts';
import { filesBelow, filesWith } from './files.ts';
import { packagedExtension } from './package.ts';
import { type EditorWindow, openWindow } from './window.ts';

describe('The main job in the packaged extension', () => {
	let api: Sandbox;
	let window: EditorWindow;

	before(async () => {
		api = await startApi();
		window = await openWindow({
			extension: { vsix: await packagedExtension() },
			settings: { 'ideogram.baseUrl': api.origin },
		});
	});

	after(async () => {
		await window?.close();
		await api?.close();
	});

	it('stores a key and checks it with a call that is free', async () => {
		await window.palette('Ideogram: Set API Key');
		await window.quickInput.waitForTitle('Ideogram API Key');
		assert.equal(await window.quickInput.input.getAttribute('type'), 'password');
		await window.quickInput.type(KEY);
		await window.quickInput.accept();
		const notice = await window.notification('Ideogram accepts it');
		await notice.dismiss();
		assert.deepEqual(
			api.requests.map(({ method, path, keySent }) => [method, path, keySent]),
			[['GET', '/models', true]],
		);
	});

	it('puts file, snippet and cost where they belong while the person types elsewhere', async () => {
		await window.openFile('docs/guide.md');
		await window.goTo(5, 1);
		const answer = Promise.withResolvers<void>();
		api.faults.next('generate', { kind: 'hold', until: answer.promise });
		await window.palette('Ideogram: Generate Image');
		await window.quickInput.waitForTitle('3.0 Default, 16x9, 1 image, to public/img, $0.06');
		await window.screenshotWhenStill('main-job-prompt');
		await window.quickInput.type('A red fox reading');
		await window.quickInput.accept();
		await window.statusBarItem(/1 image, about \$0\.06/).text();
		const progress = await window.notification('Generating 1 image: A red fox reading');
		assert.deepEqual(await progress.buttons(), ['Stop Waiting']);
		await window.goTo(1, 8);
		await window.typeInEditor(' to waves\nAbove the place.\n');
		await window.screenshot('main-job-working');
		answer.resolve();

		const notice = await window.notification('Inserted public/img/a-red-fox-reading');
		assert.match(await notice.text(), /\(\$0\.06 charged\)/);
		assert.deepEqual(await notice.buttons(), ['Another ($0.06)', 'Undo']);
		assert.match(await window.statusBarItem(/charged/).text(), /\$0\.06 charged · \$0\.06 of \$10\.00 today/);
		await window.screenshotWhenStill('main-job-done');

		const text = await window.editorText();
		const [, name] = /!\[A red fox reading\]\(\/img\/([^)]+)\)/.exec(text) ?? [];
		assert.ok(name, text);
		const lines = text.split('\n');
		assert.deepEqual(lines.slice(0, 3), ['# Guide to waves', 'Above the place.', '']);
		assert.equal(
			lines.findIndex((line) => line.startsWith('![A red fox')),
			6,
		);
		const info = recogniseImage(await readFile(path.join(window.workspaceDir, 'public/img', name)));
		assert.deepEqual([info?.type, info?.width, info?.height], ['png', 1312, 736]);
		assert.equal(api.accepted.length, 1);
		await notice.dismiss();
	});

	it('adds an import in TSX, outside of a public folder, in one undo step', async () => {
		// Where the document's images live, another one goes too.
		await mkdir(path.join(window.workspaceDir, 'src/assets'));
		await copyFile(
			path.join(window.workspaceDir, 'public/img/pixel.png'),
			path.join(window.workspaceDir, 'src/assets/logo.png'),
		);
		await writeFile(
			path.join(window.workspaceDir, 'src/Card.tsx'),
			"import logo from './assets/logo.png';\n\nexport const card = (\n<div></div>\n);\n",
		);
		await window.openFile('src/Card.tsx');
		const before = await window.editorText();
		await window.goTo(4, 6);
		await window.palette('Ideogram: Generate Image');
		await window.quickInput.waitForTitle(/to src\/assets/);
		await window.quickInput.type('Blue whale');
		await window.quickInput.accept();
		await (await window.notification('Inserted src/assets/blue-whale')).dismiss();
		const after = await window.editorText();
		assert.match(
			after,
			/^import logo from '\.\/assets\/logo\.png';\nimport (blueWhale\d+) from '\.\/assets\/blue-whale-\d+\.webp';\n[\s\S]*<div><img src=\{\1\} alt="Blue whale" width=\{1312\} height=\{736\} \/><\/div>/,
		);
		await window.screenshotWhenStill('main-job-tsx');
		await window.editor.press('Control+Z');
		assert.equal(await window.editorText(), before);
	});

	it('keeps the key out of every file: settings, logs, storage, workspace, browser profile', async () => {
		await window.palette('Ideogram: Show Log');
		await window.screenshotWhenStill('log');
		const found = await filesWith(window.profileDir, KEY);
		assert.deepEqual(found, []);
		// The same search finds what it should find, so it would find a key.
		const logged = await filesWith(window.profileDir, 'POST /v1/ideogram-v3/generate 200');
		assert.ok(logged.length > 0, 'the log of the call');
		const prompts = await filesWith(window.profileDir, 'A red fox reading');
		assert.ok(
			prompts.some((file) => file.includes('store.sqlite')),
			'the ledger',
		);
		assert.ok(!prompts.some((file) => file.endsWith('.log')), 'no prompt in a log');
		assert.ok((await filesBelow(window.profileDir)).length > 10);
	});
});
