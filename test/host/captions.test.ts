import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { describe as describeOperation } from '../../src/api/operations/describe.ts';
import { describeImages, rememberedCaptions } from '../../src/editor/altText/captions.ts';
import { uploadOf } from '../../src/editor/fix/fixImages.ts';
import { inspect } from '../../src/editor/fix/sources.ts';
import type { Parts } from '../../src/editor/parts.ts';
import { inputFromLedger } from '../../src/editor/storedInput.ts';
import { recogniseImage } from '../../src/images/format.ts';
import { sha256Of } from '../../src/store/replacing.ts';
import { segment, tiff } from '../unit/images/headers.ts';
import { draw } from '../unit/images/samples.ts';
import { type AgentRig, makeAgentRig, setOwn } from './agentRig.ts';
import { removeFolders, replaced, scratchFolder } from './support.ts';

describe('What was paid for to be said of a file that is sent otherwise than it is', () => {
	let rig: AgentRig;
	let scratch: vscode.Uri;

	beforeEach(async () => {
		rig = await makeAgentRig();
		scratch = await scratchFolder();
	});

	afterEach(async () => {
		await rig[Symbol.asyncDispose]();
		await removeFolders(scratch);
	});

	const write = async (name: string, bytes: Uint8Array): Promise<vscode.Uri> => {
		const uri = vscode.Uri.joinPath(scratch, name);
		await vscode.workspace.fs.writeFile(uri, bytes);
		return uri;
	};
	/** A photograph that lies on its side. */
	const turned = async (): Promise<vscode.Uri> => {
		const { encodeJpeg } = await rig.parts.codec.open();
		const file = await encodeJpeg(
			draw(96, 64, (x, y) => [x * 2, y * 3, 120]),
			90,
		);
		const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff(6, true)]));
		return write('turned.jpg', Buffer.concat([file.subarray(0, 2), exif, file.subarray(2)]));
	};
	/** An image of over 10 MB. */
	const large = async (): Promise<vscode.Uri> => {
		const { encodePng } = await rig.parts.codec.open();
		const [width, height] = [1800, 1600];
		const data = new Uint8ClampedArray(randomBytes(width * height * 4));
		return write('large.png', await encodePng({ width, height, data }));
	};
	const describable = async (uri: vscode.Uri) => ({ uri, sha256: sha256Of(await readFile(uri.fsPath)) });
	const parts = () => ({ ...rig.parts, context: rig.context }) as unknown as Parts;
	/** As Describe sends it. */
	const send = async (uri: vscode.Uri): Promise<string> => {
		const { sources } = await inspect([uri]);
		const [source] = sources;
		assert.ok(source);
		const job = await rig.parts.jobs.start({
			operation: describeOperation,
			input: { image: await uploadOf(parts(), source) },
			target: await rig.parts.targets.current(),
			source: 'person',
			workspace: undefined,
		});
		assert.ok(job);
		await job.done;
		return job.callId;
	};

	it('for its alt text is remembered by the file, and told to an agent for nothing', async () => {
		const image = await describable(await turned());
		const found = await describeImages(parts(), [image]);
		assert.deepEqual(found?.failures, []);
		const remembered = await rememberedCaptions(await rig.parts.store(), [image]);
		const caption = found?.captions.get(image.sha256);
		assert.ok(caption && remembered.get(image.sha256)?.startsWith(caption));
		const told = await rig.invoke('ideogram_describeImage', {
			image: vscode.workspace.asRelativePath(image.uri),
		});
		assert.match(told, /Cost: \$0\.00, since the same file was described before\. Now \$\d\.\d\d of the /);
		assert.equal(rig.api.accepted.length, 1);
	});

	for (const [what, make] of [
		['turned', turned],
		['made smaller', large],
	] as const) {
		it(`by Describe is remembered by the file, which was ${what}`, async () => {
			const image = await describable(await make());
			await send(image.uri);
			const remembered = await rememberedCaptions(await rig.parts.store(), [image]);
			assert.ok(remembered.get(image.sha256));
		});
	}

	it('can be asked for again with the very same bytes, as long as the file is what it was', async () => {
		const uri = await turned();
		const { records } = await rig.parts.store();
		const recorded = (await records.callInput(await send(uri)))?.input ?? '';
		const { image } = (await inputFromLedger(recorded, rig.parts.codec)) as { image: { bytes: Uint8Array } };
		assert.equal(recogniseImage(image.bytes)?.orientation, 1);
		assert.equal(sha256Of(image.bytes), JSON.parse(recorded).image.sha256);
		await write('turned.jpg', await (await rig.parts.codec.open()).encodePng(draw(4, 4, () => [0, 0, 0])));
		await assert.rejects(inputFromLedger(recorded, rig.parts.codec), /turned\.jpg is no longer the file/);
	});
});

