import { scanCss } from './css.ts';
import type { Dialect } from './dialect.ts';
import { decodeEntities } from './entities.ts';
import type { Static } from './expression.ts';
import type { AltSlot, AltText, ImageReference } from './reference.ts';
import type { UrlFound } from './sink.ts';
import type { Source } from './source.ts';
import type { Tag } from './tags.ts';
import { hasPlaceholder } from './targets.ts';
import type { NamedAttribute } from './values.ts';
import { pixelsOf, propertyOf, readValue, textOf } from './values.ts';

/** An image of markup before it is known what is around it. Ranges are those of the document. */
export interface TagImage
	extends Pick<
		ImageReference,
		'kind' | 'range' | 'url' | 'targetRange' | 'targetForm' | 'alt' | 'altSlot' | 'decorative'
	> {
	readonly width: number | undefined;
	readonly height: number | undefined;
	readonly title: string | undefined;
	/** The variable that holds the target. */
	readonly variable: string | undefined;
}

/** Components that show an image under any import. */
const COMPONENTS = new Set(
	(
		'Image Img Picture NuxtImg NuxtPicture StaticImage NextImage nuxt-img nuxt-picture v-img q-img el-image ' +
		'b-img amp-img enhanced:img'
	).split(' '),
);

/** Whether the element shows an image; 'perhaps' for a component that its import must tell of. */
export function imageKind(
	tag: Tag,
	name: string,
	dialect: Dialect,
): TagImage['kind'] | 'perhaps' | undefined {
	if (name === 'img') {
		return dialect === 'script' || dialect === 'mdx' ? 'jsx' : 'html';
	}
	if (name === 'input') {
		const isImage = tag.attributes.some(({ name: key }) => key.toLowerCase() === 'src');
		return isImage && (dialect === 'html' || dialect === 'vue') ? 'html' : undefined;
	}
	if (dialect === 'html' || dialect === 'markdown') {
		return name === 'amp-img' ? 'component' : undefined;
	}
	return COMPONENTS.has(name) ? 'component' : /^\p{Lu}/u.test(name) ? 'perhaps' : undefined;
}

/** The image that an element shows. */
export function imageOfTag(source: Source, tag: Tag, kind: TagImage['kind'], dialect: Dialect): TagImage {
	const src = propertyOf(tag, 'src', dialect);
	const value: Static = src === undefined ? { kind: 'dynamic' } : readValue(source, src, dialect);
	const role = textOf(source, tag, 'role', dialect);
	const decorative = role === 'presentation' || role === 'none' || isHiddenFromReaders(source, tag, dialect);
	const alt = altOf(source, tag, dialect);
	return {
		kind,
		range: source.place(tag.start, tag.end),
		...targetOf(source, value),
		variable: value.kind === 'name' ? value.name : undefined,
		alt: decorative && alt.state === 'missing' ? { state: 'empty' } : alt,
		altSlot: alt.state === 'dynamic' ? undefined : altSlot(source, tag, src, dialect),
		decorative,
		title: textOf(source, tag, 'title', dialect) ?? textOf(source, tag, 'aria-label', dialect),
		width: pixelsOf(source, tag, 'width', dialect),
		height: pixelsOf(source, tag, 'height', dialect),
	};
}

/** Whether a screen reader is told to pass over the element. */
export function isHiddenFromReaders(source: Source, tag: Tag, dialect: Dialect): boolean {
	return textOf(source, tag, 'aria-hidden', dialect) === 'true';
}

/** Images that an element refers to besides: candidates, posters, icons and backgrounds. */
export function sourcesOfTag(source: Source, tag: Tag, name: string, dialect: Dialect): readonly UrlFound[] {
	const found: UrlFound[] = [];
	const isJsx = dialect === 'script' || dialect === 'mdx';
	if (name === 'source' || name === 'img') {
		const srcset = propertyOf(tag, isJsx ? 'srcSet' : 'srcset', dialect);
		found.push(...candidatesOf(source, tag, srcset, dialect));
	}
	const isIcon = name === 'link' && /\bicon\b/i.test(textOf(source, tag, 'rel', dialect) ?? '');
	const single =
		name === 'video' ? 'poster' : isIcon ? 'href' : name === 'image' ? hrefOfSvg(tag) : undefined;
	const property = single === undefined ? undefined : propertyOf(tag, single, dialect);
	const value = property && readValue(source, property, dialect);
	if (value?.kind === 'text') {
		found.push({ kind: 'source', range: source.place(tag.start, tag.end), ...target(source, value) });
	}
	const style = isJsx ? undefined : propertyOf(tag, 'style', dialect);
	if (style?.attribute.value !== undefined && !style.isBound) {
		const { start, end, quote } = style.attribute.value;
		if (quote === '"' || quote === "'") {
			scanCss(source, start, end, false, { css: (url) => found.push(url) });
		}
	}
	return found;
}

