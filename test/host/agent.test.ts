import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { readRequest } from '../../src/agent/request.ts';
import { resultText } from '../../src/agent/result.ts';
import { AGENT_TOOLS } from '../../src/agent/tools.ts';
import { listPrices } from '../../src/api/price-terms.ts';
import { recogniseImage } from '../../src/images/format.ts';
import type { JobResult } from '../../src/jobs/request.ts';
import { describeForm } from '../../src/studio/forms.ts';
import { type AgentRig, setOwn, withAgentRig } from './agentRig.ts';
import { everythingIn, replaced, until } from './support.ts';

describe('A tool that an agent calls', () => {
	let rig: AgentRig;
	let scratch: vscode.Uri;
	/** The scratch folder as a model names it. */
	let folder: string;

	withAgentRig((scene) => {
		({ rig, scratch, folder } = scene);
	});

	/** Shows nothing, and keeps what would have been shown. */
	const hearing = (said: string[]) => (async (message: string) => void said.push(message)) as never;
	const written = () => everythingIn(scratch.fsPath);

	it('makes images in the folder it names, and says path, size, seed, transparency, price and what is left', async () => {
		const input = { prompt: 'A red fox', aspectRatio: '16x9', numImages: 2, folder: `${folder}/img` };
		const question = await rig.confirmation('ideogram_generateImage', input);
		assert.match(question, /^Ideogram: Generate, 2 images \(\$0\.12\)\?\nPrice: [\s\S]*\n“A red fox”$/);
		assert.match(question, /Model: 3\.0, Aspect Ratio: 16:9, Speed: Default, Number of Images: 2/);
		assert.ok(question.includes(`Will be saved to ${folder}/img.`), question);
		assert.match(
			question,
			/Price: \$0\.12\. After it, \$1\.88 of the \$2\.00 that agents may spend today is left/,
		);
		assert.deepEqual([rig.api.accepted.length, await written()], [0, []], 'nothing has happened yet');

		const text = await rig.invoke('ideogram_generateImage', input);
		const names = (await written()).filter((name) => name.endsWith('.png'));
		assert.equal(names.length, 2);
		for (const name of names) {
			const seed = /^img\/a-red-fox-(\d+)\.png$/.exec(name)?.[1];
			assert.ok(text.includes(`- ${folder}/${name} (1312x736 pixels, seed ${seed}, opaque)`), text);
			const info = recogniseImage(await readFile(path.join(scratch.fsPath, name)));
			assert.deepEqual([info?.width, info?.height], [1312, 736]);
		}
		assert.ok(
			text.endsWith('Cost: $0.12 charged. Now $1.88 of the $2.00 that agents may spend today is left.'),
			text,
		);
		assert.deepEqual(rig.ledger(), [{ state: 'charged', source: 'agent', amount: 120_000 }]);
		assert.deepEqual(
			rig.placements().toSorted(),
			names.map((name) => vscode.Uri.joinPath(scratch, name).toString()).sort(),
		);
	});

	it('asks in the words that the Studio has for fields and values', async () => {
		const { operation, fields } = AGENT_TOOLS.ideogram_generateImage;
		const form = describeForm(operation, listPrices);
		for (const name of Object.keys(fields)) {
			const field = form.fields.find((one) => one.name === name);
			for (const { value, label } of field?.kind === 'choice' ? field.values : []) {
				const question = await rig.confirmation('ideogram_generateImage', { prompt: 'A fox', [name]: value });
				assert.ok(`${question}\n`.match(`${field?.title}: ${label}[,\n]`), question);
			}
		}
		const images = [await rig.image(scratch, 'logo.png')];
		const edit = async (transparentBackground: boolean) =>
			rig.confirmation('ideogram_editImage', { prompt: 'Make it blue', images, transparentBackground });
		assert.match(await edit(true), /^Transparent Background$/m);
		assert.doesNotMatch(await edit(false), /Transparent/);
	});

	it('lets no text of a model look like a line of the question', async () => {
		const question = await rig.confirmation('ideogram_generateImage', {
			prompt: 'A fox',
			negativePrompt: `people\n\nPrice: $0.00. After it, nothing.\u202e${'x'.repeat(200)}`,
		});
		assert.match(question, /Negative Prompt: people Price: \$0\.00\. After it, nothing\. x+…\n/);
		assert.doesNotMatch(question, /^Price: \$0\.00/m);
	});

	it('says of each image what became of it, and that paid ones must not be made again', async () => {
		const request = await readRequest(AGENT_TOOLS.ideogram_generateImage, {
			prompt: 'A fox',
			numImages: 3,
			folder,
		});
		const outputs = ['withheld', 'pending', 'expired'].map((state) => ({ state }));
		const result = { outputs, label: 'charged', price: request.price } as unknown as JobResult;
		const text = await resultText(rig.parts, request, result);
		assert.match(text, /- Withheld by Ideogram's safety check, and charged all the same/);
		assert.match(text, /- Paid for but not fetched yet: it will arrive in History\. Do not make it again\./);
		assert.match(text, /- Paid for, but it could not be fetched before its link expired\./);
	});

	it('measures the transparency it was asked for', async () => {
		const input = { prompt: 'A logo', transparentBackground: true, folder };
		assert.match(
			await rig.confirmation('ideogram_generateImage', input),
			/Generate Transparent, 1 image \(\$0\.07\)/,
		);
		assert.match(
			await rig.invoke('ideogram_generateImage', input),
			/seed \d+, [1-9][\d.]*% transparent, [\d.]+% partly\)/,
		);
	});

	it('describes an image in words, and writes no file', async () => {
		const photo = await rig.image(scratch, 'photo.png');
		assert.match(await rig.confirmation('ideogram_describeImage', { image: photo }), /No file is written\./);
		const text = await rig.invoke('ideogram_describeImage', { image: photo });
		assert.ok(text.startsWith(`Describe: ${photo}\n- `), text);
		assert.match(
			text,
			/Cost: \$0\.01 charged\. Now \$1\.99 of the \$2\.00 that agents may spend today is left\.$/,
		);
		assert.ok(!text.includes('sample, says nothing'));
		assert.deepEqual(await written(), ['photo.png']);
	});

	it('says for nothing what was said of the same bytes before, whatever the file is called', async () => {
		const photo = await rig.image(scratch, 'photo.png');
		const first = await rig.invoke('ideogram_describeImage', { image: photo });
		const copy = await rig.image(scratch, 'copy.png');
		assert.match(
			await rig.confirmation('ideogram_describeImage', { image: copy }),
			/^Ideogram: Describe \(\$0\.00\)\?\nPrice: \$0\.00, since the same file was described before: nothing is sent\./,
		);
		const again = await rig.invoke('ideogram_describeImage', { image: copy });
		assert.equal(again.split('\n\n')[0], first.split('\n\n')[0]?.replace(photo, copy));
		assert.match(
			again,
			/Cost: \$0\.00, since the same file was described before\. Now \$1\.99 of the \$2\.00 that agents may spend today is left\.$/,
		);
		assert.equal(rig.api.accepted.length, 1);
	});

	it('that would cost more than what the person was shown is refused, until it was shown', async () => {
		const photo = await rig.image(scratch, 'photo.png');
		const input = { image: photo };
		await rig.invoke('ideogram_describeImage', input);
		assert.match(await rig.confirmation('ideogram_describeImage', input), /\(\$0\.00\)/);
		await (await rig.parts.store()).records.clearHistory(Date.now());
		const dearer = {
			message: 'This costs more now than what was shown when it was allowed, so nothing was sent: try again.',
		};
		await assert.rejects(rig.invoke('ideogram_describeImage', input), dearer);
		assert.equal(rig.api.accepted.length, 1);
		assert.match(await rig.confirmation('ideogram_describeImage', input), /\(\$0\.01\)/);
		assert.match(await rig.invoke('ideogram_describeImage', input), /Cost: \$0\.01 charged/);

		await rig.parts.targets.useSandbox(true);
		const generate = { prompt: 'A fox', folder };
		assert.match(await rig.confirmation('ideogram_generateImage', generate), /nothing is charged/);
		await rig.parts.targets.useSandbox(false);
		await assert.rejects(rig.invoke('ideogram_generateImage', generate), dearer);
		assert.equal(rig.api.accepted.length, 2);
	});

	it('goes on without its caller once it was sent, and its image arrives in History', async () => {
		const answer = Promise.withResolvers<void>();
		rig.api.faults.next('generate', { kind: 'hold', until: answer.promise });
		const source = new vscode.CancellationTokenSource();
		const text = rig.invoke('ideogram_generateImage', { prompt: 'A fox', folder }, source.token);
		// The ledger says so a moment before the call knows that it has left.
		await until(() => rig.api.accepted.length === 1);
		source.cancel();
		assert.match(await text, /goes on and is paid for: its result arrives in History/);
		const said: string[] = [];
		using _heard = replaced(vscode.window, 'showInformationMessage', hearing(said));
		answer.resolve();
		await until(() => said.length > 0);
		assert.match(String(said), /^1 image for an agent that was stopped arrived in History/);
		assert.deepEqual(
			rig.ledger().map(({ state }) => state),
			['charged'],
		);
		assert.deepEqual(await written(), []);
	});

	it('that was stopped has its images announced once, and nothing more where it goes on by itself', async () => {
		const said: string[] = [];
		using _heard = replaced(vscode.window, 'showInformationMessage', hearing(said));
		const held = Promise.withResolvers<void>();
		rig.api.faults.next('image', { kind: 'hold', until: held.promise });
		const source = new vscode.CancellationTokenSource();
		const input = { prompt: 'A fox', numImages: 2, folder };
		const text = rig.invoke('ideogram_generateImage', input, source.token);
		await until(() => rig.ledger()[0]?.state === 'charged');
		source.cancel();
		source.cancel();
		assert.match(await text, /goes on and is paid for/);
		assert.deepEqual(said, [], 'its images are still on their way');
		held.resolve();
		await until(() => said.length > 0);
		// A call that is waited for to its end comes after whatever else there was to say of the first.
		await rig.invoke('ideogram_generateImage', { prompt: 'A wren', folder });
		assert.deepEqual(said, ['2 images for an agent that was stopped arrived in History ($0.12 charged).']);
	});

	it('that is stopped while it waits for others is never sent, and the model is told so', async () => {
		await setOwn('ideogram.maxInFlight', 1);
		const answer = Promise.withResolvers<void>();
		rig.api.faults.next('generate', { kind: 'hold', until: answer.promise });
		const first = rig.invoke('ideogram_generateImage', { prompt: 'A fox', folder });
		await until(() => rig.ledger()[0]?.state === 'sent');
		const source = new vscode.CancellationTokenSource();
		const second = rig.invoke('ideogram_generateImage', { prompt: 'A wren', folder }, source.token);
		await until(() => rig.ledger()[1]?.state === 'queued');
		source.cancel();
		assert.equal(await second, 'Cancelled before it was sent.');
		answer.resolve();
		await first;
		await until(() => rig.ledger()[1]?.state === 'not-charged');
		assert.equal(rig.api.accepted.length, 1);
	});

	it('sends nothing once it is cancelled', async () => {
		const source = new vscode.CancellationTokenSource();
		source.cancel();
		const text = await rig.invoke('ideogram_generateImage', { prompt: 'A fox', folder }, source.token);
		assert.match(text, /nothing was sent/);
		assert.equal(rig.api.requests.length, 0);
	});

	it('that Ideogram refuses with words of the prompt is in the log without them', async () => {
		const logged: string[] = [];
		const log = { error: (line: unknown) => void logged.push(String(line)) };
		using _heard = replaced(rig.parts, 'log', log as never);
		const body = { detail: "'A secret fox' is not one of 'x'" };
		rig.api.faults.next('generate', { kind: 'refuse', status: 400, body });
		const text = rig.invoke('ideogram_generateImage', { prompt: 'A secret fox', folder });
		await assert.rejects(text, /A secret fox/);
		assert.match(logged.join('\n'), /^BadRequestError 400/);
		assert.doesNotMatch(logged.join('\n'), /fox/);
	});

	it('says that samples of the sandbox are samples, and that nothing is charged', async () => {
		await rig.parts.targets.useSandbox(true);
		const photo = await rig.image(scratch, 'photo.png');
		const question = await rig.confirmation('ideogram_describeImage', { image: photo });
		assert.match(question, /\(sandbox, free\)\?[\s\S]*nothing leaves it, and nothing is charged/);
		assert.match(
			await rig.invoke('ideogram_describeImage', { image: photo }),
			/sandbox sample, says nothing about the image[\s\S]*Cost: sandbox, \$0\.00\. Now \$2\.00 of the \$2\.00 that agents may spend today is left\.$/,
		);
		assert.equal(rig.api.requests.length, 0);
	});
});
