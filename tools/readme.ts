/** Writes the settings into README.md, between their markers, as package.json and package.nls.json have them. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './bundled.ts';

interface Setting {
	readonly scope: string;
	readonly default: unknown;
	readonly order: number;
	readonly enum?: readonly string[];
	readonly enumDescriptions?: readonly string[];
	readonly markdownDescription: string;
}

const START = '<!-- settings: made by tools/readme.ts -->';
const END = '<!-- end of settings -->';

/** Who sets them, in the words of a person. */
const SCOPES = [
	['resource', 'You set these, for yourself or for a workspace:'],
	['application', 'You alone set these; a workspace cannot:'],
] as const;

/** README.md as it should read: with the settings that package.json contributes. */
export function withSettings(readme: string): string {
	const start = readme.indexOf(START);
	const end = readme.indexOf(END);
	if (start < 0 || end < start) {
		throw new Error('README.md lacks the markers around its settings.');
	}
	return `${readme.slice(0, start)}${START}\n\n${settingsTables()}\n${readme.slice(end)}`;
}

function settingsTables(): string {
	const { contributes } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8'));
	const properties: Readonly<Record<string, Setting>> = contributes.configuration.properties;
	const settings = Object.entries(properties).sort(([, a], [, b]) => a.order - b.order);
	return SCOPES.map(([scope, sentence]) => {
		const rows = settings.filter(([, setting]) => setting.scope === scope).map(row);
		return `${sentence}\n\n| Setting | Default | What it does |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
	}).join('\n');
}

function row([name, setting]: readonly [string, Setting]): string {
	const cells = [`\`${name}\``, defaultOf(setting), described(setting)];
	return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function defaultOf({ default: value }: Setting): string {
	const values = Array.isArray(value) ? value : [value];
	return values.map((one) => `\`${typeof one === 'string' ? one : JSON.stringify(one)}\``).join(', ');
}

/** What the settings editor says; the values to choose from follow, each with its own text. */
function described(setting: Setting): string {
	const choices = (setting.enum ?? []).map(
		(value, index) => `\`${value}\`: ${text(setting.enumDescriptions?.[index] ?? value)}`,
	);
	return [text(setting.markdownDescription), ...choices].join(' ').replaceAll(/`#([^#`]+)#`/g, '`$1`');
}

const names: Readonly<Record<string, string>> = JSON.parse(
	readFileSync(path.join(projectRoot, 'package.nls.json'), 'utf8'),
);

function text(reference: string): string {
	const found = names[reference.replaceAll('%', '')];
	if (!found) {
		throw new Error(`package.nls.json lacks ${reference}.`);
	}
	return found;
}

if (import.meta.main) {
	const file = path.join(projectRoot, 'README.md');
	writeFileSync(file, withSettings(readFileSync(file, 'utf8')));
}
