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

const START = '<!-- settings: made by npm run make:readme -->';
const END = '<!-- end of settings -->';

/** README.md as it should read: with the settings that package.json contributes. */
export function withSettings(readme: string): string {
	const start = readme.indexOf(START);
	const end = readme.indexOf(END);
	if (start < 0 || end < start) {
		throw new Error('README.md lacks the markers around its settings.');
	}
	return `${readme.slice(0, start)}${START}\n${settingsTable()}\n${readme.slice(end)}`;
}

function settingsTable(): string {
	const { contributes } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8'));
	const properties: Readonly<Record<string, Setting>> = contributes.configuration.properties;
	const rows = Object.entries(properties)
		.sort(([, a], [, b]) => a.order - b.order)
		.map(([name, setting]) => row(name, setting));
	return ['| Setting | What it does | Default | Set by |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function row(name: string, setting: Setting): string {
	const value = typeof setting.default === 'string' ? setting.default : JSON.stringify(setting.default);
	const setBy = setting.scope === 'application' ? 'you alone' : 'you or the workspace';
	const cells = [`\`${name}\``, described(setting), `\`${value}\``, setBy];
	return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
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
