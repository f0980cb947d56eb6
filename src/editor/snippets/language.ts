import type { Framework } from './framework.ts';
import { imageUrl, relativePath, servedUrl } from './paths.ts';

/** What is inserted, and where. Paths are absolute, in the form of any platform. */
export interface SnippetRequest {
	readonly languageId: string;
	/** The whole document. */
	readonly text: string;
	/** Where the snippet goes, in UTF-16 units from the start of the document. */
	readonly offset: number;
	readonly documentPath: string;
	readonly imagePath: string;
	/** The folder around the image that is served from the root of the site, if there is one. */
	readonly publicFolder?: string | undefined;
	/** What builds the document's project, where that is known. */
	readonly framework?: Framework | undefined;
	/** The person's own form of a whole image in this language; the texts in it are in `template.ts`. */
	readonly template?: string | undefined;
	/** As it came; a snippet sanitises it. Empty for a decorative image. */
	readonly alt: string;
	/** Pixels, as displayed. */
	readonly width: number;
	/** Pixels, as displayed. */
	readonly height: number;
	readonly eol: '\n' | '\r\n';
}

export interface SnippetEdit {
	/** In the coordinates of the document before any edit, in UTF-16 units. */
	readonly offset: number;
	/** How much of the text behind the offset gives way to it, in UTF-16 units: quotes that hold nothing. */
	readonly deleteLength: number;
	readonly text: string;
}

/** Edits to apply together, as plain text; two at one offset go in the order of the list. None reaches into another. */
export interface Snippet {
	readonly edits: readonly SnippetEdit[];
	/** Index into `edits` of the visible snippet. */
	readonly main: number;
}

/** How one language writes an image. */
export type SnippetLanguage = (request: SnippetRequest) => Snippet;

/** A snippet of one edit, at the place asked for. */
export function oneEdit({ offset }: SnippetRequest, text: string): Snippet {
	return { edits: [{ offset, deleteLength: 0, text }], main: 0 };
}

/** The image's address as the document writes it, safe in every place that takes an address. */
export function urlFor(request: SnippetRequest): string {
	const url = imageUrl({ ...request, style: 'auto' });
	// Vue's compiler resolves only what begins with a dot, and leaves the rest to the server.
	return request.languageId === 'vue' && !/^(?:\.{0,2}\/|file:)/.test(url) ? `./${url}` : url;
}

/** The path from the root of the site or relative to the document, not encoded; for places that take no address. */
export function plainPath(request: SnippetRequest): string {
	const { documentPath, imagePath } = request;
	return servedUrl(request) ?? relativePath(documentPath, imagePath) ?? imagePath;
}

/** The path as it can stand in any one line: as it is, unless something in it would break or reorder the line. */
export function pathOnOneLine(request: SnippetRequest): string {
	const path = plainPath(request);
	const isOneLine = !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(path);
	return isOneLine ? path : urlFor(request);
}
