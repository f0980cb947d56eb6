import { t } from '@vscode/l10n';
import { operationName } from '../api/operation-names.ts';
import { isShowable } from '../images/format.ts';
import type { HistoryEntry } from '../store/history.ts';
import type { Records } from '../store/records.ts';
import type { Handles } from './handles.ts';
import type { HistoryCard } from './messages.ts';

// The page shows two lines of a prompt, and a text as far as one reads; whoever wants all of a longer one copies it.
const SHOWN_PROMPT = 1_000;
const SHOWN_TEXT = 4_000;

/** An entry of History as the page may know it, under a handle. */
export function cardOf(entry: HistoryEntry, entries: Handles<HistoryEntry>): HistoryCard {
	return {
		handle: entries.of(`${entry.callId}/${entry.position}`, entry),
		kind: entry.kind,
		state: entry.state,
		created: entry.created,
		operation: operationName(entry.operation),
		model: entry.model,
		workspace: entry.workspace,
		prompt: entry.prompt.slice(0, SHOWN_PROMPT),
		text: entry.text === null ? null : shownText(entry.text),
		seed: entry.seed,
		width: entry.width,
		height: entry.height,
		bytes: entry.bytes,
		sandbox: entry.sandbox,
		message: entry.message,
		...(isShowable(entry) ? {} : { tooLarge: true }),
	};
}

/** What is left out is not to be taken for the end. */
function shownText(text: string): string {
	return text.length > SHOWN_TEXT ? `${text.slice(0, SHOWN_TEXT - 1)}…` : text;
}

/** An entry as it is now: since it was shown it may have arrived. Throws where it is gone. */
export async function currentEntry(
	records: Pick<Records, 'historyEntry'>,
	{ callId, position }: HistoryEntry,
): Promise<HistoryEntry> {
	const found = await records.historyEntry(callId, position);
	if (!found) {
		throw new Error(t('This is no longer in History.'));
	}
	return found;
}

/** The same, and its file, by the path within the store's image folder. Throws where there is none. */
export async function currentImage(
	records: Pick<Records, 'historyEntry'>,
	entry: HistoryEntry,
): Promise<HistoryEntry & { readonly file: string }> {
	const found = await currentEntry(records, entry);
	const { file } = found;
	if (found.state !== 'saved' || !file) {
		throw new Error(t('This image is not on this computer, so that cannot be done with it.'));
	}
	return { ...found, file };
}
