import type { MicroDollars } from './money.ts';

/** What a customer has agreed on with Ideogram; where an Order Form exists, it prevails over the price page. */
export interface PriceTerms {
	/** Rates of the customer's own, by row of the price table; USD micro-dollars a unit. */
	readonly overrides: Readonly<Record<string, MicroDollars>>;
	/** Per cent off every rate of the table; a rate of one's own is taken as it is. */
	readonly discount: number;
}

/** The published prices. */
export const listPrices: PriceTerms = { overrides: {}, discount: 0 };

/** A discount of 12.5 per cent is 12,500 of these. */
const PARTS_OF_PER_CENT = 1000;

/** A rate after the discount, rounded up to the next micro-dollar: never shown too low. */
export function discounted(rate: MicroDollars, discount: number): MicroDollars {
	const whole = 100 * PARTS_OF_PER_CENT;
	const kept = whole - Math.floor(Math.min(100, Math.max(0, discount)) * PARTS_OF_PER_CENT);
	return Math.ceil((rate * kept) / whole);
}

/**
 * Whether a price was last confirmed more than half a year before `now`.
 * `confirmed`: a day or a month, which counts to its end; empty: never old.
 */
export function isOld(confirmed: string, now: Date): boolean {
	const [year, month, day] = confirmed.split('-').map(Number);
	if (!year || !month) {
		return false;
	}
	const since = day ? new Date(year, month - 1 + 6, day + 1) : new Date(year, month + 6, 1);
	return since <= now;
}
