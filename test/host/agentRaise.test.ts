import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type RaiseRequest, raiseLimit } from '../../src/commands/raiseLimit.ts';
import { type AgentRig, setOwn, withAgentRig } from './agentRig.ts';
import { replaced } from './support.ts';

interface Choice {
	readonly label: string;
	readonly description?: string;
}

describe('The limit that stops an agent', () => {
	let rig: AgentRig;
	/** The scratch folder as a model names it. */
	let folder: string;

	withAgentRig((scene) => {
		({ rig, folder } = scene);
	});

	/** A person who types this amount, whatever they are asked for. */
	const typing = (amount: string, titles: (string | undefined)[]) =>
		replaced(vscode.window, 'showInputBox', (async ({ title }: vscode.InputBoxOptions = {}) => {
			titles.push(title);
			return amount;
		}) as never);

	/** A person who picks the choice of this label. */
	const picking = (label: string, offered: Choice[][]) =>
		replaced(vscode.window, 'showQuickPick', (async (items: Choice[]) => {
			offered.push(items);
			return items.find((item) => item.label === label);
		}) as never);

	it('is raised by the person with the button of the message, and the same call goes through', async () => {
		await setOwn('ideogram.budget.agentsDay', 0.05);
		const call = { prompt: 'A kite', folder };
		const shown: (readonly string[])[] = [];
		const raised = Promise.withResolvers<boolean>();
		const titles: (string | undefined)[] = [];
		let text = '';
		{
			// The person presses the first button of the first message.
			using _message = replaced(vscode.window, 'showErrorMessage', (async (...said: string[]) => {
				shown.push(said);
				return shown.length === 1 ? said[1] : undefined;
			}) as never);
			using _typed = typing('0.5', titles);
			using _command = replaced(vscode.commands, 'executeCommand', (async (
				name: string,
				request: RaiseRequest,
			) => {
				assert.equal(name, 'ideogram.raiseLimit');
				const done = await raiseLimit(rig.parts, request);
				raised.resolve(done);
				return done;
			}) as never);
			const refused = rig.confirmation('ideogram_generateImage', call);
			text = await refused.then(
				() => assert.fail('It was taken.'),
				(error: Error) => error.message,
			);
			assert.equal(await raised.promise, true);
		}
		assert.match(
			text,
			/^This costs \$0\.06, but only \$0\.05 of the \$0\.05 that agents may spend today is left/,
		);
		assert.match(
			text,
			/only the person can raise the limit, in the notification or with "Ideogram: Raise Limit"\.$/,
		);
		assert.deepEqual(
			shown.map(([, ...buttons]) => buttons),
			[["Raise Today's Limit for Agents", 'Open Setting']],
		);
		assert.deepEqual(titles, ["Raise Today's Limit for Agents"]);
		assert.match(
			await rig.confirmation('ideogram_generateImage', call),
			/After it, \$0\.44 of the \$0\.50 that agents may spend today is left/,
		);
		await rig.invoke('ideogram_generateImage', call);
		assert.equal(rig.api.accepted.length, 1);
	});

	it('has one message for each refusal, before the person is asked and after, and none for other errors', async () => {
		await setOwn('ideogram.budget.agentsDay', 0.05);
		const shown: string[] = [];
		using _message = replaced(vscode.window, 'showErrorMessage', (async (message: string) => {
			shown.push(message);
		}) as never);
		await rig.refusal('ideogram_generateImage', { prompt: '', folder });
		assert.deepEqual(shown, []);
		await rig.refusal('ideogram_generateImage', { prompt: 'A kite', folder });
		assert.equal(shown.length, 2);
	});

	it('is one of several that the command asks about, each with what is spent of it', async () => {
		await setOwn('ideogram.budget.month', 20);
		await rig.invoke('ideogram_generateImage', { prompt: 'A wren', folder });
		const offered: Choice[][] = [];
		const titles: (string | undefined)[] = [];
		using _picked = picking("Raise Today's Limit for Agents", offered);
		using _typed = typing('3', titles);
		assert.equal(await raiseLimit(rig.parts), true);
		assert.deepEqual(
			offered[0]?.map(({ label, description }) => [label, description]),
			[
				["Raise Today's Limit", '$0.06 of $10.00 spent'],
				["Raise Today's Limit for Agents", '$0.06 of $2.00 spent'],
				["Raise This Month's Limit", '$0.06 of $20.00 spent'],
			],
		);
		assert.deepEqual(titles, ["Raise Today's Limit for Agents"]);
		assert.match(
			await rig.invoke('ideogram_generateImage', { prompt: 'A kite', folder }),
			/Now \$2\.88 of the \$3\.00 that agents may spend today is left\.$/,
		);
	});

	it('is not raised where the person leaves the question', async () => {
		const titles: (string | undefined)[] = [];
		using _picked = picking('nothing of this name', []);
		using _typed = typing('3', titles);
		assert.equal(await raiseLimit(rig.parts), false);
		assert.deepEqual(titles, []);
	});

	it('is not asked about where it is the only one', async () => {
		await setOwn('ideogram.budget.agentsDay', null);
		const offered: Choice[][] = [];
		const titles: (string | undefined)[] = [];
		using _picked = picking('', offered);
		using _typed = typing('11', titles);
		assert.equal(await raiseLimit(rig.parts), true);
		assert.deepEqual([offered, titles], [[], ["Raise Today's Limit"]]);
	});

	it('that is not set is said so in one sentence, before the call and after', async () => {
		await setOwn('ideogram.budget.day', null);
		await setOwn('ideogram.budget.agentsDay', null);
		const call = { prompt: 'A fox', folder };
		assert.match(
			await rig.confirmation('ideogram_generateImage', call),
			/\nPrice: \$0\.06; no limit is set\.\n/,
		);
		assert.match(
			await rig.invoke('ideogram_generateImage', call),
			/\n\nCost: \$0\.06 charged; no limit is set\.$/,
		);
	});
});
