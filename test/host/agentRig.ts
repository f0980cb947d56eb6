import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as vscode from 'vscode';
import { invokeTool } from '../../src/agent/invoke.ts';
import type { AgentParts } from '../../src/agent/parts.ts';
import { prepareTool } from '../../src/agent/prepare.ts';
import type { AgentToolName } from '../../src/agent/tools.ts';
import { tellBeforeUpload } from '../../src/editor/consent.ts';
import { createKeys } from '../../src/editor/keys.ts';
import { createNetwork } from '../../src/editor/network.ts';
import { ownAmount, ownCaps, ownMaxInFlight, ownPriceTerms } from '../../src/editor/settings.ts';
import { createTargets } from '../../src/editor/targets.ts';
import { createCodec } from '../../src/images/codec.ts';
import { createJobs } from '../../src/jobs/jobs.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { openStore } from '../../src/store/store.ts';
import { withoutNotices } from '../priceNotice.ts';
import { draw } from '../unit/images/samples.ts';
import { MemorySecrets } from './memorySecrets.ts';
import { built, extension, outsideFolder, removeFolders, scratchFolder } from './support.ts';

const KEY = 'a-key';

/** The parts of the extension, with a key, and Ideogram's API as far as they are concerned: its calls are money. */
export interface AgentRig extends AsyncDisposable {
	readonly parts: AgentParts;
	readonly api: Sandbox;
	readonly context: vscode.ExtensionContext;
	/** The prices that the person was asked about. */
	readonly asked: number[];
	/** What the person says to a price above their own amount. */
	answer: boolean;
	ledger(): readonly { readonly state: string; readonly source: string; readonly amount: number }[];
	placements(): readonly string[];
	removeKey(): Promise<void>;
	/** What the model is told. */
	invoke(name: AgentToolName, input: unknown, token?: vscode.CancellationToken): Promise<string>;
	/** What the person reads before they allow it, without how old a price is. */
	confirmation(name: AgentToolName, input: unknown): Promise<string>;
	/** What the model is told of a call that is refused, the same before the person is asked and after. */
	refusal(name: AgentToolName, input: unknown): Promise<string>;
	/** Makes a PNG file in a folder, and gives its name as a model does. */
	image(folder: vscode.Uri, name: string): Promise<string>;
}

/** A person's own settings, taken back with the rig. */
export const setOwn = async (name: string, value: unknown): Promise<void> =>
	vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);

const SETTINGS = [
	'ideogram.baseUrl',
	'ideogram.budget.agentsDay',
	'ideogram.budget.day',
	'ideogram.budget.month',
	'ideogram.confirmAbove',
	'ideogram.maxInFlight',
];

function memento(kept: Readonly<Record<string, unknown>> = {}): Pick<vscode.Memento, 'get' | 'update'> {
	const memory = new Map(Object.entries(kept));
	return {
		get: (key: string, other?: unknown) => memory.get(key) ?? other,
		update: async (key: string, value: unknown) => void memory.set(key, value),
	} as Pick<vscode.Memento, 'get' | 'update'>;
}

/** What each test of a `describe` has of its own, removed after it. */
interface AgentScene {
	readonly rig: AgentRig;
	/** A folder in the workspace. */
	readonly scratch: vscode.Uri;
	/** The same as a model names it. */
	readonly folder: string;
}

/** `begin` is told before each test of the `describe`. */
export function withAgentRig(begin: (scene: AgentScene) => void): void {
	let scene: AgentScene;

	beforeEach(async () => {
		const rig = await makeAgentRig();
		const scratch = await scratchFolder();
		scene = { rig, scratch, folder: vscode.workspace.asRelativePath(scratch) };
		begin(scene);
	});

	afterEach(async () => {
		await scene.rig[Symbol.asyncDispose]();
		await removeFolders(scene.scratch);
	});
}

