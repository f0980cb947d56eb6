import assert from 'node:assert/strict';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { prepareTool } from '../../src/agent/prepare.ts';
import type { AgentToolName } from '../../src/agent/tools.ts';
import { withoutNotices } from '../priceNotice.ts';
import { type AgentRig, setOwn, withAgentRig } from './agentRig.ts';
import { everythingIn, outsideFolder, removeFolders, replaced } from './support.ts';

describe('A tool that an agent calls, held to its limits,', () => {
	let rig: AgentRig;
	let scratch: vscode.Uri;
	let outside: string;
	/** The scratch folder as a model names it. */
	let folder: string;

	withAgentRig((scene) => {
		({ rig, scratch, folder } = scene);
	});

	beforeEach(async () => {
		outside = await outsideFolder();
	});

	afterEach(() => removeFolders(outside));

	it('is stopped by the limit for agents, before the person is asked and when it is called all the same', async () => {
		await setOwn('ideogram.budget.agentsDay', 0.1);
		await rig.invoke('ideogram_generateImage', { prompt: 'A wren', folder });
		const text = await rig.refusal('ideogram_generateImage', { prompt: 'A kite', folder });
		assert.match(
			text,
			/^This costs \$0\.06, but only \$0\.04 of the \$0\.10 that agents may spend today is left/,
		);
		assert.match(text, /Nothing was sent\. Do not try again: only the person can raise the limit/);
		assert.equal(rig.api.accepted.length, 1);
	});

	it('is refused in a workspace that nobody trusts: nothing is sent or written, and one sentence says why', async () => {
		const photo = await rig.image(scratch, 'photo.png');
		const before = await everythingIn(scratch.fsPath);
		{
			using _untrusted = replaced(vscode.workspace, 'isTrusted', false);
			for (const [name, input] of [
				['ideogram_generateImage', { prompt: 'A fox', folder }],
				['ideogram_editImage', { prompt: 'Make it blue', images: [photo] }],
				['ideogram_removeBackground', { image: photo }],
				['ideogram_describeImage', { image: photo }],
			] as const) {
				assert.match(
					await rig.refusal(name, input),
					/^Ideogram Assets sends and writes nothing until the person trusts this workspace\./,
				);
			}
		}
		assert.deepEqual([rig.api.requests, rig.ledger()], [[], []]);
		assert.deepEqual(await everythingIn(scratch.fsPath), before);
		await rig.invoke('ideogram_describeImage', { image: photo });
		assert.equal(rig.api.accepted.length, 1, 'with trust the same call is made');
	});

	it('is held to that limit also where many are called at once', async () => {
		await setOwn('ideogram.budget.agentsDay', 0.12);
		const calls = Array.from({ length: 5 }, (_, n) =>
			rig.invoke('ideogram_generateImage', { prompt: `Fox ${n}`, folder }),
		);
		const ended = await Promise.allSettled(calls);
		assert.equal(ended.filter(({ status }) => status === 'fulfilled').length, 2);
		assert.equal(rig.api.accepted.length, 2);
	});

	it('asks the person again above their own amount, even where the tool is always allowed', async () => {
		await setOwn('ideogram.confirmAbove', 0.1);
		rig.answer = false;
		const text = await rig.invoke('ideogram_generateImage', { prompt: 'A fox', numImages: 2, folder });
		assert.match(text, /The person declined: nothing was sent/);
		assert.deepEqual([rig.asked, rig.api.requests.length], [[120_000], 0]);
		rig.answer = true;
		await rig.invoke('ideogram_generateImage', { prompt: 'A fox', numImages: 2, folder });
		assert.equal(rig.api.accepted.length, 1);
	});

	it('reads no file and writes into no folder outside of the workspace', async () => {
		const secret = path.join(outside, 'secret.png');
		await writeFile(
			secret,
			await readFile(path.join(scratch.fsPath, path.basename(await rig.image(scratch, 'mine.png')))),
		);
		await symlink(secret, path.join(scratch.fsPath, 'link.png'));
		await symlink(outside, path.join(scratch.fsPath, 'away'));
		await symlink(path.join(outside, 'later'), path.join(scratch.fsPath, 'nowhere'));
		const up = '../'.repeat(20);
		const images = [
			secret,
			`${up}${secret.slice(1)}`,
			`${folder}/../../${path.basename(outside)}/secret.png`,
			`${folder}/link.png`,
			`${folder}/away/secret.png`,
			vscode.Uri.file(secret).toString(),
			'https://example.com/secret.png',
			'untitled:secret.png',
			'vscode-userdata:/User/settings.json',
			'//server/share/secret.png',
			'\\\\server\\share\\secret.png',
			'/etc/passwd',
			`${folder}/mine.png\0.txt`,
		];
		for (const file of images) {
			assert.match(
				await rig.refusal('ideogram_removeBackground', { image: file }),
				/outside of this workspace/,
				file,
			);
			assert.match(
				await rig.refusal('ideogram_editImage', { prompt: 'x', images: [file] }),
				/outside of this workspace/,
			);
		}
		for (const place of ['..', up, outside, `${folder}/away`, `${folder}/nowhere/x`, 'file:///tmp', '/']) {
			const input = { prompt: 'A fox', folder: place };
			assert.match(await rig.refusal('ideogram_generateImage', input), /outside of this workspace/, place);
		}
		assert.deepEqual([rig.api.requests.length, await everythingIn(outside)], [0, ['secret.png']]);
	});

	it('sends nothing but images, and says what to correct', async () => {
		await writeFile(path.join(scratch.fsPath, '.env'), 'SECRET=1');
		await writeFile(path.join(scratch.fsPath, 'fake.png'), 'SECRET=1');
		await writeFile(path.join(scratch.fsPath, 'big.png'), Buffer.alloc(10 * 1024 * 1024 + 1));
		await mkdir(path.join(scratch.fsPath, 'folder.png'));
		for (const [name, why] of [
			['.env', /is not a PNG, JPEG or WebP image/],
			['fake.png', /is not a PNG, JPEG or WebP image/],
			['big.png', /is over 10 MB/],
			['folder.png', /is not a file/],
			['missing.png', /There is no file/],
		] as const) {
			const text = await rig.refusal('ideogram_describeImage', { image: `${folder}/${name}` });
			assert.match(text, why);
			assert.match(text, /Nothing was sent: correct the parameter "image"\.$/);
		}
		assert.equal(rig.api.requests.length, 0);
	});

	it('takes nothing that the operation would not take', async () => {
		const hostile: readonly (readonly [AgentToolName, unknown])[] = [
			['ideogram_generateImage', {}],
			['ideogram_generateImage', { prompt: '  ' }],
			['ideogram_generateImage', { prompt: ['A fox'] }],
			['ideogram_generateImage', { prompt: 'x'.repeat(1_000_000) }],
			['ideogram_generateImage', { prompt: 'A fox', numImages: 9 }],
			['ideogram_generateImage', { prompt: 'A fox', numImages: '2' }],
			['ideogram_generateImage', { prompt: 'A fox', numImages: -1 }],
			['ideogram_generateImage', { prompt: 'A fox', numImages: 1.5 }],
			['ideogram_generateImage', { prompt: 'A fox', aspectRatio: '7x7' }],
			['ideogram_generateImage', { prompt: 'A fox', renderingSpeed: 'BALANCED' }],
			['ideogram_generateImage', { prompt: 'A fox', renderingSpeed: 'constructor' }],
			['ideogram_generateImage', { prompt: 'A fox', customModelUri: 'model/x' }],
			['ideogram_generateImage', { prompt: 'A fox', folder: { path: '/' } }],
			['ideogram_generateImage', JSON.parse('{"prompt": "A fox", "__proto__": {"numImages": 1}}')],
			['ideogram_editImage', { prompt: 'x', images: [] }],
			['ideogram_editImage', { prompt: 'x', images: Array.from({ length: 11 }, () => 'a.png') }],
			['ideogram_editImage', { prompt: 'x', images: [{ bytes: [1], name: 'a.png' }] }],
			['ideogram_editImage', { prompt: 'x', images: 'public/img/pixel.png' }],
			['ideogram_removeBackground', { image: new Uint8Array(3) }],
			['ideogram_removeBackground', { image: { name: 'a.png', bytes: new Uint8Array(3) } }],
			['ideogram_describeImage', null],
		];
		for (const [name, input] of hostile) {
			assert.match(await rig.refusal(name, input), /Nothing was sent: correct the parameter/);
		}
		assert.deepEqual([rig.api.requests.length, rig.ledger().length], [0, 0]);
	});

	it('says that a call of unknown outcome must not be tried again', async () => {
		rig.api.faults.next('generate', { kind: 'reset', when: 'after-body' });
		await assert.rejects(
			rig.invoke('ideogram_generateImage', { prompt: 'A fox', folder }),
			(error: Error) => {
				assert.match(error.message, /Do not try again: it may have been charged/);
				return true;
			},
		);
		assert.equal(rig.ledger()[0]?.state, 'unknown');
	});

	it('sends nothing without a key, and says who can give one', async () => {
		await rig.removeKey();
		const text = await rig.refusal('ideogram_generateImage', { prompt: 'A fox', folder });
		assert.match(text, /^No Ideogram API key is stored: ask the person to run/);
		assert.equal(rig.api.requests.length, 0);
	});

	it('shows its prompt as text, whatever it has in it', async () => {
		const prompt = `[Free](command:x) \u202E<b>$0.00</b>\n\n# Price: free ${'x'.repeat(400)}`;
		const { confirmationMessages } = await prepareTool(rig.parts, 'ideogram_generateImage', {
			prompt,
			folder,
		});
		const { title, message } = confirmationMessages ?? {};
		assert.equal(withoutNotices(String(title)), 'Ideogram: Generate, 1 image ($0.06)?');
		assert.ok(message instanceof vscode.MarkdownString);
		const shown = message.value.split('\n\n').at(-1) ?? '';
		assert.ok(shown.startsWith('“\\[Free\\]\\(command\\:x\\) \\<b\\>'), shown);
		assert.ok(!/[\u202E\n]|(?<!\\)[<[(#&:]/.test(shown), shown);
		assert.ok(shown.length < 400 && shown.endsWith('x…”'), shown);
	});
});
