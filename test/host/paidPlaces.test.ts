import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { recallChoices } from '../../src/editor/draft.ts';
import { fixImages } from '../../src/editor/fix/fixImages.ts';
import { fillMissing } from '../../src/editor/missing/fillMissing.ts';
import { missingImages } from '../../src/editor/missing/missingImages.ts';
import type { Parts } from '../../src/editor/parts.ts';
import { type AgentRig, makeAgentRig, setOwn } from './agentRig.ts';
import {
	everythingIn,
	outsideFolder,
	removeFolders,
	replaced,
	scratchFolder,
	until,
	writeFiles,
} from './support.ts';

describe('Where an image goes that is paid for', () => {
	let rig: AgentRig;
	let scratch: vscode.Uri;
	let outside: string;
	let heard: string[];
	let listening: readonly Disposable[];

	beforeEach(async () => {
		rig = await makeAgentRig();
		scratch = await scratchFolder();
		outside = await outsideFolder();
		await setOwn('ideogram.fixedImage', 'beside');
		heard = [];
		const hear = async (message: string) => void heard.push(message);
		listening = (['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const).map((name) =>
			replaced(vscode.window, name, hear as never),
		);
	});

	afterEach(async () => {
		for (const each of listening) {
			each[Symbol.dispose]();
		}
		await setOwn('ideogram.fixedImage', undefined);
		await rig[Symbol.asyncDispose]();
		await removeFolders(scratch, outside);
	});

	const parts = () => ({ ...rig.parts, context: rig.context }) as unknown as Parts;
	const said = async (): Promise<string> => {
		await until(() => heard.length > 0);
		return heard.join('\n');
	};
	const nothingSent = () => assert.deepEqual([rig.api.requests.length, rig.ledger()], [0, []]);
	const fill = async (text: string) => {
		await writeFiles(scratch, { 'a.html': text });
		const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(scratch, 'a.html'));
		const found = await missingImages(document, recallChoices(rig.context.workspaceState));
		assert.equal(found.length, 1);
		await fillMissing(parts(), found);
		return said();
	};

	it('has a name that every system takes, beside a file that has none', async function () {
		if (process.platform === 'win32') {
			this.skip(); // No file can have such names there.
		}
		await rig.image(scratch, '2024-01-01T10:00:00.png');
		await fixImages(parts(), 'removeBackground', [vscode.Uri.joinPath(scratch, '2024-01-01T10:00:00.png')]);
		assert.match(await said(), /^Saved .+\/2024-01-01T10-00-00\.no-background\.png \(\$0\.01 charged\)\.$/);
		assert.deepEqual(await everythingIn(scratch.fsPath), [
			'2024-01-01T10-00-00.no-background.png',
			'2024-01-01T10:00:00.png',
		]);
	});

	it('is in this workspace: nothing is sent for a file in a folder that is linked from elsewhere', async () => {
		await rig.image(vscode.Uri.file(outside), 'hero.png');
		await symlink(outside, path.join(scratch.fsPath, 'away'));
		await fixImages(parts(), 'removeBackground', [vscode.Uri.joinPath(scratch, 'away/hero.png')]);
		assert.match(await said(), /away is outside of this workspace/);
		nothingSent();
		assert.deepEqual(await everythingIn(outside), ['hero.png']);
	});

	for (const name of ['16:9.png', 'aux.png', 'what%3F.png']) {
		it(`is not called ${name} because a text says so: nothing is sent for it`, async () => {
			assert.match(
				await fill(`<img src="img/${name}" alt="A fox">`),
				/is no file name that every system takes: use another one\.$/,
			);
			nothingSent();
		});
	}

	it('is where a text expects it only within this workspace: nothing is sent for others', async () => {
		await symlink(outside, path.join(scratch.fsPath, 'away'));
		assert.match(
			await fill('<img src="away/img/fox.png" alt="A fox">'),
			/away\/img is outside of this workspace/,
		);
		nothingSent();
	});
});
