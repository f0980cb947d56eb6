/**
 * The words in the name of a file or the last part of an address, without its ending and without what tools put
 * there: hashes, sizes, densities, numbers, a camera's prefix. Empty if nothing else is left.
 */
export function fileWords(path: string): string {
	const name = path.slice(path.lastIndexOf('/') + 1).replace(/(?<=.)\.[A-Za-z0-9]{1,5}$/, '');
	const parts = name
		.replace(/@\d+(?:\.\d+)?x$/i, '')
		.replace(/(?<=[\p{Ll}\d])(?=\p{Lu}\p{Ll})/gu, ' ')
		.split(/[\s_.+~,()[\]{}=&%@!-]+/u);
	const kept = parts.filter((part) => part !== '' && !isMachineMade(part));
	return kept.map((part) => (part === part.toUpperCase() ? part : part.toLowerCase())).join(' ');
}

/** The size in pixels that a file's name says. */
export function sizeInName(path: string): { readonly width: number; readonly height: number } | undefined {
	const name = path.slice(path.lastIndexOf('/') + 1);
	const match = /(?:^|[^A-Za-z0-9])(\d{2,5})[x×](\d{2,5})(?![A-Za-z0-9])/.exec(name);
	return match === null ? undefined : { width: Number(match[1]), height: Number(match[2]) };
}

function isMachineMade(part: string): boolean {
	const isSize = /^\d+(?:x|×)\d+$|^\d+(?:px|w|h|x)$/i.test(part);
	const isNumber = /^\d+$/.test(part);
	const isHash = part.length >= 6 && /\d/.test(part) && (/^[0-9a-f]+$/i.test(part) || isMixed(part));
	const isCamera = /^(?:img|dsc[nf]?|pxl|mvimg)$/i.test(part);
	return isSize || isNumber || isHash || isCamera;
}

/** Letters and digits in turns, as no word has them. */
function isMixed(part: string): boolean {
	return part.length >= 8 && (part.match(/\d+/g)?.length ?? 0) >= 2 && /[A-Za-z]/.test(part);
}
