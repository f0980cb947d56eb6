import * as vscode from 'vscode';
import { money } from '../costText.ts';
import { exists } from '../fileFacts.ts';
import { existingTarget } from '../imageTargets.ts';
import type { Parts } from '../parts.ts';
import type { ImageReference } from '../text/reference.ts';
import { descriptionPrice } from './captions.ts';
import type { Fingerprints } from './fingerprints.ts';

export interface BulbPriceOptions {
	readonly fingerprints: Fingerprints;
	/** What is not known when this resolves is not waited for. */
	readonly moment: Promise<unknown>;
}

/**
 * What an alt text for this image costs, as a light bulb says it: "free" where
 * nothing will be sent, else the price of a description; "up to" that price
 * where it is not known in a moment, or where the words of a link cost nothing.
 * Never less than what will be charged.
 */
export async function bulbPrice(
	parts: Pick<Parts, 'targets' | 'store' | 'context'>,
	document: vscode.TextDocument,
	reference: ImageReference,
	{ fingerprints, moment }: BulbPriceOptions,
): Promise<string> {
	const full = descriptionPrice(1);
	if (parts.targets.sandboxOn || full === 0) {
		return vscode.l10n.t('free');
	}
	const free = await Promise.race([
		isFree(parts, document, reference, fingerprints).catch(() => undefined),
		moment.then(() => undefined),
	]);
	if (free) {
		return vscode.l10n.t('free');
	}
	const hasChoice = reference.context.purpose === 'functional';
	return free === undefined || hasChoice ? vscode.l10n.t('up to {0}', money(full)) : money(full);
}

/** Whether there is nothing to describe, or a description is remembered. Undefined: too much to find out. */
async function isFree(
	{ store, context }: Pick<Parts, 'store' | 'context'>,
	document: vscode.TextDocument,
	reference: ImageReference,
	fingerprints: Fingerprints,
): Promise<boolean | undefined> {
	const uri = await existingTarget(document, reference);
	if (!uri) {
		return true;
	}
	const fingerprint = await fingerprints.of({
		key: uri.toString(),
		stat: async () => vscode.workspace.fs.stat(uri),
		read: async () => vscode.workspace.fs.readFile(uri),
	});
	if (typeof fingerprint !== 'object') {
		return fingerprint && true;
	}
	if (!(await exists(context.globalStorageUri))) {
		// Nothing was ever paid for: no reason to open a store.
		return false;
	}
	const { sha256 } = fingerprint;
	// Asked each time: History can be deleted, from another window too, and its captions with it.
	return sha256 in (await (await store()).records.captionsFor([sha256]));
}
