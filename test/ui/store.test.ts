import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { filesBelow } from './files.ts';
import { withWindow } from './rig.ts';
import type { EditorWindow } from './window.ts';

describe('What is kept', () => {
	let window: EditorWindow;

	withWindow({ settings: { 'ideogram.history.maxSize': 1 } }, async (rig) => {
		({ window } = rig);
		await window.openFile('docs/guide.md');
		await window.goTo(5, 1);
	});

	const stored = async (pattern: RegExp) =>
		(await filesBelow(window.profileDir)).filter((file) => pattern.test(file));
	const images = () => stored(/globalStorage.*images.*\.png$/);

	it('grows beyond its size only with a yes, and what a workspace uses is not offered', async () => {
		await window.palette('Ideogram: Generate Image');
		await window.quickInput.waitForTitle(/^3\.0/);
		await window.quickInput.type('Eight owls');
		await window.quickInput.press(/^Number of Images/);
		await window.quickInput.pick('8');
		await window.quickInput.waitForTitle(/8 images/);
		await window.quickInput.accept();
		await window.quickInput.waitForTitle(/^Choose one to insert/);
		await window.quickInput.accept();
		const notice = await window.notification(
			/History holds 1\.\d MB, more than the 1 MB you allow: the oldest \d images? that no workspace uses would free/,
		);
		const [button] = (await notice.buttons()).filter((text) => text.startsWith('Delete'));
		await window.screenshotWhenStill('history-size');
		assert.equal((await images()).length, 8, 'nothing is deleted unasked');
		await notice.press(button ?? '');
		await window.waitFor('fewer images', async () => (await images()).length < 8);
		const folder = path.join(window.workspaceDir, 'public/img');
		const [inserted = ''] = (await readdir(folder)).filter((name) => name.startsWith('eight-owls'));
		const used = await readFile(path.join(folder, inserted));
		const kept = await Promise.all((await images()).map((file) => readFile(file)));
		assert.ok(
			kept.some((bytes) => bytes.equals(used)),
			'the one that is inserted',
		);
	});

	it('survives damage: the damaged file is set aside, what can be read goes on, and the person is told', async () => {
		await window.restart(async () => {
			for (const file of await stored(/globalStorage.*\/store\.sqlite(?:-wal)?$/)) {
				const bytes = await readFile(file);
				await writeFile(file, bytes.fill(0x5a, 0, 64));
			}
		});
		await window.palette('Ideogram: Show History');
		const notice = await window.notification(
			/The records of Ideogram Assets were damaged and have been repaired/,
		);
		assert.match(await notice.text(), /the damaged file is kept as damaged-\d{4}-\d\d-\d\dT[\d-]+\.sqlite/);
		await window.history.card('owls').waitFor();
		await window.screenshotWhenStill('repaired');
		assert.equal((await stored(/globalStorage.*\/damaged-.*\.sqlite$/)).length, 1);
	});
});
