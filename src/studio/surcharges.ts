import { t } from '@vscode/l10n';
import type { AnyOperation } from '../api/operation.ts';
import type { PriceTerms } from '../api/price-terms.ts';
import { estimate, type Price } from '../api/prices.ts';
import { isCommon } from './forms.ts';
import type { Surcharge } from './makeMessages.ts';

/** The fields, of those that are folded away, that a call would cost less without, and how much less. */
export function surchargesOf(
	operation: AnyOperation,
	input: Readonly<Record<string, unknown>>,
	terms: PriceTerms,
	priceText: (price: Price) => string,
): readonly Surcharge[] {
	const price = estimate(operation, input, terms);
	return Object.entries(operation.fields).flatMap(([name, field]) => {
		if (input[name] === undefined || isCommon(operation, name, field)) {
			return [];
		}
		const { [name]: _, ...others } = input;
		const amount = price.amount - estimate(operation, others, terms).amount;
		return amount > 0
			? [{ field: name, message: t('{0}: {1} more', t(field.title), priceText({ ...price, amount })) }]
			: [];
	});
}
