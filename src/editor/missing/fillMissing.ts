import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { generateV3 } from '../../api/operations/generate-v3.ts';
import { finishImage, typeOfName } from '../../images/fit.ts';
import type { RunningJob } from '../../jobs/request.ts';
import type { StoredOutput } from '../../store/outputs.ts';
import { confirmAmount } from '../consent.ts';
import { costText, imagesText, money } from '../costText.ts';
import { recordPlacement, undoDelivery } from '../deliver.ts';
import { ensureKey } from '../keyPrompt.ts';
import { showError } from '../notices.ts';
import type { Parts } from '../parts.ts';
import { saveIntoWorkspace } from '../save.ts';
import { ownAmount } from '../settings.ts';
import type { MissingImage } from './missingImages.ts';

interface Made {
	readonly uri: vscode.Uri;
	readonly sha256: string;
	readonly amount: number;
	readonly sandbox: boolean;
}

/** Makes images that a text refers to, and puts each where the text expects it. */
export async function fillMissing(parts: Parts, images: readonly MissingImage[]): Promise<void> {
	if (images.length === 0 || !(await ensureKey(parts.keys, parts.targets))) {
		return;
	}
	const { sandboxOn } = parts.targets;
	const amount = images.reduce((sum, { price }) => sum + price.amount, 0);
	if (
		images.length > 1 &&
		!sandboxOn &&
		amount > ownAmount('confirmAbove') &&
		!(await confirmAmount(amount))
	) {
		return;
	}
	const made: Made[] = [];
	const errors: unknown[] = [];
	await vscode.window.withProgress(
		{
			location: vscode.ProgressLocation.Notification,
			title: titleFor(images, sandboxOn ? vscode.l10n.t('free') : money(amount)),
			// The editor takes the button's label here, which its typings do not say.
			cancellable: vscode.l10n.t('Stop') as unknown as boolean,
		},
		async (progress, token) => {
			const running: RunningJob<undefined>[] = [];
			token.onCancellationRequested(() => {
				for (const job of running) {
					job.cancel();
				}
			});
			await Promise.all(
				images.map(async (image) => {
					try {
						const job = await parts.jobs.start({
							operation: generateV3,
							input: image.input,
							target: await parts.targets.current(),
							source: 'person',
							workspace: vscode.workspace.name,
						});
						if (!job) {
							return;
						}
						running.push(job);
						const result = await job.done;
						const [output] = result?.outputs.filter(({ state }) => state === 'saved') ?? [];
						if (result && output) {
							const saved = await place(parts, image, output);
							made.push({ ...saved, amount: result.price.amount, sandbox: result.label === 'sandbox' });
						}
					} catch (error) {
						errors.push(error);
					}
					progress.report({
						increment: 100 / images.length,
						message: vscode.l10n.t('{0} of {1}', made.length, images.length),
					});
				}),
			);
		},
	);
	if (errors.length > 0) {
		void showError(errors[0]);
	}
	await tellMade(made);
}

function titleFor(images: readonly MissingImage[], price: string): string {
	const [only] = images;
	return images.length === 1 && only
		? vscode.l10n.t('Generating {0}, {1}', vscode.workspace.asRelativePath(only.uri), price)
		: vscode.l10n.t('Generating {0}, {1}', imagesText(images.length), price);
}

/** Brings the image to its format and size, and saves it where the text expects it. */
async function place(
	parts: Parts,
	image: MissingImage,
	output: StoredOutput,
): Promise<Pick<Made, 'uri' | 'sha256'>> {
	const store = await parts.store();
	const workspaceFolder = vscode.workspace.getWorkspaceFolder(image.uri);
	if (!workspaceFolder) {
		throw new Error(vscode.l10n.t('{0} is in no folder of this workspace.', image.uri.path));
	}
	const { bytes } = await finishImage(
		await readFile(store.imagePath(output.file ?? '')),
		await parts.codec.open(),
		{ type: typeOfName(image.uri.path) ?? 'png', size: image.resizeTo },
	);
	const uri = await saveIntoWorkspace({ source: bytes, target: image.uri, workspaceFolder });
	await recordPlacement({ store, output }, uri);
	return { uri, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function tellMade(made: readonly Made[]): Promise<void> {
	const [first] = made;
	if (!first) {
		return;
	}
	const amount = made.reduce((sum, each) => sum + each.amount, 0);
	const cost = costText(amount, first.sandbox ? 'sandbox' : 'charged');
	const open = vscode.l10n.t('Open');
	const undo = vscode.l10n.t('Undo');
	const show = vscode.l10n.t('Show History');
	const picked = await vscode.window.showInformationMessage(
		made.length === 1
			? vscode.l10n.t('Generated {0} ({1}).', vscode.workspace.asRelativePath(first.uri), cost)
			: vscode.l10n.t('Generated {0} ({1}).', imagesText(made.length), cost),
		...(made.length === 1 ? [open] : [show]),
		undo,
	);
	if (picked === open) {
		await vscode.commands.executeCommand('vscode.open', first.uri);
	} else if (picked === show) {
		await vscode.commands.executeCommand('ideogram.showHistory');
	} else if (picked === undo) {
		for (const { uri, sha256 } of made) {
			await undoDelivery({ uri, sha256, insertion: undefined });
		}
	}
}
