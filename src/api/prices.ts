import { t } from '@vscode/l10n';
import { ValidationError } from './errors.ts';
import { dollars, type MicroDollars } from './money.ts';
import type { AnyOperation } from './operation.ts';

/** One row of the price table. */
export interface PriceRow {
	/** USD micro-dollars a unit. */
	readonly rate: MicroDollars;
	/** What is counted. */
	readonly unit: 'output image' | 'input image';
	/** Day (or month) on which the price was last seen published. */
	readonly confirmed: string;
	/** One source only: shown with "about". */
	readonly singleSource?: true;
}

/** What a call costs before it is made. */
export interface Price {
	/** The whole call, USD micro-dollars. */
	readonly amount: MicroDollars;
	readonly rate: MicroDollars;
	readonly count: number;
	readonly row: string;
	readonly confirmed: string;
	readonly about: boolean;
}

const free: Price = { amount: 0, rate: 0, count: 0, row: 'free', confirmed: '', about: false };

const output = (amount: number, confirmed: string): PriceRow => ({
	rate: dollars(amount),
	unit: 'output image',
	confirmed,
});

/** US dollars per unit. Source: Ideogram's pricing page, read on the day of each row. */
export const priceTable: Readonly<Record<string, PriceRow>> = {
	'3.0/FLASH': output(0.03, '2026-07'),
	'3.0/TURBO': output(0.03, '2026-11-16'),
	'3.0/DEFAULT': output(0.06, '2026-11-16'),
	'3.0/QUALITY': output(0.09, '2026-11-16'),
	'3.0 character/TURBO': output(0.1, '2026-11-16'),
	'3.0 character/DEFAULT': output(0.15, '2026-11-16'),
	'3.0 character/QUALITY': output(0.2, '2026-11-16'),
	'3.0 custom/TURBO': output(0.06, '2026-07'),
	'3.0 custom/DEFAULT': output(0.12, '2026-07'),
	'3.0 custom/QUALITY': output(0.18, '2026-07'),
};

/**
 * What this input costs: count times rate, USD micro-dollars. Throws
 * `ValidationError` for a combination that has no published price: what cannot
 * be priced is not sent.
 */
export function estimate(operation: AnyOperation, input: object): Price {
	if (!operation.billing) {
		return free;
	}
	const { row, count } = operation.billing(input as never);
	const found = Object.hasOwn(priceTable, row) ? priceTable[row] : undefined;
	if (!found) {
		throw new ValidationError(
			t('Ideogram publishes no price for {0}: choose another speed or model.', row.replace('/', ' ')),
		);
	}
	return {
		amount: found.rate * count,
		rate: found.rate,
		count,
		row,
		confirmed: found.confirmed,
		about: found.singleSource === true,
	};
}
