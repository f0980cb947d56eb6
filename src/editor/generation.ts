import * as vscode from 'vscode';
import type { JobResult } from '../jobs/request.ts';
import type { StoredOutput } from '../store/outputs.ts';
import { chooseImage } from './chooseImage.ts';
import { costText, imagesText } from './costText.ts';
import { type Delivered, deliver, offerImage, undoDelivery } from './deliver.ts';
import { priceOf } from './draft.ts';
import type { Parts } from './parts.ts';
import { type Place, trackPlace } from './place.ts';
import { priceText } from './priceText.ts';
import type { PromptAnswer } from './promptBox.ts';

/** Makes another image of the same prompt, to go to this place. */
type Again = (place: Place | undefined) => Promise<void>;

/** For a call that nobody waits for any more: its image is offered when it arrives. */
export async function arriveInHistory(
	parts: Parts,
	done: Promise<JobResult | undefined>,
	answer: PromptAnswer,
): Promise<void> {
	const result = await done;
	if (!result) {
		return;
	}
	void tellMissing(result.outputs);
	const [output, ...others] = result.outputs.filter(({ state }) => state === 'saved');
	if (output && others.length > 0) {
		const show = vscode.l10n.t('Show History');
		const picked = await vscode.window.showInformationMessage(
			vscode.l10n.t('{0} ready in History: {1}', imagesText(others.length + 1), answer.prompt.slice(0, 60)),
			show,
		);
		if (picked === show) {
			await vscode.commands.executeCommand('ideogram.showHistory');
		}
	} else if (output) {
		await offerImage(
			{
				store: await parts.store(),
				codec: parts.codec,
				output,
				prompt: answer.prompt,
				alt: answer.prompt,
				folders: answer.choices.folders,
			},
			undefined,
		);
	}
}

/** From an answered call to the last word said about it; `again` makes another at a place. */
export async function finishGeneration(
	parts: Parts,
	result: JobResult,
	answer: PromptAnswer,
	place: Place | undefined,
	again: Again,
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
		codec: parts.codec,
		output,
		prompt: answer.prompt,
		alt: answer.prompt,
		folders: answer.choices.folders,
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
	await tellInserted(parts, delivered, result, answer, again);
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
	result: JobResult,
	answer: PromptAnswer,
	again: Again,
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
			await undoDelivery(delivered);
		} else if (picked === another) {
			await again(placeAfter(insertion));
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

/** Says which images of a call are not here: they were paid for. */
export async function tellMissing(outputs: readonly StoredOutput[]): Promise<void> {
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
		// History says why of each.
		const showHistory = vscode.l10n.t('Show History');
		const picked = await vscode.window.showWarningMessage(
			vscode.l10n.t(
				'Paid for, but not fetched yet: {0}; fetching goes on until the link ends.',
				imagesText(pending),
			),
			showHistory,
		);
		if (picked === showHistory) {
			await vscode.commands.executeCommand('ideogram.showHistory');
		}
	}
	if (expired > 0) {
		await vscode.window.showErrorMessage(
			vscode.l10n.t('{0} could not be fetched before the link expired.', imagesText(expired)),
		);
	}
}
