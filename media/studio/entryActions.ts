import { t } from '@vscode/l10n';
import {
	type EntryAction,
	type HostAction,
	IMAGE_JOBS,
	type ImageJobName,
} from '../../src/studio/imageMessages.ts';
import type { HistoryCard } from '../../src/studio/messages.ts';
import { openTextDialog } from './textDialog.ts';
import type { ViewContext } from './view.ts';

export interface EntryActionsOptions {
	readonly onDeleted: () => void;
	/** Takes the focus where the card that had it is gone. */
	readonly refocus: (entry: HistoryCard) => void;
}

/** Does what a person chose for an entry, from whatever view: here, in another view, or by the extension. */
export function createEntryActions(
	context: ViewContext,
	{ onDeleted, refocus }: EntryActionsOptions,
): (entry: HistoryCard, action: EntryAction) => Promise<void> {
	const { rpc, fail, announce } = context;
	const askHost = async (entry: HistoryCard, action: HostAction) => {
		const { done } = await rpc.ask('history/act', { entry: entry.handle, action });
		if (!done) {
			return;
		}
		const said: Partial<Record<HostAction, string>> = {
			copyPrompt: t('Prompt copied'),
			copySeed: t('Seed copied'),
			copyText: t('Text copied'),
			delete: t('Deleted'),
		};
		if (said[action]) {
			announce(said[action]);
		}
		if (action === 'delete') {
			onDeleted();
		}
	};
	return async (entry, action) => {
		try {
			if (isJob(action)) {
				await context.use(entry.handle, action);
			} else if (action === 'useAsInput') {
				await context.use(entry.handle);
			} else if (action === 'saveAs') {
				const { openSaveDialog } = await import('./save/saveDialog.ts');
				await openSaveDialog(context, entry, () => refocus(entry));
			} else if (action === 'compare') {
				const { openCompareDialog } = await import('./compare/compareDialog.ts');
				await openCompareDialog(context, entry, () => refocus(entry));
			} else if (action === 'showText') {
				openTextDialog(context, entry, () => refocus(entry));
			} else {
				await askHost(entry, action);
			}
		} catch (error) {
			fail(error);
		}
	};
}

const isJob = (action: EntryAction): action is ImageJobName =>
	(IMAGE_JOBS as readonly string[]).includes(action);
