import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { remixV3 } from '../api/operations/remix-v3.ts';
import { estimate } from '../api/prices.ts';
import { type BulbPriceOptions, bulbPrice } from './altText/bulbPrice.ts';
import { createFingerprints } from './altText/fingerprints.ts';
import { money } from './costText.ts';
import { imagesIn, rangeIn } from './documents.ts';
import { recallChoices } from './draft.ts';
import { existingTarget } from './imageTargets.ts';
import { type MissingImage, missingImage, missingImages } from './missing/missingImages.ts';
import type { Parts } from './parts.ts';
import { priceText } from './priceText.ts';
import { ownPriceTerms } from './settings.ts';
import { needsAlt } from './text/altEdit.ts';
import type { ImageReference } from './text/reference.ts';

/** Milliseconds. The editor shows no light bulb at all before everybody has answered. */
const MOMENT_MS = 200;

export interface ImageActions {
	/**
	 * The light bulb at an image: what can be done for it, and what that costs. A price that is not known when
	 * `moment` resolves is not waited for.
	 */
	at(
		document: vscode.TextDocument,
		range: vscode.Range,
		moment?: Promise<unknown>,
	): Promise<vscode.CodeAction[]>;
}

export function createImageActions(parts: Parts): ImageActions {
	const fingerprints = createFingerprints();
	return {
		at: (document, range, moment = delay(MOMENT_MS)) =>
			actionsAt(parts, document, range, { fingerprints, moment }),
	};
}

async function actionsAt(
	parts: Parts,
	document: vscode.TextDocument,
	range: vscode.Range,
	options: BulbPriceOptions,
): Promise<vscode.CodeAction[]> {
	const references = imagesIn(document)
		.filter((reference) => rangeIn(document, reference.range).intersection(range) !== undefined)
		.map((reference) => ({
			reference,
			// All are begun at once: one moment is enough for all of them.
			altPrice: needsAlt(reference) ? bulbPrice(parts, document, reference, options) : undefined,
		}));
	const actions: vscode.CodeAction[] = [];
	for (const { reference, altPrice } of references) {
		if (altPrice) {
			actions.push(altAction(document, reference, await altPrice));
		}
		const choices = recallChoices(parts.context.workspaceState);
		const missing = await missingImage(document, reference, choices);
		if (missing) {
			const all = await missingImages(document, choices);
			actions.push(...missingActions(parts, document, missing, all));
		} else if (await isChangeable(document, reference)) {
			actions.push(changeAction(parts, document, reference));
		}
	}
	return actions;
}

function altAction(
	document: vscode.TextDocument,
	reference: ImageReference,
	price: string,
): vscode.CodeAction {
	return actionFor(vscode.l10n.t('Write Alt Text, {0}', price), 'ideogram.writeAltText', {
		uris: [document.uri],
		at: reference.range.start,
	});
}

/** Whether it is an image of the workspace that can be made anew in its place. */
async function isChangeable(document: vscode.TextDocument, reference: ImageReference): Promise<boolean> {
	const uri = await existingTarget(document, reference);
	return uri !== undefined && /\.(?:png|webp|jpe?g)$/i.test(uri.path);
}

function changeAction(
	parts: Parts,
	document: vscode.TextDocument,
	reference: ImageReference,
): vscode.CodeAction {
	const image = { name: '', bytes: new Uint8Array() };
	const price = parts.targets.sandboxOn
		? vscode.l10n.t('free')
		: priceText(estimate(remixV3, { image, prompt: '' }, ownPriceTerms()));
	return actionFor(vscode.l10n.t('Change This Image, {0}', price), 'ideogram.changeImage', {
		uri: document.uri,
		at: reference.range.start,
	});
}

function missingActions(
	parts: Parts,
	document: vscode.TextDocument,
	missing: MissingImage,
	all: readonly MissingImage[],
): vscode.CodeAction[] {
	const priceOf = (images: readonly MissingImage[]) =>
		parts.targets.sandboxOn
			? vscode.l10n.t('free')
			: money(images.reduce((sum, { price }) => sum + price.amount, 0));
	const one = actionFor(
		vscode.l10n.t(
			'Generate {0}, {1}',
			vscode.workspace.asRelativePath(missing.uri, false),
			priceOf([missing]),
		),
		'ideogram.fillMissingImages',
		{ uri: document.uri, at: missing.reference.range.start },
	);
	return all.length > 1
		? [
				one,
				actionFor(
					vscode.l10n.t('Generate All {0} Missing Images in This File, {1}', all.length, priceOf(all)),
					'ideogram.fillMissingImages',
					{ uri: document.uri },
				),
			]
		: [one];
}

function actionFor(title: string, command: string, argument: object): vscode.CodeAction {
	const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
	action.command = { title, command, arguments: [argument] };
	return action;
}
