/** An element whose content is another language: `<script lang="ts">…</script>`. Offsets in UTF-16 units. */
export interface Block {
	/** In lower case. */
	readonly name: string;
	/** As written, behind the name. */
	readonly attributes: string;
	/** Where its tag starts. */
	readonly tag: number;
	/** Where its content starts and ends; `end` before the closing tag. */
	readonly start: number;
	readonly end: number;
}

/** The `<script>` and `<style>` elements of a component's text behind `from`, in their order. Linear time. */
export function rawBlocks(text: string, from = 0): readonly Block[] {
	return blocks(text, opening(from), 'component');
}

/** The same of HTML, where no such element closes itself. */
export function htmlBlocks(text: string): readonly Block[] {
	return blocks(text, opening(0), 'html');
}

function opening(from: number): RegExp {
	const opener = /<!--|<(script|style)(?=[\s/>])/gi;
	opener.lastIndex = from;
	return opener;
}

/** The blocks of a Vue component: `template`, `script`, `style` and others of any name. Linear time. */
export function vueBlocks(text: string): readonly Block[] {
	return blocks(text, /<!--|<([A-Za-z][\w.-]*)(?=[\s/>])/g, 'component');
}

/** The block in whose content the offset stands. */
export function blockAt(all: readonly Block[], offset: number): Block | undefined {
	return all.find(({ start, end }) => start <= offset && offset <= end);
}

/** The value of an attribute, in quotes or without; empty for one that has none, undefined for none. */
export function attributeOf({ attributes }: Block, name: string): string | undefined {
	const attribute = new RegExp(
		`(?:^|\\s)${name}(?:\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))|(?=[\\s/]|$))`,
	);
	const match = attribute.exec(attributes.slice(0, 2000));
	return match ? (match[1] ?? match[2] ?? match[3] ?? '') : undefined;
}

function blocks(text: string, opener: RegExp, dialect: 'html' | 'component'): readonly Block[] {
	const found: Block[] = [];
	for (let match = opener.exec(text); match !== null; match = opener.exec(text)) {
		const tag = match.index;
		const name = match[1]?.toLowerCase();
		const start = name === undefined ? undefined : endOfTag(text, tag + match[0].length);
		if (name === undefined) {
			const close = text.indexOf('-->', tag + 4);
			opener.lastIndex = close < 0 ? text.length : close + 3;
		} else if (start === undefined) {
			break;
		} else if (dialect === 'component' && text.charAt(start - 2) === '/') {
			opener.lastIndex = start;
		} else {
			const attributes = text.slice(tag + match[0].length, start - 1);
			const end = name === 'template' ? endOfTemplate(text, start) : endOfRaw(text, start, name);
			found.push({ name, attributes, tag, start, end });
			opener.lastIndex = end;
		}
	}
	return found;
}

/** Behind the `>` of the tag whose attributes begin at `from`; undefined for a tag left open. */
function endOfTag(text: string, from: number): number | undefined {
	let braces = 0;
	for (let at = from; at < text.length; at++) {
		const character = text.charAt(at);
		if (character === '"' || character === "'") {
			const close = text.indexOf(character, at + 1);
			if (close < 0) {
				return undefined;
			}
			at = close;
		} else if (character === '{' || character === '}') {
			braces += character === '{' ? 1 : -1;
		} else if (character === '>' && braces <= 0) {
			return at + 1;
		}
	}
	return undefined;
}

function endOfRaw(text: string, from: number, name: string): number {
	const closing = new RegExp(`</${name.replaceAll('.', '\\.')}(?=[\\s/>]|$)`, 'gi');
	closing.lastIndex = from;
	return closing.exec(text)?.index ?? text.length;
}

/** A template may hold others. */
function endOfTemplate(text: string, from: number): number {
	const tags = /<!--|<(\/?)template(?=[\s/>])/g;
	tags.lastIndex = from;
	let depth = 0;
	for (let match = tags.exec(text); match !== null; match = tags.exec(text)) {
		if (match[0] === '<!--') {
			const close = text.indexOf('-->', match.index + 4);
			tags.lastIndex = close < 0 ? text.length : close + 3;
			continue;
		}
		if (match[1] === '/' && depth === 0) {
			return match.index;
		}
		const end = endOfTag(text, tags.lastIndex);
		if (end === undefined) {
			break;
		}
		tags.lastIndex = end;
		const isSelfClosing = text.charAt(end - 2) === '/';
		depth += match[1] === '/' ? -1 : isSelfClosing ? 0 : 1;
	}
	return text.length;
}
