import type { ScriptSpan } from '../snippets/scriptSpans.ts';
import type { AltSlot, AltText, ImageReference, TargetForm, TextRange } from './reference.ts';
import type { Source } from './source.ts';
import type { Tag } from './tags.ts';

/** What scanners tell of, in the order of the text. Offsets are those of the source that goes with them. */
export interface Sink {
	readonly open: (source: Source, tag: Tag) => void;
	/** The end of an element; of a fragment of JSX if the name is empty. */
	readonly close: (name: string) => void;
	/** Text that a reader sees, decoded. */
	readonly text: (text: string) => void;
	readonly module: (source: Source, module: ModuleFound) => void;
	readonly markdownImage: (image: MarkdownImage) => void;
	/** A link of Markdown begins; it ends by `close('a')`. */
	readonly link: (href: string) => void;
	/** A heading of Markdown begins; it ends by `close('h1')`. */
	readonly heading: () => void;
	readonly css: (found: UrlFound) => void;
	/** A comment, a string or a stretch of a template in a script, with what opens and closes it; no quote left open. */
	readonly literal?: (literal: ScriptSpan) => void;
}

/** An import or its like. */
export interface ModuleFound extends TextRange {
	readonly nameStart: number;
	readonly nameEnd: number;
	readonly specifier: string;
	/** The variable that holds it. */
	readonly name: string | undefined;
	readonly form: TargetForm;
}

/** All offsets are those of the document. */
export interface MarkdownImage {
	readonly range: TextRange;
	readonly url: string | undefined;
	readonly targetRange: TextRange;
	readonly title: string | undefined;
	readonly alt: AltText;
	readonly altSlot: AltSlot | undefined;
}

/** All offsets are those of the document. */
export interface UrlFound {
	readonly kind: Extract<ImageReference['kind'], 'css' | 'source'>;
	readonly range: TextRange;
	readonly url: string | undefined;
	readonly targetRange: TextRange;
	readonly form: TargetForm;
	/** Whether it is one of `srcset`, of which a browser takes one. */
	readonly isCandidate?: boolean;
}
