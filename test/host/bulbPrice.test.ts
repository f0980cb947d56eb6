import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { describe as describeOperation } from '../../src/api/operations/describe.ts';
import { createImageActions } from '../../src/editor/imageActions.ts';
import type { Parts } from '../../src/editor/parts.ts';
import { type AgentRig, makeAgentRig, setOwn } from './agentRig.ts';
import { removeFolders, scratchFolder, writeFiles } from './support.ts';

/** Whatever is asked, however long it takes. */
const forEver = new Promise<never>(() => {});

describe('The price of an alt text at the light bulb', () => {
	let rig: AgentRig;
	let folder: vscode.Uri;

	beforeEach(async () => {
		rig = await makeAgentRig();
		folder = await scratchFolder();
	});
	afterEach(async () => {
		await setOwn('ideogram.pricing.overrides', undefined);
		await rig[Symbol.asyncDispose]();
		await removeFolders(folder);
	});

	const uriOf = (name: string) => vscode.Uri.joinPath(folder, name);
	const partsWith = (own: Partial<Parts> = {}) => {
		const workspaceState = { get: () => undefined };
		// Where the store is, as far as it matters: somewhere that exists.
		return {
			...rig.parts,
			context: { workspaceState, globalStorageUri: folder },
			...own,
		} as unknown as Parts;
	};
	/** What is offered at `‸`, alt texts only. */
	const offered = async (marked: string, parts = partsWith(), moment: Promise<unknown> = forEver) => {
		await writeFiles(folder, { 'a.md': marked.replace('‸', '') });
		const document = await vscode.workspace.openTextDocument(uriOf('a.md'));
		const edit = new vscode.WorkspaceEdit();
		edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), marked.replaceAll('‸', ''));
		await vscode.workspace.applyEdit(edit);
		const [from, to] = [marked.indexOf('‸'), marked.lastIndexOf('‸') - 1];
		const range = new vscode.Range(document.positionAt(from), document.positionAt(Math.max(from, to)));
		const actions = await createImageActions(parts).at(document, range, moment);
		return actions.map(({ title }) => title).filter((title) => title.startsWith('Write Alt Text'));
	};
	const describeFile = async (name: string) => {
		const job = await rig.parts.jobs.start({
			operation: describeOperation,
			input: { image: { name, bytes: await vscode.workspace.fs.readFile(uriOf(name)) } },
			target: await rig.parts.targets.current(),
			source: 'person',
			workspace: undefined,
		});
		await job?.done;
	};

	it('is that of a description, until the same bytes have been described', async () => {
		await rig.image(folder, 'fox.png');
		assert.deepEqual(await offered('![](f‸ox.png)\n'), ['Write Alt Text, $0.01']);
		await describeFile('fox.png');
		assert.deepEqual(await offered('![](f‸ox.png)\n'), ['Write Alt Text, free']);
		await vscode.workspace.fs.copy(uriOf('fox.png'), uriOf('same.png'));
		assert.deepEqual(await offered('![](sa‸me.png)\n'), ['Write Alt Text, free']);
	});

	it('is paid again once the file is another one, or History was deleted', async () => {
		await rig.image(folder, 'fox.png');
		await describeFile('fox.png');
		const codec = await rig.parts.codec.open();
		const other = await codec.encodePng({ width: 8, height: 8, data: new Uint8ClampedArray(256).fill(9) });
		const parts = partsWith();
		assert.deepEqual(await offered('![](f‸ox.png)\n', parts), ['Write Alt Text, free']);
		const before = await vscode.workspace.fs.readFile(uriOf('fox.png'));
		await vscode.workspace.fs.writeFile(uriOf('fox.png'), other);
		assert.deepEqual(await offered('![](f‸ox.png)\n', parts), ['Write Alt Text, $0.01']);
		await vscode.workspace.fs.writeFile(uriOf('fox.png'), before);
		assert.deepEqual(await offered('![](f‸ox.png)\n', parts), ['Write Alt Text, free']);
		await (await rig.parts.store()).records.clearHistory(Date.now());
		assert.deepEqual(await offered('![](f‸ox.png)\n', parts), ['Write Alt Text, $0.01']);
	});

	it('is nothing where nothing can be described: elsewhere, missing, or a drawing', async () => {
		await writeFiles(folder, { 'logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' });
		for (const target of ['https://x.example/f‸ox.png', 'mis‸sing.png', 'lo‸go.svg']) {
			assert.deepEqual(await offered(`![](${target})\n`), ['Write Alt Text, free'], target);
		}
	});

	it('is at most that of a description in a link, whose words cost nothing', async () => {
		await rig.image(folder, 'fox.png');
		assert.deepEqual(await offered('[![](f‸ox.png) Foxes](https://x.example)\n'), [
			'Write Alt Text, up to $0.01',
		]);
	});

	it('is that of each image where several are selected', async () => {
		await rig.image(folder, 'fox.png');
		await describeFile('fox.png');
		await vscode.workspace.fs.writeFile(
			uriOf('owl.png'),
			await (await rig.parts.codec.open()).encodePng({
				width: 8,
				height: 8,
				data: new Uint8ClampedArray(256),
			}),
		);
		assert.deepEqual(await offered('‸![](fox.png)\n\n![](owl.png)\n‸'), [
			'Write Alt Text, free',
			'Write Alt Text, $0.01',
		]);
	});

	it('is the most it can be where the answer takes longer than a moment, or does not come', async () => {
		await rig.image(folder, 'fox.png');
		await describeFile('fox.png');
		const upTo = ['Write Alt Text, up to $0.01'];
		const silent = partsWith({ store: () => forEver });
		assert.deepEqual(await offered('![](f‸ox.png)\n', silent, Promise.resolve()), upTo);
		const broken = partsWith({ store: async () => Promise.reject(new Error('The disk is full.')) });
		assert.deepEqual(await offered('![](f‸ox.png)\n', broken), upTo);
	});

	it('follows a rate of the person’s own, and asks nobody where that is nothing', async () => {
		await rig.image(folder, 'fox.png');
		await setOwn('ideogram.pricing.overrides', { describe: 0.02 });
		assert.deepEqual(await offered('![](f‸ox.png)\n'), ['Write Alt Text, $0.02']);
		await setOwn('ideogram.pricing.overrides', { describe: 0 });
		const silent = partsWith({ store: () => forEver });
		assert.deepEqual(await offered('![](f‸ox.png)\n', silent), ['Write Alt Text, free']);
	});

	it('opens no store where there is none yet', async () => {
		await rig.image(folder, 'fox.png');
		let opened = 0;
		const parts = partsWith({
			store: async () => {
				opened++;
				return rig.parts.store();
			},
			context: { workspaceState: { get: () => undefined }, globalStorageUri: uriOf('none') } as never,
		});
		assert.deepEqual(await offered('![](f‸ox.png)\n', parts), ['Write Alt Text, $0.01']);
		assert.equal(opened, 0);
	});
});
