/**
 * Writes THIRD_PARTY_NOTICES.md: whose work is in the bundles, under which
 * licence. Reads what the last build with `--metafile` says it bundled.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { type BundledPackage, bundledPackages, projectRoot, readText } from './bundled.ts';

interface Work {
	readonly title: string;
	/** Name of a text in `licences`. */
	readonly file: string;
}

const emscripten: Work = { title: 'Emscripten', file: 'emscripten' };
const musl: Work = { title: 'musl', file: 'musl' };

/** What packages carry within them, or leave out, without its licence. */
const ADDED: Readonly<Record<string, readonly Work[]>> = {
	'@jsquash/jpeg': [emscripten, musl],
	'@jsquash/webp': [emscripten, musl],
	'@vscode/l10n': [{ title: '@vscode/l10n', file: 'vscode-l10n' }],
	undici: [{ title: 'llhttp', file: 'llhttp' }],
};

/** What a licence asks to be said beside its text. */
const REMARKS: Readonly<Record<string, string>> = {
	'@jsquash/jpeg':
		'Made of the codecs of Squoosh, by Google, and MozJPEG. This software is based in part on the work of the Independent JPEG Group.',
	'@jsquash/webp': 'Made of the codecs of Squoosh, by Google, and libwebp.',
	'@vscode/codicons':
		'The icons are by Microsoft, under the Creative Commons Attribution 4.0 International licence; the font is included unchanged.',
};

const INTRODUCTION = `# Third-party notices

Ideogram Assets includes work of others, under these licences. This page is made
by \`npm run make:notices\` from what the build says it bundled.
`;

/** The text of THIRD_PARTY_NOTICES.md. Throws for a package of which no licence text is known. */
export function notices(meta: Metafile): string {
	return [INTRODUCTION, ...bundledPackages(meta).map(section)].join('\n');
}

function section({ name, version, licence, homepage, texts }: BundledPackage): string {
	const added = (ADDED[name] ?? []).map(
		({ title, file }) => `${title}:\n\n${readText(path.join(import.meta.dirname, `licences/${file}.txt`))}`,
	);
	const all = [...texts, ...added];
	if (all.length === 0) {
		throw new Error(`${name} comes without its licence: add its text to tools/licences.`);
	}
	const about = [`${licence}.`, homepage && `<${homepage}>.`, REMARKS[name]].filter(Boolean).join(' ');
	const blocks = all.map((text) => `\`\`\`\`text\n${text}\n\`\`\`\`\n`);
	return [`## ${name} ${version}\n`, `${about}\n`, ...blocks].join('\n');
}

if (import.meta.main) {
	const meta = JSON.parse(readFileSync(path.join(projectRoot, 'dist/meta.json'), 'utf8'));
	writeFileSync(path.join(projectRoot, 'THIRD_PARTY_NOTICES.md'), notices(meta));
}
