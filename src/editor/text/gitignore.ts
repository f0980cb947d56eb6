/**
 * What a `.gitignore` says of a folder, whose path is relative to that of the file: that it is left out, or that
 * something in it is kept, wherever that stands. `undefined`: nothing that can be told for certain.
 */
export function gitignoreSays(text: string, folder: string): 'ignored' | 'kept' | undefined {
	const wanted = folder.split('/');
	const name = wanted.at(-1) ?? '';
	let isIgnored = false;
	for (const line of text.split(/\r?\n/)) {
		const pattern = line.trim();
		if (pattern.startsWith('!')) {
			if (segmentsOf(pattern.slice(1)).some((segment) => segment === name || /^\*+$/.test(segment))) {
				return 'kept';
			}
		} else if (pattern !== '' && !pattern.startsWith('#')) {
			isIgnored ||= matches(pattern, wanted);
		}
	}
	return isIgnored ? 'ignored' : undefined;
}

/** Without what only says where it begins, or that all of a folder is meant. */
const segmentsOf = (pattern: string): readonly string[] =>
	pattern
		.replace(/^(?:\*\*)?\//, '')
		.replace(/\/\*{0,2}$/, '')
		.split('/');

function matches(pattern: string, wanted: readonly string[]): boolean {
	const segments = segmentsOf(pattern);
	const isAnchored = !pattern.startsWith('**/') && (pattern.startsWith('/') || segments.length > 1);
	const among = isAnchored ? wanted : wanted.slice(-segments.length);
	return (
		among.length === segments.length &&
		segments.every((segment, index) => segment === '*' || segment === among[index])
	);
}
