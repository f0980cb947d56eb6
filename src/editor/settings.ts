import * as vscode from 'vscode';
import { dollars, type MicroDollars } from '../api/money.ts';

const DEFAULT_DOLLARS = { confirmAbove: 1, 'budget.day': 10 };
const MAX_DOLLARS = 1_000_000;

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
}

/** Settings that may differ by folder. */
interface ResourceSettings {
	readonly outputFolder: string;
}

/** A setting of `application` scope. */
export function ownSetting<K extends keyof OwnSettings>(name: K): OwnSettings[K] {
	const found = vscode.workspace.getConfiguration('ideogram').inspect<OwnSettings[K]>(name);
	return (found?.globalValue ?? found?.defaultValue) as OwnSettings[K];
}

/**
 * An amount of money from the settings, USD micro-dollars. What is not an
 * amount falls back to the default, so that a slip of the pen lifts no limit.
 */
export function ownAmount(name: 'confirmAbove'): MicroDollars;
export function ownAmount(name: 'budget.day'): MicroDollars | undefined;
export function ownAmount(name: 'confirmAbove' | 'budget.day'): MicroDollars | undefined {
	const value = ownSetting(name);
	if (value === null && name === 'budget.day') {
		return undefined;
	}
	const usable = typeof value === 'number' && value >= 0 && value <= MAX_DOLLARS;
	return dollars(usable ? value : DEFAULT_DOLLARS[name]);
}

/** A setting of `resource` scope, as it holds for this file or folder. */
export function resourceSetting<K extends keyof ResourceSettings>(
	name: K,
	scope: vscode.ConfigurationScope | undefined,
): ResourceSettings[K] {
	return vscode.workspace.getConfiguration('ideogram', scope).get(name) as ResourceSettings[K];
}
