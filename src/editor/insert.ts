import * as vscode from 'vscode';
import { applyEdits } from './applyEdits.ts';
import type { Place } from './place.ts';
import { pathOf, type Site, siteOf } from './project.ts';
import { resourceSetting } from './settings.ts';
import type { Snippet, SnippetEdit } from './snippets/language.ts';
import { makeSnippet } from './snippets/snippet.ts';
import { templateFor } from './snippets/template.ts';
import { trackRange } from './snippets/trackOffset.ts';

/** An image in the workspace, as a snippet tells of it. */
export interface InsertableImage {
	readonly uri: vscode.Uri;
	readonly alt: string;
	/** Pixels. */
	readonly width: number;
	readonly height: number;
}

/** What was put into a document, followed so that it can be taken out again. */
export interface Insertion {
	readonly document: vscode.TextDocument;
	/** Right after the snippet, while it stands as it was inserted. */
	end(): number | undefined;
	/** Takes it out, or finds it gone; false where it has been edited since, and stays. */
	remove(): Promise<boolean>;
	dispose(): void;
}

/** The person may type while an edit is on its way; each try starts from the text as it then is. */
const TRIES = 20;

/** What a template must have, as a person writes it. */
const PATH = `\${path}`;

/**
 * Inserts the image's snippet at the place, as one undo step. Undefined where
 * the place is gone.
 */
export async function insertImage(place: Place, image: InsertableImage): Promise<Insertion | undefined> {
	const { document } = place;
	const site = await siteOf(document, image.uri);
	const template = ownTemplate(document);
	for (let attempt = 0; attempt < TRIES; attempt++) {
		const offset = place.offset();
		if (offset === undefined) {
			return undefined;
		}
		const snippet = snippetAt(place, offset, image, site, template);
		const followed = followEdits(document, snippet);
		const edits = [...changesOf(snippet)].map(([start, { deleteLength, text }]) => ({
			start,
			end: start + deleteLength,
			text,
		}));
		if (await applyEdits(document, edits)) {
			// For the step of the walkthrough.
			void vscode.commands.executeCommand('setContext', 'ideogram.hasInserted', true);
			return followed;
		}
		followed.dispose();
	}
	return undefined;
}

/** The person's own form of a snippet for this document; one that would show no image is told of. */
function ownTemplate(document: vscode.TextDocument): string | undefined {
	const { languageId, uri } = document;
	const template = templateFor(resourceSetting('snippets', document), {
		languageId,
		documentPath: uri.path,
		text: document.getText(),
	});
	if (template !== 'unusable') {
		return template;
	}
	void vscode.window.showWarningMessage(
		vscode.l10n.t(
			'Your snippet for {0} was not used: it lacks {1} (setting ideogram.snippets).',
			languageId,
			PATH,
		),
	);
	return undefined;
}

function snippetAt(
	place: Place,
	offset: number,
	image: InsertableImage,
	site: Site,
	template: string | undefined,
): Snippet {
	const { document } = place;
	const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
	const snippet = makeSnippet({
		languageId: document.languageId,
		text: document.getText(),
		offset,
		documentPath: pathOf(document, image.uri),
		imagePath: image.uri.path,
		...site,
		template,
		alt: image.alt,
		width: image.width,
		height: image.height,
		eol,
	});
	return place.newLine
		? {
				...snippet,
				edits: snippet.edits.map((edit, index) =>
					index === snippet.main ? { ...edit, text: `${eol}${place.indent}${edit.text}` } : edit,
				),
			}
		: snippet;
}

interface Span {
	readonly start: number;
	readonly end: number;
	readonly text: string;
	/** What stood there before. */
	readonly replaced: string;
}

/** `deleted`: as a whole; `edited`: it no longer stands as it was inserted. */
type Followed = Span | 'deleted' | 'edited';

function follow(span: Followed, changes: readonly vscode.TextDocumentContentChangeEvent[]): Followed {
	if (typeof span === 'string') {
		return span;
	}
	const { start, end, text, replaced } = span;
	if (
		changes.some(({ rangeOffset, rangeLength }) => rangeOffset <= start && rangeOffset + rangeLength >= end)
	) {
		return 'deleted';
	}
	const range = trackRange(start, end, changes);
	return range ? { ...range, text, replaced } : 'edited';
}

/**
 * Follows what the edits will insert, from before they are applied, so that not
 * a keystroke is missed.
 */
function followEdits(document: vscode.TextDocument, snippet: Snippet): Insertion {
	const before = document.getText();
	let spans: readonly Followed[] | undefined;
	const subscription = vscode.workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
		if (changed === document && contentChanges.length > 0) {
			spans = spans
				? spans.map((span) => follow(span, contentChanges))
				: spansOf(contentChanges, snippet, before);
		}
	});
	const standing = (): readonly Span[] | undefined => {
		const text = document.getText();
		const all = spans?.filter(
			(span) => typeof span === 'object' && text.slice(span.start, span.end) === span.text,
		);
		return all?.length === snippet.edits.length ? (all as readonly Span[]) : undefined;
	};
	return {
		document,
		end: () => (document.isClosed ? undefined : standing()?.[snippet.main]?.end),
		async remove() {
			for (let attempt = 0; attempt < TRIES; attempt++) {
				const all = document.isClosed ? undefined : standing();
				if (!all) {
					// Taken back by the person's own undo, there is nothing left to do.
					return spans?.every((span) => span === 'deleted') ?? false;
				}
				if (
					await applyEdits(
						document,
						all.map(({ start, end, replaced }) => ({ start, end, text: replaced })),
					)
				) {
					return true;
				}
			}
			return false;
		},
		dispose: () => subscription.dispose(),
	};
}

/** Where the edits came to stand, if this change was ours; undefined where it was the person's. */
function spansOf(
	changes: readonly vscode.TextDocumentContentChangeEvent[],
	snippet: Snippet,
	before: string,
): readonly Span[] | undefined {
	const wanted = changesOf(snippet);
	const ours =
		changes.length === wanted.size &&
		changes.every(({ rangeOffset, rangeLength, text }) => {
			const change = wanted.get(rangeOffset);
			return change?.text === text && change.deleteLength === rangeLength;
		});
	if (!ours) {
		return undefined;
	}
	return snippet.edits.map(({ offset, deleteLength, text }, index) => {
		const earlier = snippet.edits.filter(
			(other, position) => other.offset < offset || (other.offset === offset && position < index),
		);
		const start = earlier.reduce((sum, other) => sum + other.text.length - other.deleteLength, offset);
		const replaced = before.slice(offset, offset + deleteLength);
		return { start, end: start + text.length, text, replaced };
	});
}

/** What to write where: edits at one offset are one change, since editors differ in how they report two. */
function changesOf(snippet: Snippet): ReadonlyMap<number, Omit<SnippetEdit, 'offset'>> {
	const changes = new Map<number, Omit<SnippetEdit, 'offset'>>();
	for (const { offset, deleteLength, text } of snippet.edits) {
		const before = changes.get(offset) ?? { deleteLength: 0, text: '' };
		changes.set(offset, { deleteLength: before.deleteLength + deleteLength, text: before.text + text });
	}
	return changes;
}
