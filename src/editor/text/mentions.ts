import { decodeEntities } from './entities.ts';

/**
 * Whether a text has a file's name in it, however its language may write it: as it is, percent-encoded, with
 * character references, with the escapes of JavaScript, JSON, CSS or Markdown; in other letters' case, or with accents
 * put together in another way. Not as the end of a longer name. For deciding whether a file may go: rather once
 * too often than not.
 */
export function mentions(text: string, name: string): boolean {
	const wanted = comparable(name);
	const decoded = decodeEntities(decodePercent(text));
	return [text, decoded, withoutEscapes(decoded), withoutCssEscapes(decoded)].some((form) =>
		hasName(comparable(form), wanted),
	);
}

/** Whether bytes may hold a name, in time that many files take: what is false here is false in `mentions`. */
export function mayMention(content: Buffer, name: string): boolean {
	const runs = comparable(name).match(/[a-z0-9]+/g) ?? [];
	const longest = runs.reduce((one, other) => (other.length > one.length ? other : one), '');
	return content.toString('latin1').toLowerCase().includes(longest);
}

/** On half of all machines two names that differ by case, or by how accents are put together, are one file. */
const comparable = (text: string): string => text.normalize('NFC').toLowerCase();

function hasName(text: string, name: string): boolean {
	for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
		if (
			!/[\p{L}\p{N}_.-]/u.test(text.charAt(at - 1)) &&
			!/[\p{L}\p{N}_-]/u.test(text.charAt(at + name.length))
		) {
			return true;
		}
	}
	return false;
}

function decodePercent(text: string): string {
	return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
		try {
			return decodeURIComponent(run);
		} catch {
			return run;
		}
	});
}

const character = (whole: string, hex: string): string => {
	const code = Number.parseInt(hex, 16);
	return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
};

/** As strings of JavaScript and JSON and the text of Markdown have them. */
function withoutEscapes(text: string): string {
	return text
		.replace(/(?:\\u[0-9a-f]{4})+/gi, (run) =>
			String.fromCharCode(...(run.match(/[0-9a-f]{4}/gi) ?? []).map((hex) => Number.parseInt(hex, 16))),
		)
		.replace(/\\u\{([0-9a-f]{1,6})\}/gi, character)
		.replace(/\\x([0-9a-f]{2})/gi, character)
		.replace(/\\([^\w\s])/g, '$1');
}

function withoutCssEscapes(text: string): string {
	return text.replace(/\\([0-9a-f]{1,6})[ \t]?/gi, character).replace(/\\([^\w\r\n])/g, '$1');
}
