import type { ScriptSpan } from '../snippets/scriptSpans.ts';
import { scanModule } from './elements.ts';
import type { Sink } from './sink.ts';
import { wholeSource } from './source.ts';

/**
 * The string, template or comment in which the offset stands in JavaScript or TypeScript with JSX; undefined in
 * code, and in JSX's own text and attributes, where quotes are none of script. Linear time.
 */
export function scriptLiteralAt(text: string, offset: number): ScriptSpan | undefined {
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
	scanModule(wholeSource(text), sink);
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
