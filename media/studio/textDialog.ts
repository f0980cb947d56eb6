import type { HistoryCard } from '../../src/studio/messages.ts';
import { wholeTextTemplate } from './history/card.ts';
import type { ViewContext } from './view.ts';

/** Shows all of an entry's text. `back`: takes the focus where what had it is gone. */
export function openTextDialog(
	{ dialog }: Pick<ViewContext, 'dialog'>,
	entry: HistoryCard,
	back: () => void,
): void {
	dialog({ title: entry.operation, content: () => wholeTextTemplate(entry, true), back });
}
