import * as vscode from 'vscode';
import { formatMoney, type MicroDollars } from '../api/money.ts';
import type { CostLabel } from '../jobs/request.ts';
import type { RecentCall } from '../store/recent.ts';

/** An amount in the person's locale. */
export const money = (amount: MicroDollars): string => formatMoney(amount, vscode.env.language);

/** What a call cost, in words: labelled for what it is. */
export function costText(amount: MicroDollars, label: CostLabel): string {
	switch (label) {
		case 'charged':
			return vscode.l10n.t('{0} charged', money(amount));
		case 'may have been charged':
			return vscode.l10n.t('{0} may have been charged', money(amount));
		case 'withheld but charged':
			return vscode.l10n.t('{0} charged, image withheld', money(amount));
		case 'not charged':
			return vscode.l10n.t('not charged');
		case 'sandbox':
			return vscode.l10n.t('sandbox, {0}', money(0));
	}
}

/** What is to be told of a call that has ended. */
export function labelOf({ state, sandbox, withheld, images }: RecentCall): CostLabel {
	if (sandbox) {
		return 'sandbox';
	}
	switch (state) {
		case 'charged':
			return withheld > 0 && withheld === images ? 'withheld but charged' : 'charged';
		case 'unknown':
			return 'may have been charged';
		case 'not-charged':
			return 'not charged';
	}
}

/** "1 image", "2 images". */
export function imagesText(count: number): string {
	return count === 1 ? vscode.l10n.t('1 image') : vscode.l10n.t('{0} images', count);
}
