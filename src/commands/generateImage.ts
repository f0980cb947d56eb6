import * as vscode from 'vscode';
import { logLine } from '../api/logLine.ts';
import { generateV3 } from '../api/operations/generate-v3.ts';
import { inputFor, recallChoices, rememberChoices } from '../editor/draft.ts';
import { arriveInHistory, finishGeneration } from '../editor/generation.ts';
import { ensureKey } from '../editor/keyPrompt.ts';
import { showError } from '../editor/notices.ts';
import { outputFolderFor } from '../editor/outputFolder.ts';
import type { Parts } from '../editor/parts.ts';
import { pickFolder } from '../editor/pickFolder.ts';
import { type Place, trackPlace } from '../editor/place.ts';
import { askPrompt, type PromptAnswer } from '../editor/promptBox.ts';
import { promptAt } from '../editor/snippets/promptFromCode.ts';
import { requireTrust } from '../editor/trust.ts';
import { generatingTitle, waitForJob } from '../editor/waitForJob.ts';

/** A prompt to begin with. A menu hands over something else, which says nothing. */
export interface StartingPrompt {
	readonly prompt: string;
}

/** From a prompt to an image file in the workspace and its snippet at the cursor. */
export async function generateImage(parts: Parts, start?: StartingPrompt): Promise<void> {
	if (await requireTrust()) {
		const { prompt, place } = startingPoint(vscode.window.activeTextEditor);
		await askAndRun(parts, typeof start?.prompt === 'string' ? start.prompt : prompt, place);
	}
}

function startingPoint(editor: vscode.TextEditor | undefined): { prompt: string; place: Place | undefined } {
	if (!editor || editor.document.uri.scheme === 'output') {
		return { prompt: '', place: undefined };
	}
	const { document, selection } = editor;
	const { prompt, insertAt, newLine, indent } = promptAt({
		languageId: document.languageId,
		text: document.getText(),
		selectionStart: document.offsetAt(selection.start),
		selectionEnd: document.offsetAt(selection.end),
	});
	return { prompt, place: trackPlace(document, { offset: insertAt, newLine, indent }) };
}

async function askAndRun(parts: Parts, prompt: string, place: Place | undefined): Promise<void> {
	const { context, keys, targets } = parts;
	const document = place?.document;
	const answer = await askPrompt({
		prompt,
		choices: recallChoices(context.workspaceState),
		sandbox: targets.sandboxOn,
		folderLabel: async ({ folders }) =>
			(await outputFolderFor(document, folders))?.label ?? vscode.l10n.t('History'),
		pickFolder: () => pickFolder(document),
	}).catch((error) => {
		place?.dispose();
		throw error;
	});
	if (!answer) {
		place?.dispose();
		return;
	}
	await rememberChoices(context.workspaceState, answer.choices);
	if (await ensureKey(keys, targets)) {
		await run(parts, answer, place);
	} else {
		place?.dispose();
	}
}

/** One call, from its start to the last word said about it. */
async function run(parts: Parts, answer: PromptAnswer, place: Place | undefined): Promise<void> {
	const { jobs, targets } = parts;
	const retry = {
		label: vscode.l10n.t('Edit Prompt'),
		run: () => void askAndRun(parts, answer.prompt, freshPlace(place)).catch(showError),
	};
	try {
		const job = await jobs.start({
			operation: generateV3,
			input: inputFor(answer.prompt, answer.choices),
			target: await targets.current(),
			source: 'person',
			workspace: vscode.workspace.name,
		});
		if (!job) {
			place?.dispose();
			return;
		}
		place?.decorate(vscode.l10n.t('generating {0}…', answer.prompt.slice(0, 40)));
		const result = await waitForJob(job, generatingTitle(job.images, answer.prompt));
		if (result === 'stopped') {
			place?.dispose();
			void arriveInHistory(parts, job.done, answer).catch(showError);
		} else if (result) {
			await finishGeneration(parts, result, answer, place, (next) => run(parts, answer, next));
		}
	} catch (error) {
		parts.log.error(logLine(error));
		place?.decorate(undefined);
		// The place is kept until the message is answered: Edit Prompt goes on there.
		await showError(error, retry);
		place?.dispose();
	}
}

/** The place as a new call may use it, or undefined once it is gone. */
function freshPlace(place: Place | undefined): Place | undefined {
	const offset = place?.offset();
	return place && offset !== undefined
		? trackPlace(place.document, { offset, newLine: place.newLine, indent: place.indent })
		: undefined;
}
