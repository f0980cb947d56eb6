import * as vscode from 'vscode';
import type { MicroDollars } from '../../api/money.ts';
import { describe } from '../../api/operations/describe.ts';
import { estimate } from '../../api/prices.ts';
import type { RunningJob } from '../../jobs/request.ts';
import type { Store } from '../../store/store.ts';
import { imagesText, money } from '../costText.ts';
import { ensureKey } from '../keyPrompt.ts';
import { messageOf } from '../notices.ts';
import type { Parts } from '../parts.ts';
import { ownPriceTerms } from '../settings.ts';
import { fittedFile } from '../upload.ts';
import type { DescribableImage } from './tasks.ts';

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
	const captions = new Map<string, string>();
	const failures: string[] = [];
	if (images.length === 0) {
		return { captions, failures };
	}
	if (!(await ensureKey(parts.keys, parts.targets))) {
		return undefined;
	}
	const target = await parts.targets.current();
	const title = vscode.l10n.t('Describing {0}', imagesText(images.length));
	await vscode.window.withProgress(
		{
			location: vscode.ProgressLocation.Notification,
			title,
			// The editor takes the button's label here, which its typings do not say.
			cancellable: vscode.l10n.t('Stop') as unknown as boolean,
		},
		async (progress, token) => {
			const running: RunningJob<readonly string[]>[] = [];
			token.onCancellationRequested(() => {
				for (const job of running) {
					job.cancel();
				}
			});
			let cost = 0;
			const one = async (image: DescribableImage) => {
				if (token.isCancellationRequested) {
					return;
				}
				const name = image.uri.path.slice(image.uri.path.lastIndexOf('/') + 1);
				try {
					const job = await parts.jobs.start({
						operation: describe,
						input: {
							image: await fittedFile({ name, bytes: image.bytes, path: image.uri.toString() }, parts.codec),
						},
						target,
						source: 'person',
						agreed: true,
						workspace: vscode.workspace.name,
					});
					if (job) {
						running.push(job);
						if (token.isCancellationRequested) {
							job.cancel();
						}
					}
					const result = await job?.done;
					const [caption] = result?.data ?? [];
					if (caption !== undefined) {
						captions.set(image.sha256, caption);
					}
					cost += result?.price.amount ?? 0;
				} catch (error) {
					failures.push(vscode.l10n.t('{0}: {1}', name, messageOf(error)));
				}
				progress.report({
					increment: 100 / images.length,
					message: vscode.l10n.t('{0} of {1}, {2}', captions.size, images.length, money(cost)),
				});
			};
			// The first alone: a key that is refused, or a question that is declined, is told once.
			const [first, ...others] = images;
			await (first && one(first));
			if (failures.length === 0) {
				await Promise.all(others.map(one));
			}
		},
	);
	return { captions, failures };
}
