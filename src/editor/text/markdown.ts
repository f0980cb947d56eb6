import { elementReader } from './elements.ts';
import type { Block } from './markdownBlocks.ts';
import { readBlocks } from './markdownBlocks.ts';
import type { Definition } from './markdownInline.ts';
import { scanInline } from './markdownInline.ts';
import { readDefinition } from './markdownTails.ts';
import { scanMarkup } from './markup.ts';
import { scanScript } from './script.ts';
import type { Sink } from './sink.ts';
import type { Source } from './source.ts';
import { joinedSource, matchAt } from './source.ts';

/** Scans Markdown or MDX: text, the markup in it and, in MDX, its modules and expressions. */
export function scanMarkdown(text: string, dialect: 'markdown' | 'mdx', sink: Sink): void {
	const isMdx = dialect === 'mdx';
	const definitions = new Map<string, Definition>();
	const blocks = readBlocks(text, isMdx).map((block) => {
		const source = joinedSource(text, block.lines);
		const from = block.kind === 'text' || block.kind === 'heading' ? readDefinitions(source, definitions) : 0;
		return { source, from, kind: block.kind };
	});
	for (const { source, from, kind } of blocks) {
		scanBlock(source, from, kind);
	}

	function scanBlock(source: Source, from: number, kind: Block['kind']): void {
		if (kind === 'html') {
			scanMarkup(source, 0, source.text.length, dialect, sink);
		} else if (kind === 'module') {
			scanScript(source, 0, source.text.length, sink, elementReader(source, sink));
		} else {
			if (kind === 'heading') {
				sink.heading();
			}
			scanInline(source, from, definitions, sink, isMdx);
			if (kind === 'heading') {
				sink.close('h1');
			}
			sink.text('\n');
		}
	}
}

/** Behind the definitions at the beginning of a paragraph; of several with one label, the first counts. */
function readDefinitions(source: Source, definitions: Map<string, Definition>): number {
	let at = 0;
	while (at < source.text.length) {
		const definition = readDefinition(source, at + (matchAt(/[ \t]+/y, source.text, at)?.length ?? 0));
		if (definition === undefined) {
			break;
		}
		const { label, url, title, range, end } = definition;
		if (!definitions.has(label)) {
			definitions.set(label, { url, title, targetRange: source.place(range.start, range.end) });
		}
		at = end;
	}
	return at;
}
