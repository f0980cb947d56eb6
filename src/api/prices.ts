import { t } from '@vscode/l10n';
import { ValidationError } from './errors.ts';
import { dollars, type MicroDollars } from './money.ts';
import type { AnyOperation } from './operation.ts';
import { describe } from './operations/describe.ts';
import { describeV4 } from './operations/describe-v4.ts';
import { editLegacy } from './operations/edit-legacy.ts';
import { editV3 } from './operations/edit-v3.ts';
import { generateLegacy } from './operations/generate-legacy.ts';
import { generateTransparent } from './operations/generate-transparent.ts';
import { generateV3 } from './operations/generate-v3.ts';
import { generateV4 } from './operations/generate-v4.ts';
import { getModel } from './operations/get-model.ts';
import { instructEdit } from './operations/instruct-edit.ts';
import { layerizeText } from './operations/layerize-text.ts';
import { listModels } from './operations/list-models.ts';
import { magicPrompt } from './operations/magic-prompt.ts';
import { reframeLegacy } from './operations/reframe-legacy.ts';
import { reframeV3 } from './operations/reframe-v3.ts';
import { remixLegacy } from './operations/remix-legacy.ts';
import { remixV3 } from './operations/remix-v3.ts';
import { remixV4 } from './operations/remix-v4.ts';
import { removeBackground } from './operations/remove-background.ts';
import { removeObject } from './operations/remove-object.ts';
import { replaceBackground } from './operations/replace-background.ts';
import { upscale } from './operations/upscale.ts';
import { discounted, listPrices, type PriceTerms } from './price-terms.ts';

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
	/** When the published price was last confirmed; empty for a rate of the customer's own. */
	readonly confirmed: string;
	/** The published price has one source only. */
	readonly about: boolean;
	/** Whether it is the published price, that less a discount, or a rate of the customer's own. */
	readonly terms: 'list' | 'discount' | 'override';
}

const free: Price = {
	amount: 0,
	rate: 0,
	count: 0,
	row: 'free',
	confirmed: '',
	about: false,
	terms: 'list',
};

const row = (
	unit: PriceRow['unit'],
	amount: number,
	confirmed: string,
	sources?: 'one source',
): PriceRow => ({
	rate: dollars(amount),
	unit,
	confirmed,
	...(sources ? { singleSource: true } : {}),
});
const output = (amount: number, confirmed: string, sources?: 'one source') =>
	row('output image', amount, confirmed, sources);
const input = (amount: number, confirmed: string, sources?: 'one source') =>
	row('input image', amount, confirmed, sources);

/** US dollars per unit. Source: Ideogram's pricing page, read on the day of each row. */
export const priceTable: Readonly<Record<string, PriceRow>> = {
	// Generate, remix, edit, reframe and replace background have one table.
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
	'4.0/TURBO': output(0.03, '2026-11-16'),
	'4.0/DEFAULT': output(0.06, '2026-11-16'),
	'4.0/QUALITY': output(0.1, '2026-11-16'),
	'4.0 custom/TURBO': output(0.06, '2026-07'),
	'4.0 custom/DEFAULT': output(0.12, '2026-07'),
	'4.0 custom/QUALITY': output(0.2, '2026-07'),
	'2a/TURBO': output(0.025, '2026-07'),
	'2a/DEFAULT': output(0.04, '2026-07'),
	'2.0/TURBO': output(0.05, '2026-07'),
	'2.0/DEFAULT': output(0.08, '2026-07'),
	'1.0/TURBO': output(0.02, '2026-07'),
	'1.0/DEFAULT': output(0.06, '2026-07'),
	'transparent X1/TURBO': output(0.04, '2026-07'),
	'transparent X1/DEFAULT': output(0.07, '2026-10-10'),
	'transparent X1/QUALITY': output(0.1, '2026-07'),
	'transparent X2/TURBO': output(0.16, '2026-07', 'one source'),
	'transparent X2/DEFAULT': output(0.19, '2026-07', 'one source'),
	'transparent X2/QUALITY': output(0.22, '2026-07', 'one source'),
	'transparent X4/TURBO': output(0.2, '2026-07', 'one source'),
	'transparent X4/DEFAULT': output(0.23, '2026-07', 'one source'),
	'transparent X4/QUALITY': output(0.26, '2026-07', 'one source'),
	'instruction edit': output(0.2, '2026-07'),
	upscale: input(0.06, '2026-07'),
	describe: input(0.01, '2026-07'),
	'describe 4.0': input(0.015, '2026-08', 'one source'),
	'remove background': input(0.01, '2026-11-16'),
	'remove object': input(0.03, '2026-10-10'),
	'layerize text': input(0.09, '2026-11-16'),
};

/** Everything the API can do, as the product offers it. */
export const catalog: readonly AnyOperation[] = [
	generateV3,
	generateV4,
	generateTransparent,
	generateLegacy,
	remixV3,
	remixV4,
	remixLegacy,
	editV3,
	editLegacy,
	instructEdit,
	reframeV3,
	reframeLegacy,
	replaceBackground,
	removeBackground,
	removeObject,
	upscale,
	describe,
	describeV4,
	layerizeText,
	magicPrompt,
	listModels,
	getModel,
];

/**
 * What this input costs on these terms: count times rate, USD micro-dollars.
 * Throws `ValidationError` for a combination that has neither a published price
 * nor one of the customer's own: what cannot be priced is not sent.
 */
export function estimate(operation: AnyOperation, input: object, terms: PriceTerms = listPrices): Price {
	if (!operation.billing) {
		return free;
	}
	const { row, count } = operation.billing(input as never);
	if (Object.hasOwn(terms.overrides, row)) {
		const rate = terms.overrides[row] ?? 0;
		return { amount: rate * count, rate, count, row, confirmed: '', about: false, terms: 'override' };
	}
	const found = Object.hasOwn(priceTable, row) ? priceTable[row] : undefined;
	if (!found) {
		throw new ValidationError(
			t('Ideogram publishes no price for {0}: choose another speed or model.', row.replace('/', ' ')),
		);
	}
	const rate = discounted(found.rate, terms.discount);
	return {
		amount: rate * count,
		rate,
		count,
		row,
		confirmed: found.confirmed,
		about: found.singleSource === true,
		terms: terms.discount > 0 ? 'discount' : 'list',
	};
}
