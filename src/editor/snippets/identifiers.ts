/** No names for a binding in a module, of TypeScript as well. */
const RESERVED = new Set(
	(
		'abstract any arguments as async await boolean break case catch class const constructor continue debugger ' +
		'declare default delete do else enum eval export extends false finally for from function get if implements ' +
		'import in infer instanceof interface is keyof let module namespace never new null number object of package ' +
		'private protected public readonly require return satisfies set static string super switch symbol this throw ' +
		'true try type typeof undefined unique unknown using var void while with yield Infinity NaN'
	).split(' '),
);

/**
 * A JavaScript identifier in camel case that says what the file at `path` is called, and is none of the
 * words in `text`.
 */
export function identifierFor(path: string, text: string): string {
	const taken = new Set(text.match(/[\p{ID_Continue}$\u200c\u200d]+/gu));
	const base = camelCase(fileStem(path));
	let name = base;
	for (let number = 2; taken.has(name); number++) {
		name = `${base}${number}`;
	}
	return name;
}

function fileStem(path: string): string {
	const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
	return name.replace(/(?<=.)\.[^.]*$/, '');
}

function camelCase(stem: string): string {
	const words =
		stem.replace(/\p{Default_Ignorable_Code_Point}/gu, '').match(/[^\P{ID_Continue}\p{Pc}]+/gu) ?? [];
	const [first = 'image', ...others] = words.map((word) => (isShouted(word) ? word.toLowerCase() : word));
	const joined = [lowerFirst(first), ...others.map(upperFirst)].join('');
	const name = /^\p{ID_Start}/u.test(joined) ? joined : `image${upperFirst(joined)}`;
	const isIdentifier = /^\p{ID_Start}\p{ID_Continue}*$/u.test(name);
	return !isIdentifier ? 'image' : RESERVED.has(name) ? `${name}Image` : name;
}

function isShouted(word: string): boolean {
	return word === word.toUpperCase() && word !== word.toLowerCase();
}

function lowerFirst(word: string): string {
	const [first = ''] = word;
	return first.toLowerCase() + word.slice(first.length);
}

function upperFirst(word: string): string {
	const [first = ''] = word;
	return first.toUpperCase() + word.slice(first.length);
}
