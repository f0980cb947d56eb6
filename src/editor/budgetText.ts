import * as vscode from 'vscode';
import type { MicroDollars } from '../api/money.ts';
import { type BudgetError, type CapName, type Caps, effectiveCap, type Standing } from '../store/budget.ts';
import { nextMonth } from '../store/days.ts';
import { money } from './costText.ts';

/** A cap in force, and how far it is used up. USD micro-dollars. */
export interface CapInForce {
	readonly cap: CapName;
	readonly limit: MicroDollars;
	readonly spent: MicroDollars;
	/** Within 10 per cent of the limit. */
	readonly isClose: boolean;
}

/** Every cap in force, raised for today where it was. */
export function capsInForce(figures: {
	readonly standing: Standing;
	readonly caps: Caps;
}): readonly CapInForce[] {
	const { standing, caps } = figures;
	return (['day', 'agentsDay', 'month'] as const).flatMap((cap) => {
		const limit = effectiveCap(caps[cap], standing.raised[cap]);
		const spent = standing.spent[cap];
		return limit === undefined ? [] : [{ cap, limit, spent, isClose: spent * 10 >= limit * 9 }];
	});
}

/** The cap of which the least is left; undefined where there is none. */
export function closestCap(figures: {
	readonly standing: Standing;
	readonly caps: Caps;
}): CapInForce | undefined {
	const share = ({ limit, spent }: CapInForce) => (limit === 0 ? 1 : spent / limit);
	return capsInForce(figures).toSorted((a, b) => share(b) - share(a))[0];
}

/** Why a call was refused: what it costs, what is left, and when the limit renews. */
export function budgetSentence({ cap, limit, spent, amount }: BudgetError, now = new Date()): string {
	const left = money(Math.max(0, limit - spent));
	switch (cap) {
		case 'day':
			return vscode.l10n.t(
				'This costs {0}, but only {1} of your {2} for today is left; it renews at midnight.',
				money(amount),
				left,
				money(limit),
			);
		case 'agentsDay':
			return vscode.l10n.t(
				'This costs {0}, but only {1} of the {2} that agents may spend today is left; it renews at midnight.',
				money(amount),
				left,
				money(limit),
			);
		case 'month':
			return vscode.l10n.t(
				'This costs {0}, but only {1} of your {2} for this month is left; it renews on {3}.',
				money(amount),
				left,
				money(limit),
				nextMonth(now).toLocaleDateString(vscode.env.language, { day: 'numeric', month: 'long' }),
			);
	}
}

/** "Raise Today's Limit", or the month's. */
export function raiseTitle(cap: CapName): string {
	switch (cap) {
		case 'day':
			return vscode.l10n.t("Raise Today's Limit");
		case 'agentsDay':
			return vscode.l10n.t("Raise Today's Limit for Agents");
		case 'month':
			return vscode.l10n.t("Raise This Month's Limit");
	}
}

/** The setting that a cap comes from. */
export const settingOf = (cap: CapName): string => `ideogram.budget.${cap}`;
