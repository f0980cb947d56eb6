import * as vscode from 'vscode';
import { dollars, type MicroDollars } from '../api/money.ts';
import type { PriceTerms } from '../api/price-terms.ts';
import type { NetworkChoice } from '../api/transport-auto.ts';
import type { Caps } from '../store/budget.ts';
import { validPublicFolders } from './snippets/publicFolders.ts';

/** US dollars; null: no limit unless one is set. */
const DEFAULT_DOLLARS = { confirmAbove: 1, 'budget.day': 10, 'budget.agentsDay': 2, 'budget.month': null };
export const MAX_DOLLARS = 1_000_000;
const DEFAULT_HISTORY_MEGABYTES = 2000;
const DEFAULT_IN_FLIGHT = 10;
const MAX_IN_FLIGHT = 100;

/**
 * Settings that only the person may set: hosts, money and confirmation. They
 * have `application` scope in package.json, and are read from the user's own
 * settings alone, so that no repository can reach them either way.
 */
interface OwnSettings {
	readonly baseUrl: string;
	/** US dollars. */
	readonly confirmAbove: number;
	/** US dollars; null for none. */
	readonly 'budget.day': number | null;
	readonly 'budget.agentsDay': number | null;
	readonly 'budget.month': number | null;
	/** Megabytes; null for any. */
	readonly 'history.maxSize': number | null;
	/** US dollars a unit, by row of the price table. */
	readonly 'pricing.overrides': unknown;
	/** Per cent. */
	readonly 'pricing.discount': unknown;
	/** Images, over all windows. */
	readonly maxInFlight: number;
	readonly network: NetworkChoice;
	/** Where images go that were made of a file. */
	readonly fixedImage: 'ask' | 'beside' | 'replace';
}

/** Settings that may differ by folder. */
interface ResourceSettings {
	readonly outputFolder: string;
	readonly format: 'auto' | 'png' | 'webp';
	/** Relative to a project's folder; as written, so read it with `ownPublicFolders`. */
	readonly publicFolders: unknown;
	/** Templates by language; as written, so read it with `templateFor`. */
	readonly snippets: unknown;
	readonly 'altText.diagnostics': boolean;
}

/** A setting of `application` scope. */
export function ownSetting<K extends keyof OwnSettings>(name: K): OwnSettings[K] {
	const configuration = vscode.workspace.getConfiguration('ideogram');
	const found = configuration.inspect<OwnSettings[K]>(name);
	const elsewhere = found?.workspaceValue !== undefined || found?.workspaceFolderValue !== undefined;
	// A null of the user's own is a value too; `inspect` alone would take it for none.
	return (
		elsewhere ? (found?.globalValue ?? found?.defaultValue) : configuration.get(name)
	) as OwnSettings[K];
}

/**
 * An amount of money from the settings, USD micro-dollars. What is not an
 * amount falls back to the default, so that a slip of the pen lifts no limit.
 */
export function ownAmount(name: 'confirmAbove'): MicroDollars;
export function ownAmount(name: keyof typeof DEFAULT_DOLLARS): MicroDollars | undefined;
export function ownAmount(name: keyof typeof DEFAULT_DOLLARS): MicroDollars | undefined {
	const value = ownSetting(name);
	if (value === null && name !== 'confirmAbove') {
		return undefined;
	}
	const usable = typeof value === 'number' && value >= 0 && value <= MAX_DOLLARS;
	const amount = usable ? value : DEFAULT_DOLLARS[name];
	return amount === null ? undefined : dollars(amount);
}

/** The person's limits on what may be spent. */
export function ownCaps(): Caps {
	return {
		day: ownAmount('budget.day'),
		agentsDay: ownAmount('budget.agentsDay'),
		month: ownAmount('budget.month'),
	};
}

/** What the person has agreed on with Ideogram; what makes no sense leaves the published price. */
export function ownPriceTerms(): PriceTerms {
	const rates = ownSetting('pricing.overrides');
	const discount = ownSetting('pricing.discount');
	return {
		overrides: Object.fromEntries(
			Object.entries(typeof rates === 'object' && rates !== null ? rates : {}).flatMap(([row, rate]) =>
				typeof rate === 'number' && rate >= 0 && rate <= MAX_DOLLARS ? [[row, dollars(rate)]] : [],
			),
		),
		discount: typeof discount === 'number' && discount >= 0 && discount <= 100 ? discount : 0,
	};
}

/** How large History may grow before the person is asked, in bytes; undefined: as it likes. */
export function ownHistorySize(): number | undefined {
	const value = ownSetting('history.maxSize');
	if (value === null) {
		return undefined;
	}
	const usable = typeof value === 'number' && value >= 1 && value <= 1e9;
	return (usable ? value : DEFAULT_HISTORY_MEGABYTES) * 1_000_000;
}

/** The most images in flight at once; what is not such a number falls back to the default. */
export function ownMaxInFlight(): number {
	const value = ownSetting('maxInFlight');
	return Number.isInteger(value) && value >= 1 && value <= MAX_IN_FLIGHT ? value : DEFAULT_IN_FLIGHT;
}

/** Whose network stack to use; what is none falls back to the default. */
export function ownNetwork(): NetworkChoice {
	const value = ownSetting('network');
	return value === 'undici' || value === 'editor' ? value : 'auto';
}

/** Where images go that were made of a file; undefined: ask. */
export function ownFixedImage(): 'beside' | 'replace' | undefined {
	const value = ownSetting('fixedImage');
	return value === 'beside' || value === 'replace' ? value : undefined;
}

/** The format of new images here; what is none falls back to the default. */
export function imageFormat(scope: vscode.ConfigurationScope | undefined): ResourceSettings['format'] {
	const value = resourceSetting('format', scope);
	return value === 'png' || value === 'webp' ? value : 'auto';
}

/** A setting of `resource` scope, as it holds for this file or folder. */
export function resourceSetting<K extends keyof ResourceSettings>(
	name: K,
	scope: vscode.ConfigurationScope | undefined,
): ResourceSettings[K] {
	return vscode.workspace.getConfiguration('ideogram', scope).get(name) as ResourceSettings[K];
}

/** The public folders that somebody has chosen for this file or folder; undefined where nobody has. */
export function ownPublicFolders(scope: vscode.ConfigurationScope): readonly string[] | undefined {
	const found = vscode.workspace.getConfiguration('ideogram', scope).inspect('publicFolders');
	const isChosen = [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue].some(
		(value) => value !== undefined,
	);
	return isChosen ? validPublicFolders(resourceSetting('publicFolders', scope)) : undefined;
}
