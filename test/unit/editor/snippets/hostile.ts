import fc from 'fast-check';

const pieces = [
	...'"\'`()[]{}<>\\/&%#?!*_~|$@+=,;:. \t\n\r\0',
	'\u007f',
	'\u0085',
	'\u2028',
	'\u202e',
	'\u200f',
	'\ufeff',
	'\ud800',
	'\udc00',
	'é',
	'e\u0301',
	'赤い',
	'ליל',
	'🦊',
	'👨‍👩‍👧',
	'&amp;',
	'&#x27;',
	'%20',
	'](',
	'*/',
	'-->',
	'</style>',
	'{x}',
	'fox',
	'Red',
	'con',
];

/** Text made of everything that means something to somebody. */
export const hostileText = fc.oneof(
	fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
	fc.string({ unit: 'binary' }),
	fc.string(),
);

/** One segment of an absolute POSIX path: any character but a slash. */
const segment = hostileText
	.map((text) => text.replaceAll('/', '').replaceAll('\0', ''))
	.filter((text) => text !== '' && text !== '.' && text !== '..');

/** Absolute POSIX paths that often share their first folders. */
export const hostilePath = fc
	.tuple(
		fc.array(fc.oneof(fc.constantFrom('public', 'src', 'img', 'c:'), segment), { maxLength: 4 }),
		fc.oneof(fc.constant('fox.png'), segment),
	)
	.map(([folders, name]) => `/work/${[...folders, name].join('/')}`);

/** What a path is once it went through UTF-8. */
export function wellFormed(text: string): string {
	return Buffer.from(text, 'utf8').toString('utf8');
}

/** The path that a browser asks for when the page at `documentPath` refers to `url`. */
export function resolveUrl(url: string, documentPath: string): string {
	const base = documentPath.split('/').map(encodeURIComponentSafely).join('/');
	const { pathname, search, hash, host } = new URL(url, `http://host.test${base}`);
	if (search !== '' || hash !== '' || host !== 'host.test') {
		throw new Error(`${url} is more than a path`);
	}
	return pathname.split('/').map(decodeURIComponent).join('/');
}

function encodeURIComponentSafely(text: string): string {
	return encodeURIComponent(wellFormed(text));
}
