/** Longer than a path may be; without a bound, hostile text would cost its square in time. */
const LENGTH = '{1,1024}';

const QUOTED = `(?:"([^"\\n]${LENGTH})"|'([^'\\n]${LENGTH})')`;

interface Pattern {
	/** The path is in the one group that took part. */
	readonly expression: RegExp;
	/** Where it means something; everywhere if not said. */
	readonly languages?: readonly string[];
	/** Whether the path is percent-encoded; a module's name is not. */
	readonly isUrl: boolean;
}

const MARKDOWN = ['markdown', 'mdx'];

const PATTERNS: readonly Pattern[] = [
	{
		expression: new RegExp(`\\]\\(\\s*(?:<([^<>\\n]${LENGTH})>|([^\\s()<>]${LENGTH}))`, 'g'),
		languages: MARKDOWN,
		isUrl: true,
	},
	{
		expression: new RegExp(`^ {0,3}\\[[^\\]\\n]{1,200}\\]:[ \\t]*<?([^\\s<>]${LENGTH})`, 'gm'),
		languages: MARKDOWN,
		isUrl: true,
	},
	{
		expression: new RegExp(`\\b(?:src|href|poster)\\s*=\\s*(?:\\{\\s*)?${QUOTED}`, 'gi'),
		isUrl: true,
	},
	{
		expression: new RegExp(`\\burl\\(\\s*(?:${QUOTED}|([^\\s"'()]${LENGTH}))`, 'gi'),
		isUrl: true,
	},
	{
		expression: new RegExp(`\\b(?:from|(?:import|require)(?:\\s*\\()?)\\s*${QUOTED}`, 'g'),
		isUrl: false,
	},
];

/**
 * The local image files that a document refers to, as it writes them but decoded and without query and
 * fragment: relative to the document, or from the root of the site with a leading `/`. In the order of the
 * text, each as often as it occurs. Linear time.
 */
export function imageReferences(text: string, languageId: string): string[] {
	const found = PATTERNS.filter(({ languages }) => languages?.includes(languageId) ?? true).flatMap(
		({ expression, isUrl }) =>
			Array.from(text.matchAll(expression), (match) => {
				const written = match.slice(1).find((group) => group !== undefined) ?? '';
				return { index: match.index, path: localImage(written, isUrl) };
			}),
	);
	found.sort((one, other) => one.index - other.index);
	return found.flatMap(({ path }) => path ?? []);
}

function localImage(written: string, isUrl: boolean): string | undefined {
	const isElsewhere = /^(?:[a-z][a-z0-9+.-]*:|\/\/|\\\\)/i.test(written);
	const isPackage = !isUrl && !/^\.{0,2}\//.test(written);
	const path = written.replace(/[?#].*$/s, '');
	const isImage = /\.(?:png|jpe?g|webp|svg|gif)$/i.test(path);
	return isImage && !isElsewhere && !isPackage ? (isUrl ? decoded(path) : path) : undefined;
}

function decoded(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}
