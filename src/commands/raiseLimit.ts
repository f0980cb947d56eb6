import * as vscode from 'vscode';
import { dollars, type MicroDollars } from '../api/money.ts';
import { type CapInForce, capsInForce, raiseTitle, settingOf } from '../editor/budgetText.ts';
import { money } from '../editor/costText.ts';
import type { Parts } from '../editor/parts.ts';
import { MAX_DOLLARS, ownCaps } from '../editor/settings.ts';
import type { CapName } from '../store/budget.ts';
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
 * in every window; the setting stays as it is. Without a request it asks which
 * one, where there are several. True: it was raised.
 */
export async function raiseLimit(parts: Pick<Parts, 'store'>, request?: RaiseRequest): Promise<boolean> {
	const { records } = await parts.store();
	const day = localDay(new Date());
	const inForce = capsInForce({ standing: await records.standingOn(day), caps: ownCaps() });
	const candidates = request ? inForce.filter(({ cap }) => cap === request.cap) : inForce;
	if (candidates.length === 0) {
		await vscode.window.showInformationMessage(
			vscode.l10n.t(
				'There is no limit to raise: the setting {0} is empty.',
				settingOf(request?.cap ?? 'day'),
			),
		);
		return false;
	}
	const chosen = candidates.length > 1 ? await chooseLimit(candidates) : candidates[0];
	if (!chosen) {
		return false;
	}
	const { cap, limit, spent } = chosen;
	const wanted = Math.max(request?.atLeast ?? 0, spent, limit + DOLLAR);
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

/** Which limit the person means; undefined: they leave it. */
async function chooseLimit(inForce: readonly CapInForce[]): Promise<CapInForce | undefined> {
	const items = inForce.map((found) => ({
		label: raiseTitle(found.cap),
		description: vscode.l10n.t('{0} of {1} spent', money(found.spent), money(found.limit)),
		found,
	}));
	const picked = await vscode.window.showQuickPick(items, {
		placeHolder: vscode.l10n.t('Choose the limit to raise'),
		ignoreFocusOut: true,
	});
	return picked?.found;
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
