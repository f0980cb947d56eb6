/** File systems of all three platforms take 255 bytes of UTF-8 for one name. */
const MAX_NAME_BYTES = 255;

/** Leaves room for a seed, a number and an extension, and for a path around it. */
const MAX_SLUG_BYTES = 80;

/** With its dot; what is longer is part of the stem, and may be cut. */
const MAX_EXTENSION_LENGTH = 32;

/** Room for the longest name that stands in for a forbidden one. */
const MIN_SLUG_LENGTH = 12;

const FALLBACK = 'image';

/** Device names that Windows refuses with any extension, in any case; the superscripts are real. */
const DEVICE_NAME = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])$/i;

/** What some system takes in no name, and what makes a name show as another one. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/u;

/** Latin letters that Unicode does not decompose into a base letter and marks. */
const LATIN_FOLDS = new Map(
	Object.entries({
		ß: 'ss',
		æ: 'ae',
		œ: 'oe',
		ø: 'o',
		ł: 'l',
		đ: 'd',
		ð: 'd',
		þ: 'th',
		ħ: 'h',
		ŧ: 't',
		ŋ: 'n',
		ı: 'i',
		ə: 'e',
	}),
);

/**
 * A file name's stem that says what the prompt said: lower-case ASCII words joined by '-', without
 * diacritics, cut at a word's end. A prompt without Latin letters keeps the letters of its own script,
 * NFC-normalised. Never empty, legal on Windows, macOS and Linux, at most 80 bytes of UTF-8.
 *
 * @param maxLength UTF-16 units; taken as 12 if less
 */
export function slug(prompt: string, maxLength = 48): string {
	const limit = Math.max(MIN_SLUG_LENGTH, maxLength);
	const stem = joinWords(latinWords(prompt) ?? otherWords(prompt), limit) || FALLBACK;
	return DEVICE_NAME.test(stem) ? `${stem}-${FALLBACK}` : stem;
}

/**
 * The name of a generated image, such as `red-fox-1234567.png`.
 *
 * @param seed as the service answered it; results without one (an upscaled image) have a shorter name
 * @param extension without the dot
 */
export function imageFileName(image: {
	readonly prompt: string;
	readonly seed?: number | undefined;
	readonly extension: string;
}): string {
	const seed = image.seed === undefined ? '' : `-${image.seed}`;
	return `${slug(image.prompt)}${seed}.${image.extension}`;
}

/**
 * The name of what was made of a file, beside it: `logo.no-background.png`. `what` and `extension` are
 * without dots; a stem that leaves no room for them is shortened. Legal on every system, also where the
 * file's own name is not: `10:30.png` becomes `10-30.no-background.png`.
 */
export function besideName(name: string, what: string, extension: string): string {
	const dot = name.lastIndexOf('.');
	const ending = withoutForbidden(`${what === '' ? '' : `.${what}`}.${extension}`);
	const stem = withoutForbidden(dot > 0 ? name.slice(0, dot) : name) || FALLBACK;
	const legal = stem.replace(/^[^.]*/, (first) =>
		DEVICE_NAME.test(first.trimEnd()) ? `${first.trimEnd()}-${FALLBACK}` : first,
	);
	return `${cutToBytes(legal, MAX_NAME_BYTES - utf8Length(ending))}${ending}`;
}

const withoutForbidden = (text: string): string => text.split(FORBIDDEN).join('-');

/**
 * `name` itself or, if it is taken, the first free one of `name-1.png`, `name-2.png`, … A legal name stays
 * legal: a stem that leaves no room for the number is shortened. Whether upper and lower case differ is
 * for `taken` to say.
 *
 * @throws RangeError if a hundred thousand names are taken
 */
export function withoutCollision(name: string, taken: (name: string) => boolean): string {
	if (!taken(name)) {
		return name;
	}
	const dot = name.lastIndexOf('.');
	const hasExtension = dot > 0 && name.length - dot <= MAX_EXTENSION_LENGTH;
	const stem = hasExtension ? name.slice(0, dot) : name;
	const extension = hasExtension ? name.slice(dot) : '';
	for (let number = 1; number < 100_000; number++) {
		const ending = `-${number}${extension}`;
		const candidate = `${cutToBytes(stem, MAX_NAME_BYTES - utf8Length(ending))}${ending}`;
		if (!taken(candidate)) {
			return candidate;
		}
	}
	throw new RangeError(`No free name beside ${name}`);
}

/**
 * Whether a single name, not a path, is legal on Windows, macOS and Linux alike. Also refused, though legal:
 * control characters, line separators and characters that change the direction of the text around them, for
 * a name made of these shows as another one.
 */
export function isLegalFileName(name: string): boolean {
	const firstPart = name.split('.', 1)[0]?.trimEnd() ?? '';
	return (
		name !== '' &&
		utf8Length(name) <= MAX_NAME_BYTES &&
		!FORBIDDEN.test(name) &&
		!/[. ]$/.test(name) &&
		!DEVICE_NAME.test(firstPart)
	);
}

function latinWords(prompt: string): readonly string[] | undefined {
	const folded = withoutApostrophes(prompt)
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		// Lower-casing gives some letters marks of their own: İ.
		.replace(/\p{M}/gu, '')
		.replace(/[^\p{ASCII}]/gu, (letter) => LATIN_FOLDS.get(letter) ?? letter);
	return /[a-z]/.test(folded) ? (folded.match(/[a-z0-9]+/g) ?? undefined) : undefined;
}

function otherWords(prompt: string): readonly string[] {
	return (
		withoutApostrophes(prompt)
			.replace(/\p{Default_Ignorable_Code_Point}/gu, '')
			.toLowerCase()
			.normalize('NFC')
			.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? []
	);
}

function withoutApostrophes(prompt: string): string {
	return prompt.replace(/(?<=\p{L})['’](?=\p{L})/gu, '');
}

function joinWords(words: readonly string[], limit: number): string {
	const fits = (text: string) => text.length <= limit && utf8Length(text) <= MAX_SLUG_BYTES;
	let joined = '';
	for (const word of words) {
		const longer = joined === '' ? word : `${joined}-${word}`;
		if (!fits(longer)) {
			return joined === '' ? cutWord(word, fits) : joined;
		}
		joined = longer;
	}
	return joined;
}

/** The start of a word that fits. Scripts without spaces make whole sentences one word. */
function cutWord(word: string, fits: (text: string) => boolean): string {
	// A little more than can fit, so that a hostile prompt costs no time.
	const head = word.slice(0, 4 * MAX_SLUG_BYTES);
	for (const granularity of ['word', 'grapheme'] as const) {
		const pieces = new Intl.Segmenter('und', { granularity }).segment(head);
		const cut = longestStart(
			Array.from(pieces, ({ segment }) => segment),
			fits,
		);
		if (cut !== '') {
			return cut;
		}
	}
	return longestStart([...head], fits);
}

function cutToBytes(text: string, maxBytes: number): string {
	return longestStart([...text], (start) => utf8Length(start) <= maxBytes);
}

function longestStart(pieces: readonly string[], fits: (text: string) => boolean): string {
	let start = '';
	for (const piece of pieces) {
		if (!fits(start + piece)) {
			break;
		}
		start += piece;
	}
	return start;
}

function utf8Length(text: string): number {
	return Buffer.byteLength(text, 'utf8');
}
