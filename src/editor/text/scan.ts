import { scanCss } from './css.ts';
import type { Dialect } from './dialect.ts';
import { elementReader, scanModule } from './elements.ts';
import { scanMarkdown } from './markdown.ts';
import { scanMarkup } from './markup.ts';
import { scanScript } from './script.ts';
import type { Sink } from './sink.ts';
import { matchAt, wholeSource } from './source.ts';

/** Scans a whole document. Never throws, whatever is half typed. Linear time. */
export function scan(text: string, dialect: Dialect, sink: Sink): void {
	if (dialect === 'markdown' || dialect === 'mdx') {
		scanMarkdown(text, dialect, sink);
		return;
	}
	const source = wholeSource(text);
	if (dialect === 'css' || dialect === 'scss') {
		scanCss(source, 0, text.length, dialect === 'scss', sink);
	} else if (dialect === 'script') {
		scanModule(source, sink);
	} else {
		const header = dialect === 'astro' ? matchAt(/\s*---[ \t]*\r?\n/y, text, 0) : undefined;
		const closing = header === undefined ? null : /^---[ \t]*$/m.exec(text.slice(header.length));
		const headerEnd = header !== undefined && closing !== null ? header.length + closing.index : 0;
		scanScript(source, header?.length ?? 0, headerEnd, sink, elementReader(source, sink));
		scanMarkup(source, headerEnd, text.length, dialect, sink);
	}
}
