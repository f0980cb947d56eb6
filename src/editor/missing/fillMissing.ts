import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { generateV3 } from '../../api/operations/generate-v3.ts';
import { finishImage, typeOfName } from '../../images/fit.ts';
import { type Outcome, runBatch, tallyOf } from '../../jobs/batch.ts';
import type { StoredOutput } from '../../store/outputs.ts';
import { sha256Of } from '../../store/replacing.ts';
import { confirmAmount } from '../consent.ts';
import { imagesText, money } from '../costText.ts';
import { recordPlacement, undoDelivery } from '../deliver.ts';
import { showBatch } from '../fix/batchProgress.ts';
import {
	type Action,
	costOf,
	failedForOneReason,
	failureActions,
	failureOf,
	offer,
	type Retry,
	tellOnly,
	unpaid,
} from '../fix/failures.ts';
import { savedOutput } from '../fix/placing.ts';
import { checkTarget } from '../inside.ts';
import { ensureKey } from '../keyPrompt.ts';
import { showError } from '../notices.ts';
import type { Parts } from '../parts.ts';
import { OutsideWorkspaceError, saveIntoWorkspace } from '../save.ts';
import { ownAmount, ownMaxInFlight } from '../settings.ts';
import type { MissingImage } from './missingImages.ts';

/** A file that was written. */
interface Made {
	readonly uri: vscode.Uri;
	/** Hexadecimal. */
	readonly sha256: string;
}

/** Makes images that a text refers to, and puts each where the text expects it. */
export async function fillMissing(parts: Parts, images: readonly MissingImage[]): Promise<void> {
	if (images.length === 0 || !(await ensureKey(parts.keys, parts.targets))) {
		return;
	}
	const target = await parts.targets.current();
	const amount = amountOf(images);
	if (!target.sandbox && amount > ownAmount('confirmAbove') && !(await confirmAmount(amount))) {
		return;
	}
	const store = await parts.store();
	const outcomes = await showBatch(titleFor(images, priceLabel(parts, images)), false, (onProgress) =>
		runBatch({
			items: images,
			parallel: ownMaxInFlight(),
			sandbox: target.sandbox,
			stateOf: store.records.stateOf,
			start: async ({ uri, input }) => {
				// Nothing is paid for that could not be put into its place.
				await checkTarget(uri, workspaceFolderOf(uri));
				return parts.jobs.start({
					operation: generateV3,
					input,
					target,
					source: 'person',
					agreed: true,
					workspace: vscode.workspace.name,
				});
			},
			finish: (image, { outputs }) => place(parts, image, savedOutput(outputs)),
			onProgress,
		}),
	);
	if (outcomes) {
		// Not waited for: the editor shows what a light bulb began as under way until it returns.
		tellFilled(outcomes, target.sandbox, {
			label: (again) => vscode.l10n.t('Retry Failed ({0})', priceLabel(parts, again)),
			run: (again) => fillMissing(parts, again),
		}).catch(showError);
	}
}

const amountOf = (images: readonly MissingImage[]): number =>
	images.reduce((sum, { price }) => sum + price.amount, 0);

const priceLabel = ({ targets }: Parts, images: readonly MissingImage[]): string =>
	targets.sandboxOn ? vscode.l10n.t('free') : money(amountOf(images));

function titleFor(images: readonly MissingImage[], price: string): string {
	const [only] = images;
	return images.length === 1 && only
		? vscode.l10n.t('Generating {0}, {1}', vscode.workspace.asRelativePath(only.uri), price)
		: vscode.l10n.t('Generating {0}, {1}', imagesText(images.length), price);
}

