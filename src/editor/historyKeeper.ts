import * as vscode from 'vscode';
import type { StoredImage } from '../store/removal.ts';
import type { Store } from '../store/store.ts';
import { imagesText } from './costText.ts';
import { exists } from './fileFacts.ts';
import { ownHistorySize } from './settings.ts';

/** Asks before History grows beyond what the person has set. */
export interface HistoryKeeper {
	/** Looks whether it has; asks once a window. */
	check(store: Store): Promise<void>;
}

const PAGE = 200;

export function createHistoryKeeper(): HistoryKeeper {
	let asked = false;
	return {
		async check(store) {
			const limit = ownHistorySize();
			if (asked || limit === undefined) {
				return;
			}
			const { bytes } = await store.records.historySize();
			if (bytes <= limit || asked) {
				return;
			}
			asked = true;
			await offerOldest(store, bytes, limit);
		},
	};
}

async function offerOldest(store: Store, bytes: number, limit: number): Promise<void> {
	const unused = await oldestUnused(store, bytes - limit);
	const setting = vscode.l10n.t('Open Setting');
	const remove = vscode.l10n.t('Delete {0}', imagesText(unused.length));
	const picked = await vscode.window.showInformationMessage(
		unused.length > 0
			? vscode.l10n.t(
					'History holds {0}, more than the {1} you allow: the oldest {2} that no workspace uses would free {3}.',
					sizeText(bytes),
					sizeText(limit),
					imagesText(unused.length),
					sizeText(sizeOf(unused)),
				)
			: vscode.l10n.t(
					'History holds {0}, more than the {1} you allow, and workspaces use all of it.',
					sizeText(bytes),
					sizeText(limit),
				),
		...(unused.length > 0 ? [remove] : []),
		setting,
	);
	if (picked === setting) {
		await vscode.commands.executeCommand('workbench.action.openSettings', 'ideogram.history.maxSize');
	}
	if (picked === remove) {
		// While the question stood, some may have found their way into a workspace.
		const still = new Set((await oldestUnused(store, bytes - limit)).map(idOf));
		await store.records.deleteEntries(
			unused.filter((image) => still.has(idOf(image))),
			Date.now(),
		);
	}
}

const idOf = ({ callId, position }: StoredImage): string => `${callId} ${position}`;

/** As many of the oldest as free so many bytes. */
async function oldestUnused(store: Store, bytes: number): Promise<readonly StoredImage[]> {
	const unused: StoredImage[] = [];
	let after: StoredImage | undefined;
	let freed = 0;
	for (;;) {
		const page = await store.records.oldestImages(after, PAGE);
		for (const image of page) {
			if (!(await isUsed(image))) {
				unused.push(image);
				freed += image.bytes;
				if (freed >= bytes) {
					return unused;
				}
			}
		}
		after = page.at(-1);
		if (page.length < PAGE) {
			return unused;
		}
	}
}

/** Whether a workspace still has a file of it; one that cannot be looked at now counts as one that has. */
async function isUsed({ placements }: StoredImage): Promise<boolean> {
	for (const placement of placements) {
		const uri = vscode.Uri.parse(placement);
		if (uri.scheme !== 'file' || (await exists(uri))) {
			return true;
		}
	}
	return false;
}

const sizeOf = (images: readonly StoredImage[]): number => images.reduce((sum, { bytes }) => sum + bytes, 0);

/** "310 MB", "2.1 GB" */
export function sizeText(bytes: number): string {
	const [unit, value] =
		bytes >= 1e9 ? (['gigabyte', bytes / 1e9] as const) : (['megabyte', bytes / 1e6] as const);
	return new Intl.NumberFormat(vscode.env.language, {
		style: 'unit',
		unit,
		maximumFractionDigits: value < 10 ? 1 : 0,
	}).format(value);
}