function hrefOfSvg(tag: Tag): string | undefined {
	return ['href', 'xlink:href'].find((name) => tag.attributes.some((attribute) => attribute.name === name));
}

function candidatesOf(
	source: Source,
	tag: Tag,
	srcset: NamedAttribute | undefined,
	dialect: Dialect,
): readonly UrlFound[] {
	const value = srcset && readValue(source, srcset, dialect);
	if (value?.kind !== 'text') {
		return [];
	}
	const { range, form } = value;
	const raw = source.text.slice(range.start, range.end);
	const found: UrlFound[] = [];
	const token = /[^\s,]\S*/g;
	for (let match = token.exec(raw); match !== null; match = token.exec(raw)) {
		const written = match[0].replace(/,+$/, '');
		const start = range.start + match.index;
		if (!hasPlaceholder(written)) {
			found.push({
				kind: 'source',
				range: source.place(tag.start, tag.end),
				url: form.syntax === 'markup' ? decodeEntities(written) : written,
				targetRange: source.place(start, start + written.length),
				form,
				isCandidate: true,
			});
		}
		if (written === match[0]) {
			const comma = raw.indexOf(',', token.lastIndex);
			token.lastIndex = comma < 0 ? raw.length : comma;
		}
	}
	return found;
}

function target(source: Source, value: Extract<Static, { kind: 'text' }>): Omit<UrlFound, 'kind' | 'range'> {
	const { start, end } = value.range;
	const raw = source.text.slice(start, end);
	const from = start + raw.length - raw.trimStart().length;
	const targetRange = source.place(from, from + raw.trim().length);
	return { url: value.text.trim(), targetRange, form: value.form };
}

function targetOf(source: Source, value: Static): Pick<TagImage, 'url' | 'targetRange' | 'targetForm'> {
	if (value.kind !== 'text') {
		return { url: undefined, targetRange: undefined, targetForm: undefined };
	}
	const { url, targetRange, form } = target(source, value);
	return { url, targetRange, targetForm: form };
}

function altOf(source: Source, tag: Tag, dialect: Dialect): AltText {
	const named = propertyOf(tag, 'alt', dialect);
	if (named === undefined) {
		return { state: tag.hasSpread ? 'dynamic' : 'missing' };
	}
	const value = readValue(source, named, dialect);
	if (value.kind !== 'text') {
		return { state: 'dynamic' };
	}
	const range = source.place(value.range.start, value.range.end);
	return value.text.trim() === '' ? { state: 'empty', range } : { state: 'present', text: value.text, range };
}

/** In the place of the attribute that is there, else behind the source. */
function altSlot(source: Source, tag: Tag, src: NamedAttribute | undefined, dialect: Dialect): AltSlot {
	const existing = propertyOf(tag, 'alt', dialect);
	const at = src?.attribute.end ?? tag.nameEnd;
	const insertion = source.place(at - 1, at).end;
	const name = existing !== undefined && !existing.isBound ? existing.attribute.name : 'alt';
	const range =
		existing === undefined
			? { start: insertion, end: insertion }
			: source.place(existing.attribute.start, existing.attribute.end);
	return {
		...range,
		syntax: ATTRIBUTE_SYNTAX[dialect],
		quote: quoteOf(tag, existing ?? src),
		before: existing === undefined ? ' alt=' : `${name}=`,
		after: '',
	};
}

const ATTRIBUTE_SYNTAX: Readonly<Record<Dialect, AltSlot['syntax']>> = {
	markdown: 'html in markdown',
	mdx: 'jsx in markdown',
	html: 'html',
	vue: 'html',
	svelte: 'svelte',
	astro: 'jsx',
	script: 'jsx',
	css: 'html',
	scss: 'html',
};

/** The quote that is there, else the one that the tag has used elsewhere. */
function quoteOf(tag: Tag, near: NamedAttribute | undefined): AltSlot['quote'] {
	const quotes = [near?.attribute, ...tag.attributes].map((attribute) => attribute?.value?.quote);
	return quotes.find((quote) => quote === '"' || quote === "'") ?? '"';
}
