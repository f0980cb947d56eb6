import type { Sink } from './sink.ts';
import type { Source } from './source.ts';
import { endOfString, matchAt } from './source.ts';
import { isImageFile } from './targets.ts';

const URL_TOKEN =
	/url\(\s*(?:"((?:\\[\s\S]|[^"\\\n])*)"|'((?:\\[\s\S]|[^'\\\n])*)'|((?:\\[^\n]|[^\s"'()\\])+))\s*\)/iy;

/** Scans CSS, SCSS, Less or a list of declarations for the images in `url()`. Linear time. */
export function scanCss(
	source: Source,
	from: number,
	limit: number,
	hasLineComments: boolean,
	sink: Pick<Sink, 'css'>,
): void {
	const { text, find } = source;
	let at = from;
	while (at < limit) {
		const character = text.charAt(at);
		if (text.startsWith('/*', at)) {
			const end = find('*/', at + 2);
			at = end < 0 ? limit : end + 2;
		} else if (hasLineComments && text.startsWith('//', at)) {
			const end = find('\n', at);
			at = end < 0 ? limit : end;
		} else if (character === '"' || character === "'") {
			at = endOfString(text, at, limit);
		} else if (character === '\\') {
			at += 2;
		} else if (/[-\w\u0080-\uffff]/.test(character)) {
			at = readName(source, at, limit, sink);
		} else {
			at++;
		}
	}
}

/** Behind a name or, if it is `url`, its parenthesis. */
function readName(source: Source, start: number, limit: number, sink: Pick<Sink, 'css'>): number {
	const { text } = source;
	const name = matchAt(/(?:[-\w\u0080-\uffff]|\\.)+/y, text, start) ?? '';
	const nameEnd = start + Math.max(1, name.length);
	if (name.toLowerCase() !== 'url' || text.charAt(nameEnd) !== '(') {
		return nameEnd;
	}
	URL_TOKEN.lastIndex = start;
	const match = URL_TOKEN.exec(text);
	if (match === null || start + match[0].length > limit) {
		// Half typed or not valid: it goes on to its parenthesis or the end of its line.
		return Math.min(limit, nameEnd + (matchAt(/\([^)\n]*/y, text, nameEnd)?.length ?? 0));
	}
	const [whole, double, single, bare] = match;
	const raw = double ?? single ?? bare ?? '';
	const quote = double !== undefined ? '"' : single !== undefined ? "'" : '';
	const end = start + whole.length;
	const opening = quote === '' ? 0 : 1;
	const targetStart = start + (matchAt(/url\(\s*/iy, text, start)?.length ?? 0) + opening;
	const isDynamic = /[#@$]\{|\{[{%]/.test(raw) || (quote === '' && /^[$@]/.test(raw));
	const url = unescapeCss(raw);
	if (isDynamic || isImageFile(url) || /^data:image\//i.test(url)) {
		sink.css({
			kind: 'css',
			range: source.place(start, end),
			url: isDynamic ? undefined : url,
			targetRange: source.place(targetStart, targetStart + raw.length),
			form: { syntax: 'css', quote, isModule: false },
		});
	}
	return end;
}

function unescapeCss(raw: string): string {
	return raw.replace(
		/\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \n\r\t\f])?|(\r\n|[\s\S]))/g,
		(_, hex: string | undefined, other: string | undefined) => {
			if (hex === undefined) {
				return /^[\n\r\f]/.test(other ?? '') ? '' : (other ?? '');
			}
			const point = Number.parseInt(hex, 16);
			const isCharacter = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
			return isCharacter ? String.fromCodePoint(point) : '\ufffd';
		},
	);
}
