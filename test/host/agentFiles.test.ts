import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type * as vscode from 'vscode';
import { readRequest } from '../../src/agent/request.ts';
import { resultText } from '../../src/agent/result.ts';
import { AGENT_TOOLS } from '../../src/agent/tools.ts';
import { recogniseImage } from '../../src/images/format.ts';
import type { JobResult } from '../../src/jobs/request.ts';
import { type AgentRig, withAgentRig } from './agentRig.ts';
import { everythingIn, outsideFolder, removeFolders, setForWorkspace } from './support.ts';

describe('A tool that an agent calls', () => {
	let rig: AgentRig;
	let scratch: vscode.Uri;
	/** The scratch folder as a model names it. */
	let folder: string;

	withAgentRig((scene) => {
		({ rig, scratch, folder } = scene);
	});

	const written = () => everythingIn(scratch.fsPath);

	it('names the file and its format as it is told to, and overwrites nothing', async () => {
		await writeFile(path.join(scratch.fsPath, 'hero.png'), 'mine');
		const input = { prompt: 'A fox', folder, fileName: 'hero.png' };
		assert.match(await rig.invoke('ideogram_generateImage', input), /hero-1\.png/);
		assert.match(await rig.invoke('ideogram_generateImage', { ...input, fileName: 'v1.2' }), /\/v1\.2\.png/);
		const webp = { ...input, fileName: 'hero.webp' };
		assert.ok(
			(await rig.confirmation('ideogram_generateImage', webp)).includes(
				`Will be saved to ${folder}/hero.webp.`,
			),
		);
		await rig.invoke('ideogram_generateImage', webp);
		assert.equal(recogniseImage(await readFile(path.join(scratch.fsPath, 'hero.webp')))?.type, 'webp');
		const clear = { ...input, fileName: 'clear.jpg', transparentBackground: true };
		assert.ok(
			(await rig.confirmation('ideogram_generateImage', clear)).includes(
				`Will be saved to ${folder}/clear.png.`,
			),
		);
		await rig.invoke('ideogram_generateImage', clear);
		assert.deepEqual(await written(), ['clear.png', 'hero-1.png', 'hero.png', 'hero.webp', 'v1.2.png']);
		assert.equal(await readFile(path.join(scratch.fsPath, 'hero.png'), 'utf8'), 'mine');
	});

	it('saves in the format that the settings want', async () => {
		await setForWorkspace('ideogram.format', 'webp');
		try {
			await rig.invoke('ideogram_generateImage', { prompt: 'A fox', seed: 7, folder });
			await rig.invoke('ideogram_removeBackground', { image: await rig.image(scratch, 'logo.png') });
		} finally {
			await setForWorkspace('ideogram.format', undefined);
		}
		assert.deepEqual(await written(), ['a-fox-7.webp', 'logo.no-background.webp', 'logo.png']);
	});

	it('does not save what should be transparent and is not, and says so', async () => {
		const logo = await rig.image(scratch, 'logo.png');
		const request = await readRequest(AGENT_TOOLS.ideogram_removeBackground, { image: logo });
		const store = await rig.parts.store();
		await mkdir(store.imagePath('call'), { recursive: true });
		await copyFile(path.join(scratch.fsPath, 'logo.png'), store.imagePath('call/result.png'));
		const output = { state: 'saved', file: 'call/result.png', seed: null };
		const result = { outputs: [output], label: 'charged', price: request.price } as unknown as JobResult;
		assert.match(
			await resultText(rig.parts, request, result),
			/The result has no transparency, so it was not used; it is kept in History\. \(640x512 pixels, opaque\)/,
		);
		assert.deepEqual(await written(), ['logo.png']);
	});

	it('puts what it makes of a file beside it', async () => {
		const logo = await rig.image(scratch, 'logo.png');
		const cut = await rig.confirmation('ideogram_removeBackground', { image: logo });
		assert.match(cut, /^Ideogram: Remove Background, 1 image \(\$0\.01\)\?/);
		assert.ok(cut.includes(`Will be saved as ${folder}/logo.no-background.png; the original stays.`), cut);
		assert.ok(cut.includes(`Sent to ${new URL(rig.api.origin).host}: ${logo}.`), cut);
		assert.match(
			await rig.invoke('ideogram_removeBackground', { image: logo }),
			/logo\.no-background\.png \(\d+x\d+ pixels, [\d.]+% transparent/,
		);
		const edit = { prompt: 'Make it blue', images: [path.join(scratch.fsPath, 'logo.png')] };
		assert.match(await rig.confirmation('ideogram_editImage', edit), /\(\$0\.20\)\?[\s\S]*“Make it blue”$/);
		assert.match(
			await rig.invoke('ideogram_editImage', edit),
			/logo\.edited\.png \(\d+x\d+ pixels, seed \d+, opaque\)/,
		);
		assert.deepEqual(await written(), ['logo.edited.png', 'logo.no-background.png', 'logo.png']);
		assert.deepEqual(
			rig.ledger().map(({ source }) => source),
			['agent', 'agent'],
		);
	});

	it('sends nothing where its images could not be saved', async () => {
		const outside = await outsideFolder();
		try {
			await symlink(outside, path.join(scratch.fsPath, 'away'));
			await writeFile(path.join(scratch.fsPath, 'file'), '');
			const input = { prompt: 'A fox', folder: `${folder}/file/img` };
			assert.match(
				await rig.refusal('ideogram_generateImage', input),
				/^Nothing can be written into .+\/file: make it a folder that is writable\. Nothing was sent\.$/,
			);
			await setForWorkspace('ideogram.outputFolder', `${folder}/away`);
			assert.match(
				await rig.refusal('ideogram_generateImage', { prompt: 'A fox' }),
				/away is outside of this workspace.+Nothing was sent\.$/,
			);
			assert.deepEqual([rig.api.requests.length, rig.ledger()], [0, []]);
		} finally {
			await setForWorkspace('ideogram.outputFolder', undefined);
			await removeFolders(outside);
		}
	});

	it('puts what it makes of a file beside it, whatever that is called', async function () {
		if (process.platform === 'win32') {
			this.skip(); // No file can have such names there.
		}
		const odd = await rig.image(scratch, '10:30 "a".png');
		const question = await rig.confirmation('ideogram_removeBackground', { image: odd });
		assert.ok(question.includes(`${folder}/10-30 -a-.no-background.png; the original stays.`), question);
		await rig.invoke('ideogram_removeBackground', { image: odd });
		assert.deepEqual(await written(), ['10-30 -a-.no-background.png', '10:30 "a".png']);
	});
});