describe('Images that are described for their alt texts', () => {
	let rig: AgentRig;
	let scratch: vscode.Uri;

	beforeEach(async () => {
		rig = await makeAgentRig();
		scratch = await scratchFolder();
	});

	afterEach(async () => {
		await setOwn('ideogram.maxInFlight', undefined);
		await rig[Symbol.asyncDispose]();
		await removeFolders(scratch);
	});

	const parts = () => ({ ...rig.parts, context: rig.context }) as unknown as Parts;
	const several = async (count: number) => {
		const { encodePng } = await rig.parts.codec.open();
		return Promise.all(
			Array.from({ length: count }, async (_, index) => {
				const bytes = await encodePng(draw(600, 400, (x, y) => [x % 256, y % 256, index]));
				const uri = vscode.Uri.joinPath(scratch, `${index}.png`);
				await vscode.workspace.fs.writeFile(uri, bytes);
				return { uri, sha256: sha256Of(bytes) };
			}),
		);
	};

	it('are sent no more of once the person presses Stop, however many wait to be made ready', async () => {
		await setOwn('ideogram.maxInFlight', 2);
		const images = await several(16);
		let sentBefore = 0;
		const withProgress: typeof vscode.window.withProgress = async (options, task) => {
			const stop = new vscode.CancellationTokenSource();
			const watch = setInterval(() => {
				if (options.cancellable && rig.api.accepted.length > 0 && !stop.token.isCancellationRequested) {
					sentBefore = rig.api.requests.length;
					stop.cancel();
				}
			}, 1);
			try {
				return await task({ report() {} }, stop.token);
			} finally {
				clearInterval(watch);
				stop.dispose();
			}
		};
		using _ = replaced(vscode.window, 'withProgress', withProgress);
		const found = await describeImages(parts(), images);
		// Two may have been between their reservation and the wire.
		assert.ok(sentBefore > 0 && rig.api.accepted.length <= sentBefore + 2, `${rig.api.accepted.length} sent`);
		assert.deepEqual([found?.captions.size, found?.failures], [rig.api.accepted.length, []]);
		assert.equal(rig.ledger().filter(({ state }) => state === 'charged').length, rig.api.accepted.length);
	});

	it('are asked about once, and none leaves where the person would rather not', async () => {
		await rig.context.globalState.update('ideogram.uploadTold', undefined);
		const images = await several(3);
		let questions = 0;
		const decline = async () => {
			questions += 1;
			return undefined;
		};
		using _ = replaced(vscode.window, 'showInformationMessage', decline);
		assert.equal(await describeImages(parts(), images), undefined);
		assert.deepEqual([questions, rig.api.requests.length, rig.ledger()], [1, 0, []]);
	});

	it('that the key is refused for are one failure, whatever their number', async () => {
		const images = await several(3);
		await rig.parts.keys.store(rig.api.origin, 'another-key');
		const found = await describeImages(parts(), images);
		assert.deepEqual([found?.captions.size, found?.failures.length], [0, 1]);
	});

	it('are not sent as something else than was looked at', async () => {
		const [image, other] = await several(2);
		assert.ok(image && other);
		await vscode.workspace.fs.copy(other.uri, image.uri, { overwrite: true });
		const found = await describeImages(parts(), [image]);
		assert.deepEqual(found?.failures, ['0.png: It was changed meanwhile, so it was not sent.']);
		assert.equal(rig.api.requests.length, 0);
	});
});