/** Brings the image to its format and size, and saves it where the text expects it. */
async function place(parts: Parts, image: MissingImage, output: StoredOutput): Promise<Made> {
	const store = await parts.store();
	const { bytes } = await finishImage(
		await readFile(store.imagePath(output.file ?? '')),
		await parts.codec.open(),
		{ type: typeOfName(image.uri.path) ?? 'png', size: image.resizeTo },
	);
	const uri = await saveIntoWorkspace({
		source: bytes,
		target: image.uri,
		workspaceFolder: workspaceFolderOf(image.uri),
	});
	await recordPlacement({ store, output }, uri);
	return { uri, sha256: sha256Of(bytes) };
}

/** Throws `OutsideWorkspaceError` where there is none. */
function workspaceFolderOf(uri: vscode.Uri): vscode.WorkspaceFolder {
	const folder = vscode.workspace.getWorkspaceFolder(uri);
	if (!folder) {
		throw new OutsideWorkspaceError(uri.path);
	}
	return folder;
}

/** One notification for all of them: what was made, what it cost, which failed and why. */
async function tellFilled(
	outcomes: readonly Outcome<MissingImage, Made>[],
	sandbox: boolean,
	retry: Retry<MissingImage>,
): Promise<void> {
	const made = outcomes.flatMap((outcome) => (outcome.kind === 'done' ? [outcome.made] : []));
	const failed = outcomes.filter((outcome) => outcome.kind === 'failed');
	const again = unpaid(failed);
	const [first] = failed;
	if (first && failed.length === outcomes.length && (failed.length === 1 || failedForOneReason(failed))) {
		await tellOnly(first, again, retry);
		return;
	}
	if (made.length + failed.length === 0) {
		return;
	}
	const failures = failed.map(failureOf);
	const looks = failureActions(vscode.l10n.t('Generate Missing Images'), failures, again, retry);
	// The only one is named in the sentence already.
	const aboutFailed = failed.length === 1 ? looks.slice(1) : failed.length > 1 ? looks : [];
	const actions = [...aboutFailed, ...actionsOn(made)];
	await offer(sentenceOf(outcomes, made, failures, sandbox), actions, failed.length > 0);
}

function sentenceOf(
	outcomes: readonly Outcome<MissingImage, Made>[],
	made: readonly Made[],
	failures: readonly { readonly uri: vscode.Uri; readonly reason: string }[],
	sandbox: boolean,
): string {
	const [only] = made;
	const what =
		only && made.length === 1 ? vscode.workspace.asRelativePath(only.uri) : imagesText(made.length);
	const cost = costOf(tallyOf(outcomes, 0), sandbox);
	const dropped = outcomes.filter(({ kind }) => kind === 'dropped').length;
	const [failure] = failures;
	if (failure && failures.length === 1 && dropped === 0) {
		const name = vscode.workspace.asRelativePath(failure.uri);
		return vscode.l10n.t('Generated {0} ({1}), but not {2}: {3}', what, cost, name, failure.reason);
	}
	const others = [
		failures.length > 0 ? vscode.l10n.t('{0} failed', failures.length) : undefined,
		dropped > 0 ? vscode.l10n.t('{0} not sent', dropped) : undefined,
	].filter((text) => text !== undefined);
	return others.length > 0
		? vscode.l10n.t('Generated {0} ({1}), {2}.', what, cost, others.join(', '))
		: vscode.l10n.t('Generated {0} ({1}).', what, cost);
}

function actionsOn(made: readonly Made[]): readonly Action[] {
	const [first] = made;
	if (!first) {
		return [];
	}
	const run = async (command: string, ...rest: readonly unknown[]) => {
		await vscode.commands.executeCommand(command, ...rest);
		return 'again' as const;
	};
	return [
		made.length === 1
			? [vscode.l10n.t('Open'), () => run('vscode.open', first.uri)]
			: [vscode.l10n.t('Show History'), () => run('ideogram.showHistory')],
		[
			vscode.l10n.t('Undo'),
			async () => {
				for (const { uri, sha256 } of made) {
					await undoDelivery({ uri, sha256, insertion: undefined });
				}
				return 'done';
			},
		],
	];
}
