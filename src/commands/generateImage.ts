import * as vscode from 'vscode';
import { generateV3 } from '../api/operations/generate-v3.ts';
import { chooseImage } from '../editor/chooseImage.ts';
import { type Delivered, deliver, offerImage, undoDelivery } from '../editor/deliver.ts';
import { inputFor, priceOf, priceText, recallChoices, rememberChoices } from '../editor/draft.ts';
import { ensureKey } from '../editor/keyPrompt.ts';
import { requireTrust, showError } from '../editor/notices.ts';
import { outputFolderFor } from '../editor/outputFolder.ts';
import type { Parts } from '../editor/parts.ts';
import { pickFolder } from '../editor/pickFolder.ts';
import { type Place, trackPlace } from '../editor/place.ts';
import { askPrompt, type PromptAnswer } from '../editor/promptBox.ts';
import { promptAt } from '../editor/snippets/promptFromCode.ts';
import { costText, imagesText } from '../editor/statusBar.ts';
import type { JobResult, RunningJob } from '../jobs/request.ts';
import type { StoredOutput } from '../store/outputs.ts';

/** From a prompt to an image file in the workspace and its snippet at the cursor. */
export async function generateImage(parts: Parts): Promise<void> {
	if (await requireTrust()) {
		const { prompt, place } = startingPoint(vscode.window.activeTextEditor);
		await askAndRun(parts, prompt, place);
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
		folderLabel: async ({ folder }) =>
			(await outputFolderFor(document, folder))?.label ?? vscode.l10n.t('History'),
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
		const result = await waitFor(job, answer.prompt);
		if (result === 'stopped') {
			place?.dispose();
			void arriveInHistory(parts, job, answer).catch(showError);
		} else if (result) {
			await finish(parts, result, answer, place);
		}
	} catch (error) {
		parts.log.error(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
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

function waitFor(
	job: RunningJob<undefined>,
	prompt: string,
): Thenable<JobResult<undefined> | 'stopped' | undefined> {
	return vscode.window.withProgress(
		{
			location: vscode.ProgressLocation.Notification,
			title: vscode.l10n.t('Generating {0}: {1}', imagesText(job.images), prompt.slice(0, 60)),
			// The editor takes the button's label here, which its typings do not say.
			cancellable: vscode.l10n.t('Stop Waiting') as unknown as boolean,
		},
		(_progress, token) =>
			Promise.race([
				job.done,
				new Promise<'stopped'>((resolve) => token.onCancellationRequested(() => resolve('stopped'))),
			]),
	);
}

async function arriveInHistory(
	parts: Parts,
	job: RunningJob<undefined>,
	answer: PromptAnswer,
): Promise<void> {
	const result = await job.done;
	const output = result?.outputs.find(({ state }) => state === 'saved');
	if (result && !output) {
		await tellMissing(result.outputs);
	} else if (output) {
		await offerImage(
			{ store: await parts.store(), output, prompt: answer.prompt, folder: answer.choices.folder },
			undefined,
		);
	}
}

async function finish(
	parts: Parts,
	result: JobResult<undefined>,
	answer: PromptAnswer,
	place: Place | undefined,
): Promise<void> {
	void tellMissing(result.outputs);
	const saved = result.outputs.filter(({ state }) => state === 'saved');
	const output = saved.length > 1 ? await choose(parts, saved, answer.prompt) : saved[0];
	if (!output) {
		place?.dispose();
		return;
	}
	const delivery = {
		store: await parts.store(),
		output,
		prompt: answer.prompt,
		folder: answer.choices.folder,
	};
	let delivered: Delivered;
	try {
		delivered = await deliver(delivery, place);
	} finally {
		place?.dispose();
	}
	if (!delivered.insertion) {
		await offerImage(delivery, delivered.uri);
		return;
	}
	await tellInserted(parts, delivered, output, result, answer);
}

async function choose(
	parts: Parts,
	outputs: readonly StoredOutput[],
	prompt: string,
): Promise<StoredOutput | undefined> {
	return chooseImage(await parts.store(), outputs, {
		title: vscode.l10n.t('Choose one to insert: {0}', prompt.slice(0, 60)),
		placeholder: vscode.l10n.t('Arrow keys show each; Enter inserts one, the others stay in History'),
		label: (_output, index) => vscode.l10n.t('Image {0} of {1}', index + 1, outputs.length),
		description: ({ seed }) => (seed === null ? '' : vscode.l10n.t('seed {0}', seed)),
	});
}

async function tellInserted(
	parts: Parts,
	delivered: Delivered,
	output: StoredOutput,
	result: JobResult<undefined>,
	answer: PromptAnswer,
): Promise<void> {
	const { insertion, uri } = delivered;
	if (!insertion || !uri) {
		return;
	}
	const another = vscode.l10n.t(
		'Another ({0})',
		parts.targets.sandboxOn ? vscode.l10n.t('free') : priceText(priceOf(answer.choices)),
	);
	const undo = vscode.l10n.t('Undo');
	const picked = await vscode.window.showInformationMessage(
		vscode.l10n.t(
			'Inserted {0} ({1}).',
			vscode.workspace.asRelativePath(uri),
			costText(result.price.amount, result.label),
		),
		another,
		undo,
	);
	try {
		if (picked === undo) {
			await undoDelivery(delivered, output.sha256);
		} else if (picked === another) {
			await run(parts, answer, placeAfter(insertion));
		}
	} finally {
		insertion.dispose();
	}
}

/** Below the snippet that was inserted, or nowhere once that has been edited. */
function placeAfter(insertion: NonNullable<Delivered['insertion']>): Place | undefined {
	const end = insertion.end();
	if (end === undefined) {
		return undefined;
	}
	const line = insertion.document.lineAt(insertion.document.positionAt(end));
	const indent = line.text.slice(0, line.firstNonWhitespaceCharacterIndex);
	return trackPlace(insertion.document, { offset: end, newLine: true, indent });
}

async function tellMissing(outputs: readonly StoredOutput[]): Promise<void> {
	const count = (state: StoredOutput['state']) => outputs.filter((output) => output.state === state).length;
	const [withheld, pending, expired] = [count('withheld'), count('pending'), count('expired')];
	if (withheld > 0) {
		await vscode.window.showWarningMessage(
			vscode.l10n.t(
				"{0} withheld by Ideogram's safety check, and charged all the same.",
				imagesText(withheld),
			),
		);
	}
	if (pending > 0) {
		await vscode.window.showWarningMessage(
			vscode.l10n.t(
				'{0} paid for but not fetched yet: it is tried again until the link expires.',
				imagesText(pending),
			),
		);
	}
	if (expired > 0) {
		await vscode.window.showErrorMessage(
			vscode.l10n.t('{0} could not be fetched before the link expired.', imagesText(expired)),
		);
	}
}
