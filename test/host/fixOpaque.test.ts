import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { changeImage, fixImages } from '../../src/editor/fix/fixImages.ts';
import type { Parts } from '../../src/editor/parts.ts';
import type { Pixels } from '../../src/images/pixels.ts';
import { draw } from '../unit/images/samples.ts';
import { type AgentRig, makeAgentRig, setOwn } from './agentRig.ts';
import { removeFolders, replaced, scratchFolder, until } from './support.ts';

const clear = (): Pixels => draw(64, 64, (x) => [x * 4, 80, 120, x < 20 ? 0 : 255]);
const opaque = (): Pixels => draw(64, 64, (x) => [x * 4, 80, 120]);

describe('A transparent image that is replaced by one that is not', () => {
	let rig: AgentRig;
	let scratch: vscode.Uri;
	let heard: string[];
	let answers: string[];
	let listening: readonly Disposable[];

	beforeEach(async () => {
		rig = await makeAgentRig();
		scratch = await scratchFolder();
		await setOwn('ideogram.fixedImage', 'replace');
		heard = [];
		answers = [];
		listening = [
			replaced(vscode.window, 'showInformationMessage', (async (message: string) => {
				heard.push(message.replaceAll(`${vscode.workspace.asRelativePath(scratch, false)}/`, ''));
				return answers.shift();
			}) as never),
			replaced(vscode.window, 'showInputBox', async () => 'A fox'),
		];
	});

	afterEach(async () => {
		for (const each of listening) {
			each[Symbol.dispose]();
		}
		await setOwn('ideogram.fixedImage', undefined);
		await rig[Symbol.asyncDispose]();
		await removeFolders(scratch);
	});

	const parts = () => ({ ...rig.parts, context: rig.context }) as unknown as Parts;
	const at = (name: string) => vscode.Uri.joinPath(scratch, name);
	const write = async (name: string, pixels: Pixels) => {
		const { encodePng, encodeWebp } = await rig.parts.codec.open();
		const bytes = await (name.endsWith('.png') ? encodePng(pixels) : encodeWebp(pixels, 'lossless'));
		await vscode.workspace.fs.writeFile(at(name), bytes);
		return Buffer.from(bytes);
	};
	const said = async (count = 1): Promise<readonly string[]> => {
		await until(() => heard.length >= count);
		return heard;
	};

	it('is said to be that, and can be brought back', async () => {
		const before = await write('logo.webp', clear());
		answers.push('Undo');
		await fixImages(parts(), 'remix', [at('logo.webp')]);
		assert.match(
			(await said())[0] ?? '',
			/^Replaced logo\.webp \(\$0\.\d+ charged\): it is no longer transparent\.$/,
		);
		await until(async () => (await readFile(at('logo.webp').fsPath)).equals(before));
	});

	it('is said to be that by Change This Image too', async () => {
		await write('logo.png', clear());
		await changeImage(parts(), at('logo.png'), 'A logo');
		assert.match((await said())[0] ?? '', /^Replaced logo\.png \(.+\): it is no longer transparent\.$/);
	});

	it('is counted among several, and nothing is said of others', async () => {
		await write('logo.png', clear());
		await write('photo.png', opaque());
		await fixImages(parts(), 'remix', [at('photo.png'), [at('photo.png'), at('logo.png')]]);
		assert.match((await said())[0] ?? '', /^Remix: 2 done, 1 no longer transparent \(\$0\.\d+ charged\)\.$/);
		await fixImages(parts(), 'remix', [at('photo.png')]);
		assert.match((await said(2))[1] ?? '', /^Replaced photo\.png \(\$0\.\d+ charged\)\.$/);
	});
});
