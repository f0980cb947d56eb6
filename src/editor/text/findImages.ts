import { createCollector } from './collector.ts';
import { dialectOf } from './dialect.ts';
import type { ImageReference, SourceText } from './reference.ts';
import { scan } from './scan.ts';

/**
 * All places where a text refers to an image, in their order; none in a language that is not known. Comments,
 * code blocks and strings do not count. Never throws, whatever is half typed. Linear time.
 */
export function findImages(document: SourceText): readonly ImageReference[] {
	const dialect = dialectOf(document);
	if (dialect === undefined) {
		return [];
	}
	const { sink, references } = createCollector(dialect);
	scan(document.text, dialect, sink);
	return references();
}
