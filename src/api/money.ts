/** An amount in USD micro-dollars: an integer, 1,000,000 to the dollar. */
export type MicroDollars = number;

/**
 * An amount written by a person or a setting, in US dollars, as micro-dollars.
 * Throws `RangeError` when it is negative, not finite or beyond exact integers.
 */
export function dollars(amount: number): MicroDollars {
	const micro = Math.round(amount * 1_000_000);
	if (!Number.isSafeInteger(micro) || micro < 0) {
		throw new RangeError(`Not an amount of money: ${amount}`);
	}
	return micro;
}

/**
 * The amount as a person reads it: two decimals, more only where they are
 * needed ($0.06, $0.025), in the given locale (BCP 47; the system's if absent).
 */
export function formatMoney(amount: MicroDollars, locale?: string): string {
	return new Intl.NumberFormat(locale, {
		style: 'currency',
		currency: 'USD',
		currencyDisplay: 'narrowSymbol',
		minimumFractionDigits: 2,
		maximumFractionDigits: 6,
	}).format(amount / 1_000_000);
}
