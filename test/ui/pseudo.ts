import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../vscode/setup.ts';
import { TemporaryFolder } from '../vscode/temporary.ts';

/** A language that nobody speaks, under the name that editors have for one. */
export const PSEUDO_LANGUAGE = 'qps-ploc';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const STRANGE = 'áƀçđéƒĝĥíĵķļɱñóþɋŕšţúṽŵẋýžÁßÇĐÉƑĜĤÍĴĶĻṀÑÓÞɊŔŠŢÚṼŴẊÝŽ';
/** Values, icons, code, names of settings and addresses of links. */
const KEPT = /\{\d+\}|\$\([\w~-]+\)|`[^`]*`|#[\w.]+#|\]\([^)]*\)/g;

/**
 * A text in that language: no letter is left as it was, and it is a third longer, in brackets that show where
 * it was cut. What is not words stays.
 */
export function pseudo(text: string): string {
	return text
		.split('\n')
		.map((line) => (/^\[[^\]]*\]\([^)]*\)$/.test(line) ? strange(line) : `[!! ${strange(line)} !!]`))
		.join('\n');
}

function strange(text: string): string {
	const kept = text.match(KEPT) ?? [];
	return text
		.split(KEPT)
		.map((words, index) => words.replaceAll(/[a-z]/gi, strangeLetter) + (kept[index] ?? ''))
		.join('');
}

function strangeLetter(letter: string): string {
	const strange = STRANGE[LETTERS.indexOf(letter)] ?? letter;
	return /[aeiou]/.test(letter) ? strange.repeat(2) : strange;
}

/** Words that are not of that language. */
export function foreignWords(text: string): readonly string[] {
	return text.match(/[A-Za-z]{2,}/g) ?? [];
}

/** The extension as it is built, with its texts in that language too. */
export function pseudoExtension(): TemporaryFolder {
	const folder = new TemporaryFolder();
	for (const part of ['dist', 'media', 'l10n', ...globSync('package*.json', { cwd: projectRoot })]) {
		cpSync(path.join(projectRoot, part), path.join(folder.path, part), { recursive: true });
	}
	translate(folder.path, 'package.nls.json', `package.nls.${PSEUDO_LANGUAGE}.json`);
	translate(folder.path, 'l10n/bundle.l10n.json', `l10n/bundle.l10n.${PSEUDO_LANGUAGE}.json`);
	return folder;
}

function translate(folder: string, from: string, to: string): void {
	const texts: Readonly<Record<string, string>> = JSON.parse(readFileSync(path.join(folder, from), 'utf8'));
	const translated = Object.entries(texts).map(([key, text]) => [key, pseudo(text)] as const);
	writeFileSync(path.join(folder, to), JSON.stringify(Object.fromEntries(translated)));
}
