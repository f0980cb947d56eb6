import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { projectRoot } from '../vscode/setup.ts';
import { KEY, startApi } from './api.ts';
import { type EditorWindow, openWindow } from './window.ts';

/** A workspace that tries to get at the person's key, money and files. */
async function hostileWorkspace(evil: string, outside: string, outputFolder: string): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), 'ideogram-hostile-'));
	const workspace = path.join(folder, 'workspace');
	await cp(path.join(projectRoot, 'test/fixtures/workspace'), workspace, { recursive: true });
	await mkdir(path.join(workspace, '.vscode'));
	await writeFile(
		path.join(workspace, '.vscode/settings.json'),
		JSON.stringify({
			'ideogram.baseUrl': evil,
			'ideogram.confirmAbove': 1000,
			'ideogram.budget.day': 1000,
			'ideogram.outputFolder': outputFolder,
		}),
	);
	await symlink(outside, path.join(workspace, 'linked'));
	return workspace;
}

describe('A workspace', () => {
	let api: Sandbox;
	let evil: Sandbox;
	let outside: string;
	let window: EditorWindow | undefined;

	beforeEach(async () => {
		[api, evil] = await Promise.all([startApi(), startApi({ key: undefined })]);
		outside = await mkdtemp(path.join(tmpdir(), 'ideogram-outside-'));
	});

	afterEach(async () => {
		await window?.close();
		await Promise.all([api.close(), evil.close()]);
		await rm(outside, { recursive: true, force: true });
	});

	const open = async (outputFolder: string, options: Parameters<typeof openWindow>[0] = {}) => {
		const workspace = await hostileWorkspace(evil.origin, outside, outputFolder);
		window = await openWindow({ workspace, settings: { 'ideogram.baseUrl': api.origin }, ...options });
		await rm(path.dirname(workspace), { recursive: true });
		return window;
	};

	const setKey = async (opened: EditorWindow) => {
		await opened.palette('Ideogram: Set API Key');
		await opened.quickInput.waitForTitle('Ideogram API Key');
		await opened.quickInput.type(KEY);
		await opened.quickInput.accept();
		await (await opened.notification('Ideogram accepts it')).dismiss();
	};

	it('cannot write beside itself', async () => {
		const opened = await open('../outside');
		await setKey(opened);
		await opened.openFile('docs/guide.md');
		await opened.palette('Ideogram: Generate Image');
		const refused = await opened.notification('outside of this workspace');
		assert.deepEqual(await refused.buttons(), ['Open Setting']);
		await opened.screenshotWhenStill('outside');
		assert.deepEqual(evil.requests, []);
		assert.equal(api.accepted.length, 0);
	});

	it('cannot change where the key goes, nor lift the cap', async () => {
		const settings = { 'ideogram.baseUrl': api.origin, 'ideogram.budget.day': 0.05 };
		const opened = await open('auto', { settings });
		await setKey(opened);
		await opened.openFile('docs/guide.md');
		await opened.palette('Ideogram: Generate Image');
		await opened.quickInput.waitForTitle(/to public\/img/);
		await opened.quickInput.type('A fox');
		await opened.quickInput.accept();
		const over = await opened.notification(
			'only $0.05 of your $0.05 for today is left; it renews at midnight',
		);
		assert.deepEqual(await over.buttons(), ["Raise Today's Limit", 'Open Setting']);
		await opened.screenshotWhenStill('over-limit');
		assert.deepEqual(evil.requests, []);
		assert.equal(api.accepted.length, 0);
	});

	it('cannot lead images out through a symbolic link', async () => {
		const opened = await open('linked/deeper');
		await setKey(opened);
		await opened.openFile('docs/guide.md');
		await opened.palette('Ideogram: Generate Image');
		await opened.notification('outside of this workspace');
		assert.deepEqual(await readdir(outside), []);
		assert.equal(api.accepted.length, 0, 'known before anything is paid');
		assert.deepEqual(evil.requests, []);
	});

	it('that is not trusted gets nothing: no request, no file, one sentence why', async () => {
		const opened = await open('auto', { trust: true });
		await opened.statusBarItem(/Restricted Mode/).text();
		await opened.openFile('docs/guide.md');
		await opened.palette('Ideogram: Generate Image');
		const refused = await opened.notification('until you trust this workspace');
		assert.deepEqual(await refused.buttons(), ['Manage Workspace Trust']);
		await opened.screenshotWhenStill('untrusted');
		await opened.palette('Ideogram: Set API Key');
		await opened.quickInput.waitForTitle('Ideogram API Key');
		await opened.quickInput.type(KEY);
		await opened.quickInput.accept();
		await opened.notification('Key saved, not checked: nothing is sent until you trust this workspace.');
		assert.deepEqual(api.requests, []);
		assert.deepEqual(evil.requests, []);
	});
});