export async function makeAgentRig(): Promise<AgentRig> {
	const api = await startSandbox({ key: KEY, workerUrl: built('sandbox-worker.js') });
	await setOwn('ideogram.baseUrl', api.origin);
	const folder = await outsideFolder();
	const store = await openStore({ folder, workerUrl: built('store-worker.js') });
	const sql = new DatabaseSync(path.join(folder, 'store.sqlite'), { timeout: 5000 });
	const codec = createCodec({ workerUrl: built('image-worker.js') });
	const subscriptions: vscode.Disposable[] = [];
	const log = vscode.window.createOutputChannel('Agent Rig', { log: true });
	const keys = createKeys(new MemorySecrets(), {}, subscriptions);
	await keys.store(api.origin, KEY);
	const transport = createNetwork();
	const context = {
		subscriptions,
		extensionUri: extension().extensionUri,
		workspaceState: memento(),
		// The person has been told what is sent where.
		globalState: memento({ 'ideogram.uploadTold': api.origin }),
	} as unknown as vscode.ExtensionContext;
	const targets = createTargets(
		context,
		keys,
		transport,
		async () => codec,
		() => undefined,
	);
	const asked: number[] = [];
	const rig = { answer: true };
	const jobs = createJobs({
		store: async () => store,
		limits: () => ({
			caps: ownCaps(),
			confirmAbove: ownAmount('confirmAbove'),
			maxInFlight: ownMaxInFlight(),
			terms: ownPriceTerms(),
		}),
		confirm: async ({ amount }) => {
			asked.push(amount);
			return rig.answer;
		},
		beforeUpload: (origin) => tellBeforeUpload(context.globalState, origin),
		fetch: { transport },
		onPending: () => undefined,
		onTrouble: () => undefined,
		log: (message) => log.warn(message),
	});
	const parts: AgentParts = {
		keys,
		targets,
		jobs,
		store: async () => store,
		codec: { open: async () => codec, close: async () => undefined },
		log,
	};
	return Object.assign(rig, {
		...callsOn(parts),
		parts,
		api,
		context,
		asked,
		ledger: () =>
			sql
				.prepare('SELECT state, source, amount FROM calls ORDER BY number')
				.all()
				.map((row) => ({ ...row })) as never,
		placements: () =>
			sql
				.prepare('SELECT uri FROM placements ORDER BY created')
				.all()
				.map(({ uri }) => String(uri)),
		async removeKey() {
			await keys.remove(api.origin);
		},
		async [Symbol.asyncDispose]() {
			for (const name of SETTINGS) {
				await setOwn(name, undefined);
			}
			await targets.dispose();
			await transport.close();
			await codec.close();
			sql.close();
			await store.close();
			await api.close();
			for (const subscription of [...subscriptions, log]) {
				subscription.dispose();
			}
			await removeFolders(folder);
		},
	});
}

function callsOn(parts: AgentParts): Pick<AgentRig, 'invoke' | 'confirmation' | 'refusal' | 'image'> {
	const invoke: AgentRig['invoke'] = async (
		name,
		input,
		token = new vscode.CancellationTokenSource().token,
	) => {
		const { content } = await invokeTool(parts, name, input, token);
		const [part, ...others] = content;
		assert.ok(part instanceof vscode.LanguageModelTextPart && others.length === 0);
		return part.value;
	};
	const failure = (promise: Promise<unknown>): Promise<string> =>
		promise.then(
			() => assert.fail('It was taken.'),
			(error: Error) => error.message,
		);
	return {
		invoke,
		async confirmation(name, input) {
			const { confirmationMessages } = await prepareTool(parts, name, input);
			const { title, message } = confirmationMessages ?? {};
			assert.ok(message instanceof vscode.MarkdownString && !message.isTrusted && !message.supportHtml);
			return withoutNotices(`${title}\n${message.value.replaceAll(/\\(.)/g, '$1')}`);
		},
		async refusal(name, input) {
			const before = await failure(prepareTool(parts, name, input));
			const after = await failure(invoke(name, input));
			assert.equal(before, after);
			return after;
		},
		async image(folder, name) {
			const codec = await parts.codec.open();
			const uri = vscode.Uri.joinPath(folder, name);
			const pixels = draw(640, 512, (x, y) => [x % 256, y % 256, 120]);
			await vscode.workspace.fs.writeFile(uri, await codec.encodePng(pixels));
			return vscode.workspace.asRelativePath(uri);
		},
	};
}
