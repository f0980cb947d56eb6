import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Records } from '../../src/store/records.ts';
import { createPanel, type Panel } from '../../src/studio/panel.ts';
import { createFakeImages } from '../page/fakeImages.ts';
import { createFakeMake } from '../page/fakeMake.ts';
import { createFakeRecords } from '../page/fakeRecords.ts';
import { sampleEntry } from '../page/samples.ts';
import { outsideFolder, removeFolders, until } from './support.ts';

/** The panel's tabs, as the editor tells of them. */
function tabs(): readonly vscode.Tab[] {
	return vscode.window.tabGroups.all
		.flatMap((group) => group.tabs)
		.filter(
			({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('ideogram.panel'),
		);
}

describe('the panel', () => {
	let folder: string;
	let panel: Panel;
	const records = createFakeRecords({ entries: [sampleEntry(0), sampleEntry(1)] });
	const asked: string[] = [];
	const refused: string[] = [];

	before(async () => {
		folder = await outsideFolder();
		for (const name of ['images', 'thumbnails']) {
			mkdirSync(path.join(folder, name));
		}
		const extension = vscode.extensions.getExtension('ideogram-assets.ideogram-assets');
		assert.ok(extension);
		const noAction = async () => {};
		const thumbnail = path.join(folder, 'thumbnails', 'one.webp');
		writeFileSync(thumbnail, '');
		panel = createPanel({
			extensionUri: extension.extensionUri,
			pictureFolders: [path.join(folder, 'images'), path.join(folder, 'thumbnails')],
			log: (message) => refused.push(message),
			welcome: { canMake: async () => true, useSandbox: noAction, setKey: noAction },
			make: createFakeMake(records, asked),
			history: {
				records: async () => records as unknown as Records,
				imagePath: (file) => path.join(folder, 'images', file),
				thumbnails: {
					async of({ version }) {
						asked.push(`thumbnail ${version.at(-1)}`);
						return thumbnail;
					},
				},
				actions: {
					insert: noAction,
					openFile: noAction,
					generateAgain: noAction,
				},
				revert: async () => undefined,
			},
			images: createFakeImages(records, asked),
			spending: {
				records: async () => records as unknown as Records,
				async spendingContext() {
					asked.push('spending');
					return {
						machine: 'maple',
						remote: false,
						caps: {},
						today: { day: 0, agentsDay: 0, month: 0 },
						overrides: [],
						oldPrices: [],
					};
				},
				exportSpending: noAction,
			},
		});
	});

	after(async () => {
		panel.dispose();
		await removeFolders(folder);
	});

	it('opens with its page alive: what is in sight is asked for, and nothing of it is refused', async () => {
		panel.show('history', { words: 'o' });
		await until(() => records.queries.length > 0 && asked.includes('thumbnail 1'));
		assert.equal(records.queries[0]?.words, 'o');
		assert.equal(tabs().length, 1);
		assert.deepEqual(refused, []);
	});

	it('is one, and shows another view in the same place', async () => {
		panel.show('spending');
		await until(() => asked.includes('spending'));
		assert.equal(tabs().length, 1);
	});

	it('asks anew when something has changed', async () => {
		const reports = () => asked.filter((what) => what === 'spending').length;
		const [queries, before] = [records.queries.length, reports()];
		panel.notifyChanged('spending');
		await until(() => reports() > before);
		panel.show('history', { words: 'o' });
		await until(() => records.queries.length > queries);
		const searched = records.queries.length;
		panel.notifyChanged('history');
		await until(() => records.queries.length > searched);
	});

	it('comes back after it was hidden, with what it was to show meanwhile', async () => {
		await vscode.workspace.openTextDocument({ content: 'over it' }).then(vscode.window.showTextDocument);
		const before = records.queries.length;
		panel.show('history', { words: 'fox' });
		await until(() => records.queries.slice(before).some(({ words }) => words === 'fox'));
		assert.equal(tabs().length, 1);
	});

	it('goes when it is closed, and opens again', async () => {
		await vscode.window.tabGroups.close(tabs());
		await until(() => tabs().length === 0);
		panel.notifyChanged('history');
		const before = records.queries.length;
		panel.show('history');
		await until(() => records.queries.length > before);
		panel.dispose();
		await until(() => tabs().length === 0);
	});
});
