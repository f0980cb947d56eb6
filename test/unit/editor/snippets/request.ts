import type { Snippet, SnippetRequest } from '../../../../src/editor/snippets/language.ts';
import { makeSnippet } from '../../../../src/editor/snippets/snippet.ts';

/** A request for a document in which `‸` marks the cursor. */
export function requestAt(
	marked: string,
	rest: Partial<SnippetRequest> & Pick<SnippetRequest, 'languageId'>,
): SnippetRequest {
	const offset = marked.indexOf('‸');
	if (offset < 0) {
		throw new Error('The document has no cursor');
	}
	return {
		text: marked.replace('‸', ''),
		offset,
		documentPath: '/work/src/page.txt',
		imagePath: '/work/img/fox.png',
		alt: 'A fox',
		width: 1312,
		height: 736,
		eol: '\n',
		...rest,
	};
}

/** The document after the snippet went in. */
export function documentWith(request: SnippetRequest): string {
	return apply(request.text, makeSnippet(request));
}

/** What is inserted at the cursor. */
export function mainText(request: SnippetRequest): string {
	const { edits, main } = makeSnippet(request);
	return edits[main]?.text ?? '';
}

/** Applies edits as the editor does: all in the coordinates before, those at one place in their order. */
export function apply(text: string, { edits }: Snippet): string {
	let result = '';
	let at = 0;
	for (const edit of edits.toSorted((one, other) => one.offset - other.offset)) {
		result += text.slice(at, edit.offset) + edit.text;
		at = edit.offset + edit.deleteLength;
	}
	return result + text.slice(at);
}
