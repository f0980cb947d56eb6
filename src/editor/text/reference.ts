/** A text as the editor holds it. The language id or, where that says nothing, the path's ending decides. */
export interface SourceText {
	readonly languageId: string;
	/** Absolute, in the form of any platform. */
	readonly path: string;
	readonly text: string;
}

/** Offsets in UTF-16 units, `end` exclusive. */
export interface TextRange {
	readonly start: number;
	readonly end: number;
}

/** Replaces a range; in the coordinates of the text before any edit. */
export interface TextEdit extends TextRange {
	readonly text: string;
}

export interface AltText {
	/** 'dynamic': an expression, a template or attributes spread from elsewhere decide when the page is made. */
	readonly state: 'missing' | 'empty' | 'present' | 'dynamic';
	/** Decoded; only if present. */
	readonly text?: string;
	/** What stands between quotes or brackets. */
	readonly range?: TextRange;
}

/** Where the alt text of an image is written, and how. */
export interface AltSlot extends TextRange {
	/** Brackets of Markdown, or an attribute with its name. */
	readonly syntax: 'markdown' | 'mdx' | 'html' | 'html in markdown' | 'svelte' | 'jsx' | 'jsx in markdown';
	readonly quote: '"' | "'";
	/** What goes before and behind the text or the quoted value. */
	readonly before: string;
	readonly after: string;
}

/** How the text writes a target. */
export interface TargetForm {
	readonly syntax: 'markdown' | 'markup' | 'css' | 'script';
	/** Around the target; empty if there is none. */
	readonly quote: '"' | "'" | '`' | '';
	/** A module's name is a path as it is; any other target is percent-encoded. */
	readonly isModule: boolean;
}

/** The link or button that the image is in. */
export interface LinkAround {
	readonly href: string | undefined;
	/** The text beside the image, without that of images. */
	readonly text: string;
}

export interface ImageContext {
	/** The nearest heading above. */
	readonly heading?: string;
	readonly title?: string;
	readonly caption?: string;
	readonly purpose: 'functional' | 'unknown';
	readonly link?: LinkAround;
}

/** A place where a text refers to an image. */
export interface ImageReference {
	/**
	 * - 'html' and 'jsx': `<img>` of markup and of JSX;
	 * - 'component': `<Image>`, `<NuxtImg>` and their like;
	 * - 'source': a candidate of `srcset`, a poster, an icon: it has no alt text;
	 * - 'import' and 'css' have none either.
	 */
	readonly kind: 'markdown' | 'html' | 'jsx' | 'component' | 'source' | 'import' | 'css';
	/** The whole construct. */
	readonly range: TextRange;
	/** Decoded, with query and fragment; `undefined` if it is not written down in this text. */
	readonly target: string | undefined;
	/** The same, still percent-encoded. */
	readonly url: string | undefined;
	/** The target as the text writes it; for an imported image, the module's name in its import. */
	readonly targetRange: TextRange | undefined;
	readonly targetForm: TargetForm | undefined;
	/** Whether the target is no file of this project's: on a server, or in the address itself. */
	readonly remote: boolean;
	/** `undefined` for kinds that have none. */
	readonly alt: AltText | undefined;
	/** `undefined` where no alt text can be written. */
	readonly altSlot: AltSlot | undefined;
	/** Pixels. */
	readonly width?: number;
	/** Pixels. */
	readonly height?: number;
	readonly context: ImageContext;
	/** Whether the text says that the image means nothing: it then needs no alt text. */
	readonly decorative: boolean;
	/**
	 * The same number: one picture, of which a browser shows one file. For the `<img>` of a `<picture>` or with a
	 * `srcset`, and for each candidate.
	 */
	readonly picture?: number;
}
