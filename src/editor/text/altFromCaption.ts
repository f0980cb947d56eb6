import { sanitiseAlt } from '../snippets/altText.ts';

/** Screen readers read longer texts in pieces. UTF-16 units. */
const MAX_LENGTH = 125;

const MEDIUM =
	'(?:image|picture|photo|photograph|illustration|artwork|graphic|render(?:ing)?|drawing|painting|scene)';
/** Words that tell what kind of picture it is, such as `black-and-white`: none that begin another phrase. */
const KIND =
	"(?:(?!(?:an?|the|of|with|in|on|at|by|to|from|his|her|their|its|my|and|or)\\b)[\\p{L}\\d'-]+\\s+){0,3}?";
const VERB =
	'(?:shows|features|depicts|displays|presents|portrays|captures|showcases|illustrates|contains|represents|is of)';

/** Ways to begin a caption that say nothing of the image. */
const OPENINGS = [
	`(?:in|within)\\s+(?:this|the)\\s+${KIND}${MEDIUM}\\s*,?\\s+(?:(?:we|you)\\s+(?:can\\s+)?see\\s+)?`,
	`(?:this|the)\\s+${KIND}${MEDIUM}\\s+(?:\\p{L}+ly\\s+)?${VERB}\\s+`,
	`(?:this|the)\\s+${KIND}(?:image|picture|photo|photograph)\\s+is\\s+(?=(?:an?|the)\\s)`,
	`(?:this\\s+is\\s+)?(?:(?:an?|the|this)\\s+)?${KIND}(?:image|picture|photo|photograph)\\s+(?:of|showing|depicting|featuring)\\s+`,
].map((opening) => new RegExp(`^${opening}`, 'iu'));

const ABBREVIATION =
	/(?:^|[\s(])(?:mr|mrs|ms|dr|st|prof|vs|etc|e\.g|i\.e|jr|sr|fig|approx|ca|inc|ltd|\p{L})\.$/iu;

const words = (list: string) => new Set(list.split(' '));

/** Before these a sentence may be cut and is still one. */
const BEFORE_PHRASE = words(
	'with in on at and or but while that which who whose where as for from into near beside behind under over ' +
		'against through across between around among amid toward towards along above below before after during',
);

/** With these no sentence ends. */
const DANGLING = words(
	'a an the and or but nor of to in on at by for with without from into onto over under near beside behind ' +
		'against between among amid around through across along above below before after during toward towards ' +
		'as than that which who whose where while when its his her their our your my this these those is are was ' +
		'were be being has have very more such both next set',
);

/**
 * A caption made fit for alt text: the first sentences that fit, on one line, without an opening that only says
 * that there is an image. A first sentence that is too long is cut at a phrase or word. Only words of the
 * caption, in their order; empty if it holds none.
 *
 * @param maxLength UTF-16 units; only a first word that is longer alone goes beyond
 */
export function altFromCaption(
	caption: string,
	{ maxLength = MAX_LENGTH }: { readonly maxLength?: number } = {},
): string {
	const text = withoutOpenings(sanitiseAlt(caption).replace(/\s+/g, ' ').trim());
	const ends = sentenceEnds(text);
	const fitting = ends.findLast((end) => end <= maxLength);
	const isWhole = fitting !== undefined || (ends.length === 0 && text.length <= maxLength);
	const [first = text.length] = ends;
	const kept =
		fitting !== undefined
			? text.slice(0, fitting)
			: isWhole
				? tidy(text)
				: cut(text.slice(0, first), maxLength);
	return upperFirst(kept.trim());
}

function withoutOpenings(text: string): string {
	let rest = text;
	for (let round = 0; round < 3; round++) {
		const opening = OPENINGS.map((pattern) => pattern.exec(rest)?.[0]).find((found) => found !== undefined);
		const stripped = rest.slice(opening?.length ?? 0);
		if (opening === undefined || !/[\p{L}\p{N}]/u.test(stripped)) {
			break;
		}
		rest = stripped;
	}
	return rest;
}

/** Where the sentences end that have an end. */
function sentenceEnds(text: string): readonly number[] {
	const ends: number[] = [];
	for (const match of text.matchAll(/[.!?…]+["'”’»)\]]*(?= |$)|[。！？]+[」』”’]*/gu)) {
		const end = match.index + match[0].length;
		const isAbbreviated =
			match[0] === '.' && end < text.length && ABBREVIATION.test(text.slice(Math.max(0, end - 12), end));
		const goesOn = /^ \p{Ll}/u.test(text.slice(end, end + 3));
		if (!isAbbreviated && !goesOn) {
			ends.push(end);
		}
	}
	return ends;
}

/** The beginning of a sentence, up to the last phrase or, failing that, word that fits. */
function cut(sentence: string, maxLength: number): string {
	const tokens = tokensOf(sentence);
	const fitting = tokens.filter(({ end }) => end <= maxLength);
	const phrases = fitting.filter(({ end, text }, index) => {
		const next = tokens[index + 1]?.text.toLowerCase().replace(/[^\p{L}]/gu, '') ?? '';
		return end >= maxLength / 2 && (/[,;:–—]$/.test(text) || BEFORE_PHRASE.has(next));
	});
	const end = phrases.at(-1)?.end ?? fitting.at(-1)?.end ?? tokens[0]?.end ?? 0;
	return tidy(sentence.slice(0, end));
}

interface Token {
	readonly text: string;
	readonly end: number;
}

/** What stands between spaces; words of a script that has none are told apart by the language's own rules. */
function tokensOf(text: string): readonly Token[] {
	const pattern = /\S+/g;
	return Array.from(text.matchAll(pattern)).flatMap(({ 0: token, index }): readonly Token[] => {
		const hasSpaces = !/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]/u.test(
			token,
		);
		if (hasSpaces) {
			return [{ text: token, end: index + token.length }];
		}
		const segments = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(token);
		return Array.from(segments, ({ segment, index: at }) => ({
			text: segment,
			end: index + at + segment.length,
		}));
	});
}

/** Without what cannot end a text: loose words, signs, and what opens and does not close. */
function tidy(text: string): string {
	let result = text;
	for (;;) {
		const shorter = withoutOpenPair(result).replace(/[\s,;:–—-]+$/u, '');
		const last = /(?:^|\s)(\S+)$/u.exec(shorter.slice(-20))?.[1] ?? '';
		const next = DANGLING.has(last.toLowerCase()) ? shorter.slice(0, shorter.length - last.length) : shorter;
		if (next.trim() === '') {
			return /[\p{L}\p{N}]/u.test(shorter) ? shorter : result.trim();
		}
		if (next === result) {
			return result;
		}
		result = next;
	}
}

function withoutOpenPair(text: string): string {
	for (const [open, close] of [
		['(', ')'],
		['[', ']'],
		['“', '”'],
		['«', '»'],
	] as const) {
		const at = text.lastIndexOf(open);
		if (at > 0 && text.indexOf(close, at) < 0) {
			return open === '“' ? beforeQuote(text, at) : text.slice(0, at);
		}
	}
	const isOdd = text.split('"').length % 2 === 0;
	const at = text.lastIndexOf('"');
	return isOdd && at > 0 ? beforeQuote(text, at) : text;
}

/** What is quoted goes with the word that announces it. */
function beforeQuote(text: string, at: number): string {
	return text
		.slice(0, at)
		.replace(/\s(?:reads|reading|says|saying|titled|labell?ed|named|called)[\s:,]*$/i, '');
}

function upperFirst(text: string): string {
	const [first = ''] = text;
	const upper = first.toUpperCase();
	return upper.length === first.length ? upper + text.slice(first.length) : text;
}
