import * as vscode from 'vscode';
import type { MicroDollars } from '../api/money.ts';
import { type CapInForce, capsInForce } from '../editor/budgetText.ts';
import { money } from '../editor/costText.ts';
import { ownCaps } from '../editor/settings.ts';
import { BudgetError } from '../store/budget.ts';
import { localDay } from '../store/days.ts';
import type { AgentParts } from './parts.ts';

/** The limit that stops agents first; undefined: none is set. */
export async function agentsLimit({ store }: Pick<AgentParts, 'store'>): Promise<CapInForce | undefined> {
	const standing = await (await store()).records.standingOn(localDay(new Date()));
	const left = ({ limit, spent }: CapInForce) => limit - spent;
	return capsInForce({ standing, caps: ownCaps() }).toSorted((a, b) => left(a) - left(b))[0];
}

/** Throws `BudgetError` for what the limit would refuse anyhow: nobody need be asked about that. */
export function checkLimit(found: CapInForce | undefined, amount: MicroDollars): void {
	if (found && amount > 0 && found.spent + amount > found.limit) {
		throw new BudgetError({ ...found, amount });
	}
}

/** What agents may still spend once `amount` more is: "$1.88 of the $2.00 that agents may spend today is left". */
export function leftText(found: CapInForce, amount: MicroDollars): string {
	const left = money(Math.max(0, found.limit - found.spent - amount));
	const limit = money(found.limit);
	switch (found.cap) {
		case 'agentsDay':
			return vscode.l10n.t('{0} of the {1} that agents may spend today is left', left, limit);
		case 'day':
			return vscode.l10n.t('{0} of the {1} for today is left', left, limit);
		case 'month':
			return vscode.l10n.t('{0} of the {1} for this month is left', left, limit);
	}
}
