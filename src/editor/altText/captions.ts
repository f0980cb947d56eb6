import path from 'node:path';
import * as vscode from 'vscode';
import type { MicroDollars } from '../../api/money.ts';
import type { AnyOperation, Operation } from '../../api/operation.ts';
import { describe } from '../../api/operations/describe.ts';
import { estimate } from '../../api/prices.ts';
import { type Outcome, runBatch } from '../../jobs/batch.ts';
import type { Store } from '../../store/store.ts';
import { imagesText } from '../costText.ts';
import { showBatch } from '../fix/batchProgress.ts';
import { failedForOneReason, failureOf } from '../fix/failures.ts';
import { mayUpload, uploadOf } from '../fix/fixImages.ts';
import { ensureKey } from '../keyPrompt.ts';
import { messageOf } from '../notices.ts';
import type { Parts } from '../parts.ts';
import { ownMaxInFlight, ownPriceTerms } from '../settings.ts';
import type { DescribableImage } from './describable.ts';

/** Captions by the hash of the image, and what did not work. */
export interface Captions {
	readonly captions: ReadonlyMap<string, string>;
	/** A sentence for each image that could not be described. */
	readonly failures: readonly string[];
}

/** Each image once, whatever number of places show it. */
export function distinct(images: readonly DescribableImage[]): readonly DescribableImage[] {
	return [...new Map(images.map((image) => [image.sha256, image])).values()];
}

/** What was said of images before, and costs nothing to say again. */
export async function rememberedCaptions(
	store: Store,
	images: readonly DescribableImage[],
): Promise<ReadonlyMap<string, string>> {
	const hashes = distinct(images).map(({ sha256 }) => sha256);
	return new Map(Object.entries(await store.records.captionsFor(hashes)));
}

/** What it costs to describe so many images, USD micro-dollars. */
export function descriptionPrice(count: number): MicroDollars {
	const image = { name: 'image.png', bytes: new Uint8Array() };
	return estimate(describe, { image }, ownPriceTerms()).amount * count;
}

/**
 * Describes images that are not remembered, with one notification for all.
 * Undefined: nothing was sent. Stop drops what has not left; what has is waited
 * for, and its captions are kept.
 */
export async function describeImages(
	parts: Parts,
	images: readonly DescribableImage[],
): Promise<Captions | undefined> {
	if (images.length === 0) {
		return { captions: new Map(), failures: [] };
	}
	if (!(await ensureKey(parts.keys, parts.targets))) {
		return undefined;
	}
	const target = await parts.targets.current();
	if (!(await mayUpload(parts, target))) {
		return undefined;
	}
	const { records } = await parts.store();
	const title = vscode.l10n.t('Describing {0}', imagesText(images.length));
	const outcomes = await showBatch(title, false, (onProgress) =>
		runBatch({
			items: images,
			parallel: ownMaxInFlight(),
			sandbox: target.sandbox,
			stateOf: records.stateOf,
			start: async ({ uri, sha256 }) =>
				parts.jobs.start({
					operation: describe as AnyOperation as Operation,
					input: { image: await uploadOf(parts, { uri, name: nameOf(uri), sha256 }) },
					target,
					source: 'person',
					agreed: true,
					workspace: vscode.workspace.name,
				}),
			finish: async (_image, { data }) => (data as readonly string[])[0],
			onProgress,
		}),
	);
	return outcomes && captionsOf(outcomes);
}

function captionsOf(outcomes: readonly Outcome<DescribableImage, string | undefined>[]): Captions {
	const captions = new Map<string, string>();
	for (const outcome of outcomes) {
		if (outcome.kind === 'done' && outcome.made !== undefined) {
			captions.set(outcome.item.sha256, outcome.made);
		}
	}
	const failed = outcomes.filter((outcome) => outcome.kind === 'failed');
	const [first] = failed;
	// A key that is refused, or a limit that is reached, is told once and not of each image.
	const failures =
		first && failedForOneReason(failed)
			? [messageOf(first.error)]
			: failed.map((each) => vscode.l10n.t('{0}: {1}', nameOf(each.item.uri), failureOf(each).reason));
	return { captions, failures };
}

const nameOf = (uri: vscode.Uri): string => path.posix.basename(uri.path);
