import * as vscode from 'vscode';
import { isOld } from '../api/price-terms.ts';
import { type Price, priceTable } from '../api/prices.ts';
import { money } from './costText.ts';
import { ownPriceTerms, ownSetting } from './settings.ts';

/**
 * A price as shown before it is paid: "$0.06", with "about" where it has one
 * source only, and with its date where that is more than half a year ago.
 */
export function priceText(price: Price, now = new Date()): string {
	const amount = money(price.amount);
	const shown = price.about ? vscode.l10n.t('about {0}', amount) : amount;
	return isOld(price.confirmed, now)
		? vscode.l10n.t('{0} (price of {1})', shown, monthText(price.confirmed))
		: shown;
}

/** Sentences on the rates and the discount that are in force instead of the published prices. */
export function termsInForce(): readonly string[] {
	const { overrides, discount } = ownPriceTerms();
	const rates = Object.entries(overrides).map(([row, rate]) => {
		const listed = priceTable[row];
		return listed
			? vscode.l10n.t('{0}: your own rate of {1} instead of {2}.', row, money(rate), money(listed.rate))
			: vscode.l10n.t(
					'{0}: your own rate of {1}; Ideogram publishes none under this name.',
					row,
					money(rate),
				);
	});
	const ignored = Object.keys(Object(ownSetting('pricing.overrides'))).filter((row) => !(row in overrides));
	return [
		...rates,
		...ignored.map((row) => vscode.l10n.t('{0}: your own rate is not an amount, so it is not used.', row)),
		...(discount > 0
			? [
					vscode.l10n.t(
						'A discount of {0}% on every other price.',
						discount.toLocaleString(vscode.env.language),
					),
				]
			: []),
	];
}

/** A sentence on the published prices that were last confirmed more than half a year ago; none: nothing to say. */
export function oldPrices(now = new Date()): readonly string[] {
	const old = Object.entries(priceTable).filter(([, { confirmed }]) => isOld(confirmed, now));
	const oldest = old.map(([, { confirmed }]) => confirmed).sort()[0];
	return oldest
		? [
				vscode.l10n.t(
					'{0} of {1} prices were last confirmed more than half a year ago, the oldest in {2}.',
					old.length,
					Object.keys(priceTable).length,
					monthText(oldest),
				),
			]
		: [];
}

function monthText(confirmed: string): string {
	const [year = 0, month = 1] = confirmed.split('-').map(Number);
	return new Date(year, month - 1).toLocaleDateString(vscode.env.language, {
		month: 'long',
		year: 'numeric',
	});
}
