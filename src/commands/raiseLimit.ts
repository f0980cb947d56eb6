import * as vscode from 'vscode';
import { dollars, type MicroDollars } from '../api/money.ts';
import { raiseTitle, settingOf } from '../editor/budgetText.ts';
import { money } from '../editor/costText.ts';
import type { Parts } from '../editor/parts.ts';
import { MAX_DOLLARS, ownCaps } from '../editor/settings.ts';
import { type CapName, effectiveCap } from '../store/budget.ts';
import { localDay } from '../store/days.ts';

/** What has to fit under a limit. */
export interface RaiseRequest {
	readonly cap: CapName;
	/** USD micro-dollars. */
	readonly atLeast: MicroDollars;
}

const DOLLAR = 1_000_000;

/**
 * Asks for a higher limit that holds until midnight (or the end of the month),
 * in every window; the setting stays as it is. True: it was raised.
 */
export async function raiseLimit(parts: Parts, request?: RaiseRequest): Promise<boolean> {
	const cap = request?.cap ?? 'day';
	const { records } = await parts.store();
	const day = localDay(new Date());
	const { raised, spent } = await records.standingOn(day);
	const limit = effectiveCap(ownCaps()[cap], raised[cap]);
	if (limit === undefined) {
		await vscode.window.showInformationMessage(
			vscode.l10n.t('There is no limit to raise: the setting {0} is empty.', settingOf(cap)),
		);
		return false;
	}
	const wanted = Math.max(request?.atLeast ?? 0, spent[cap], limit + DOLLAR);
	const answer = await vscode.window.showInputBox({
		title: raiseTitle(cap),
		prompt:
			cap === 'month'
				? vscode.l10n.t(
						'US dollars, until the end of this month; now {0}. Your setting stays as it is.',
						money(limit),
					)
				: vscode.l10n.t('US dollars, until midnight; now {0}. Your setting stays as it is.', money(limit)),
		value: String(Math.ceil(wanted / DOLLAR)),
		ignoreFocusOut: true,
		validateInput: (text) =>
			amountIn(text, limit) === undefined
				? vscode.l10n.t(
						'Type an amount above {0}, such as {1}.',
						money(limit),
						String(Math.ceil(wanted / DOLLAR)),
					)
				: undefined,
	});
	const amount = answer === undefined ? undefined : amountIn(answer, limit);
	if (amount === undefined) {
		return false;
	}
	await records.raiseCap(cap, day, amount);
	return true;
}

/** US dollars as a person types them, above the present limit; undefined where it is no such amount. */
function amountIn(text: string, limit: MicroDollars): MicroDollars | undefined {
	const plain = text.trim().replace(/^\$/, '').replace(',', '.');
	if (!/^\d+(?:\.\d{1,6})?$/.test(plain) || Number(plain) > MAX_DOLLARS) {
		return undefined;
	}
	const amount = dollars(Number(plain));
	return amount > limit ? amount : undefined;
}
