import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { AnyOperation, Operation } from '../../src/api/operation.ts';
import { describe as describeOperation } from '../../src/api/operations/describe.ts';
import { generateV3 } from '../../src/api/operations/generate-v3.ts';
import { instructEdit } from '../../src/api/operations/instruct-edit.ts';
import { removeBackground } from '../../src/api/operations/remove-background.ts';
import { recallChoices, rememberChoices } from '../../src/editor/draft.ts';
import { insertEntry } from '../../src/editor/historyActions.ts';
import { tellResult } from '../../src/editor/imageJobs.ts';
import type { Parts } from '../../src/editor/parts.ts';
import { altFromCaption } from '../../src/editor/text/altFromCaption.ts';
import type { JobResult } from '../../src/jobs/request.ts';
import type { HistoryEntry } from '../../src/store/history.ts';
import { type AgentRig, makeAgentRig } from './agentRig.ts';
import {
	chosenHere,
	closeEditors,
	everythingIn,
	removeFolders,
	replaced,
	scratchFolder,
	showFile,
} from './support.ts';

describe('The alt text of a result that is inserted', () => {
	let rig: AgentRig;
	let scratch: vscode.Uri;
	let editor: vscode.TextEditor;

	beforeEach(async () => {
		rig = await makeAgentRig();
		scratch = await scratchFolder();
		const { workspaceState } = rig.context;
		const folder = vscode.workspace.asRelativePath(vscode.Uri.joinPath(scratch, 'chosen'));
		await rememberChoices(workspaceState, { ...recallChoices(workspaceState), folders: chosenHere(folder) });
		editor = await showFile(scratch, 'a.md', '');
	});

	afterEach(async () => {
		await closeEditors();
		await rig[Symbol.asyncDispose]();
		await removeFolders(scratch);
	});

	const parts = () => {
		const lastEditor = { reveal: async () => editor };
		return { ...rig.parts, context: rig.context, lastEditor } as unknown as Parts;
	};
	const logo = async () => {
		const name = await rig.image(scratch, 'logo.png');
		return { name: 'logo.png', bytes: await readFile(path.join(scratch.fsPath, path.basename(name))) };
	};
	const run = async (operation: AnyOperation, input: object): Promise<JobResult> => {
		const job = await rig.parts.jobs.start({
			operation: operation as Operation,
			input,
			target: await rig.parts.targets.current(),
			source: 'person',
			workspace: undefined,
		});
		const result = await job?.done;
		assert.ok(result);
		return result;
	};
	const entryOf = async ({ callId }: JobResult): Promise<HistoryEntry> => {
		const { records } = await rig.parts.store();
		const { entries } = await records.searchHistory({ limit: 10 });
		const found = entries.find((entry) => entry.callId === callId);
		assert.ok(found);
		return found;
	};
	const inserted = () => editor.document.getText().trim();

	it('is no name of a job, which has no seed either, and goes where the person chose', async () => {
		const result = await run(removeBackground, { image: await logo() });
		using _ = replaced(vscode.window, 'showInformationMessage', (async () => 'Insert') as never);
		await tellResult(parts(), removeBackground.id, result);
		assert.equal(inserted(), '![](chosen/remove-background.png)');
		assert.deepEqual(await everythingIn(path.join(scratch.fsPath, 'chosen')), ['remove-background.png']);
	});

	it('is no instruction, but what a description says that was paid for', async () => {
		const result = await run(instructEdit, {
			prompt: 'Remove the person on the left',
			images: [await logo()],
		});
		const entry = await entryOf(result);
		await insertEntry(parts(), entry);
		const place = `(chosen/remove-the-person-on-the-left-${entry.seed}.png)`;
		assert.equal(inserted(), `![]${place}`);
		await editor.edit((edit) => edit.delete(new vscode.Range(0, 0, editor.document.lineCount, 0)));
		const { imagePath } = await rig.parts.store();
		const bytes = await readFile(imagePath(entry.file ?? ''));
		const described = await run(describeOperation, { image: { name: 'a.png', bytes } });
		const [caption = ''] = described.data as readonly string[];
		await insertEntry(parts(), entry);
		const [alt = ''] = inserted().split('](');
		// As Markdown writes it.
		assert.equal(alt.replaceAll('\\', ''), `![${altFromCaption(caption)}`);
	});

	it('is the prompt where that tells what the image shows', async () => {
		await insertEntry(parts(), await entryOf(await run(generateV3, { prompt: 'A red fox at dawn' })));
		assert.match(inserted(), /^!\[A red fox at dawn\]\(chosen\/a-red-fox-at-dawn-\d+\.png\)$/);
	});
});
