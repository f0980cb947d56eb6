import { t } from '@vscode/l10n';
import type { ViewEntry } from './view.ts';

/** The views in the order of their tabs. */
export const views: readonly ViewEntry[] = [
	{
		name: 'make',
		title: () => t('Make'),
		load: async () => (await import('./make/view.ts')).createMakeView,
	},
	{
		name: 'history',
		title: () => t('History'),
		load: async () => (await import('./history/view.ts')).createHistoryView,
	},
	{
		name: 'spending',
		title: () => t('Spending'),
		load: async () => (await import('./spending/view.ts')).createSpendingView,
	},
];
