import type { Dialect } from './dialect.ts';
import { decodeEntities } from './entities.ts';
import type { Static } from './expression.ts';
import { readExpression } from './expression.ts';
import type { TargetForm } from './reference.ts';
import type { Source } from './source.ts';
import type { Attribute, Tag } from './tags.ts';
import { hasPlaceholder } from './targets.ts';

/** An attribute, and whether its value is an expression although it stands in quotes. */
export interface NamedAttribute {
	readonly attribute: Attribute;
	readonly isBound: boolean;
}

/** The attribute that gives a property its value: `src`, and in Vue and Angular also `:src` and `[src]`. */
export function propertyOf(tag: Tag, name: string, dialect: Dialect): NamedAttribute | undefined {
	const isJsx = dialect === 'script' || dialect === 'mdx';
	const lower = name.toLowerCase();
	const named = (names: readonly string[]) => {
		const all = tag.attributes.filter((attribute) =>
			names.includes(isJsx ? attribute.name : attribute.name.toLowerCase().replace(/\.[a-z]+$/, '')),
		);
		return isJsx ? all.at(-1) : all[0];
	};
	const plain = named([isJsx ? name : lower]);
	if (plain !== undefined) {
		return { attribute: plain, isBound: false };
	}
	const bound = isJsx ? undefined : named([`:${lower}`, `v-bind:${lower}`, `[${lower}]`, `bind:${lower}`]);
	return bound && { attribute: bound, isBound: true };
}

/** What an attribute is worth, as far as it says so itself. Ranges are those of the source. */
export function readValue(source: Source, { attribute, isBound }: NamedAttribute, dialect: Dialect): Static {
	const { value } = attribute;
	if (value === undefined) {
		return isBound ? { kind: 'dynamic' } : text('', attribute.end, attribute.end, '');
	}
	const { quote, start, end } = value;
	const raw = source.text.slice(start, end);
	if (quote === '{') {
		return readExpression(source.text, start, end);
	}
	if (isBound) {
		return raw.includes('&') ? { kind: 'dynamic' } : readExpression(source.text, start, end);
	}
	if (dialect === 'svelte' && raw.includes('{')) {
		const isWhole = /^\{[^{}]*\}$/.test(raw);
		return isWhole ? readExpression(source.text, start + 1, end - 1) : { kind: 'dynamic' };
	}
	const mayHoldPlaceholders = dialect === 'html' || dialect === 'vue' || dialect === 'markdown';
	if ((mayHoldPlaceholders && hasPlaceholder(raw)) || (quote === '`' && raw.includes('${'))) {
		return { kind: 'dynamic' };
	}
	return text(decodeEntities(raw), start, end, quote);
}

/** The text of a property, if it is written down. */
export function textOf(source: Source, tag: Tag, name: string, dialect: Dialect): string | undefined {
	const named = propertyOf(tag, name, dialect);
	const value = named && readValue(source, named, dialect);
	if (value?.kind === 'name') {
		return value.name === 'true' ? value.name : undefined;
	}
	return value?.kind === 'text' ? value.text : value?.kind === 'number' ? `${value.number}` : undefined;
}

/** A length in pixels. */
export function pixelsOf(source: Source, tag: Tag, name: string, dialect: Dialect): number | undefined {
	const written = /^\s*(\d{1,5}(?:\.\d+)?)(?:px)?\s*$/.exec(textOf(source, tag, name, dialect) ?? '')?.[1];
	const style = propertyOf(tag, 'style', dialect)?.attribute.value;
	const declared = new RegExp(
		`(?:^|[;{,\\s"'])${name}\\s*:\\s*["']?(\\d{1,5}(?:\\.\\d+)?)(px)?\\s*(?:[;,}"']|$)`,
	);
	const styled = style && declared.exec(source.text.slice(style.start, style.end));
	// A number alone is a length only in a style object.
	const isLength = styled?.[2] !== undefined || style?.quote === '{';
	const pixels = Number(written ?? (isLength ? styled?.[1] : undefined) ?? 0);
	return pixels > 0 ? pixels : undefined;
}

function text(content: string, start: number, end: number, quote: TargetForm['quote']): Static {
	const form = { syntax: 'markup', quote, isModule: false } as const;
	return { kind: 'text', text: content, range: { start, end }, form };
}
