import type { ScriptSpan } from '../snippets/scriptSpans.ts';
import type { Dialect } from './dialect.ts';
import { scan } from './scan.ts';
import type { Sink } from './sink.ts';

/**
 * The string, template or comment of script in which the offset stands; undefined in code, and in the text and
 * attributes of markup, where quotes are none of script. Not for Markdown, whose offsets are other ones. Linear time.
 */
export function scriptLiteralAt(
	text: string,
	offset: number,
	dialect: Exclude<Dialect, 'markdown' | 'mdx'>,
): ScriptSpan | undefined {
	let found: ScriptSpan | undefined;
	const sink: Sink = {
		...NOTHING,
		literal(literal) {
			const isLine = text.startsWith('//', literal.start) && literal.kind === 'comment';
			if (literal.start < offset && (offset < literal.end || (isLine && offset === literal.end))) {
				found = literal;
			}
		},
	};
	scan(text, dialect, sink);
	return found;
}

const NOTHING: Sink = {
	open: () => undefined,
	close: () => undefined,
	text: () => undefined,
	module: () => undefined,
	markdownImage: () => undefined,
	link: () => undefined,
	heading: () => undefined,
	css: () => undefined,
};
