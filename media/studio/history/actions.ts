import { t } from '@vscode/l10n';
import { actionsFor, type EntryAction } from '../../../src/studio/imageMessages.ts';
import type { HistoryCard } from '../../../src/studio/messages.ts';
import type { MenuItem } from '../menu.ts';

interface Look {
	readonly icon: string;
	readonly label: () => string;
	readonly key?: () => string;
	/** Among the buttons of a card, not only in its menu. */
	readonly isMain?: boolean;
	readonly separated?: boolean;
}

const LOOKS: Readonly<Record<EntryAction, Look>> = {
	insert: { icon: 'insert', label: () => t('Insert'), key: () => t('Enter'), isMain: true },
	saveAs: { icon: 'save-as', label: () => t('Save As…'), isMain: true },
	useAsInput: { icon: 'edit-sparkle', label: () => t('Use as Input'), isMain: true },
	compare: { icon: 'split-horizontal', label: () => t('Compare With…') },
	openFile: { icon: 'go-to-file', label: () => t('Open File') },
	remix: { icon: 'wand', label: () => t('Remix…'), separated: true },
	upscale: { icon: 'zoom-in', label: () => t('Upscale…') },
	removeBackground: { icon: 'eraser', label: () => t('Remove Background…') },
	describe: { icon: 'comment', label: () => t('Describe…') },
	copyPrompt: { icon: 'copy', label: () => t('Copy Prompt'), separated: true },
	copySeed: { icon: 'copy', label: () => t('Copy Seed') },
	showText: { icon: 'open-preview', label: () => t('Show Text'), isMain: true },
	copyText: { icon: 'copy', label: () => t('Copy Text'), isMain: true },
	generateAgain: { icon: 'refresh', label: () => t('Generate Again with the Same Seed') },
	delete: { icon: 'trash', label: () => t('Delete'), key: () => t('Del'), separated: true },
};

export interface ShownAction {
	readonly action: EntryAction;
	readonly icon: string;
	readonly label: string;
}

/** The buttons of a card. */
export function mainActions(entry: HistoryCard): readonly ShownAction[] {
	return actionsFor(entry)
		.filter((action) => LOOKS[action].isMain)
		.map((action) => ({ action, icon: LOOKS[action].icon, label: LOOKS[action].label() }));
}

/** All that can be done with an entry. */
export function menuItems(entry: HistoryCard, run: (action: EntryAction) => void): readonly MenuItem[] {
	return actionsFor(entry).map((action, index) => {
		const { icon, label, key, separated } = LOOKS[action];
		return {
			icon,
			label: label(),
			run: () => run(action),
			...(key ? { key: key() } : {}),
			...(separated && index > 0 ? { separated } : {}),
		};
	});
}
