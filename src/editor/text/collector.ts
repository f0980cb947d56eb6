import type { Dialect } from './dialect.ts';
import type { ImageContext, ImageReference, LinkAround } from './reference.ts';
import type { ModuleFound, Sink, UrlFound } from './sink.ts';
import type { Source } from './source.ts';
import type { TagImage } from './tagImages.ts';
import { imageKind, imageOfTag, isHiddenFromReaders, sourcesOfTag } from './tagImages.ts';
import type { Tag } from './tags.ts';
import { decodePercent, isImageFile, isRemote } from './targets.ts';
import { textOf } from './values.ts';

/** Modules whose default export shows an image. */
const IMAGE_MODULES = new Set(['next/image', 'next/legacy/image', 'next/future/image']);

/** No hand-written text nests deeper; hostile text shall not cost its square in time. */
const MAX_DEPTH = 200;

const LINK_NAME = /^(?:a|button|(?:next-?|nuxt-?|router-?|nav-?)?link)$/i;

interface Element {
	readonly name: string;
	readonly isLink: boolean;
	readonly isHeading: boolean;
	readonly isHidden: boolean;
	readonly href: string | undefined;
	/** The number of a `<picture>`. */
	readonly picture?: number;
	/** Of the texts seen so far. */
	readonly from: number;
	to?: number;
	caption?: Element;
}

type Found = Omit<ImageReference, 'target' | 'remote' | 'context' | 'width' | 'height'> &
	Pick<ImageReference, 'picture'> &
	Pick<TagImage, 'title' | 'variable' | 'width' | 'height'> & {
		/** The component's name, if its import must say that it shows an image. */
		readonly component: string | undefined;
		readonly around: { readonly link?: Element; readonly heading?: Element; readonly figure?: Element };
	};

/** Gathers what scanners find and, once all is read, tells of the images in the order of the text. */
export function createCollector(dialect: Dialect): {
	readonly sink: Sink;
	readonly references: () => readonly ImageReference[];
} {
	const found: Found[] = [];
	const texts: string[] = [];
	const stack: Element[] = [];
	const modules = new Map<string, { readonly source: Source; readonly module: ModuleFound }>();
	const components = new Set<string>();
	let lastHeading: Element | undefined;
	let pictures = 0;

	const around = (): Found['around'] => {
		const link = stack.findLast(({ isLink }) => isLink);
		const heading = stack.findLast(({ isHeading }) => isHeading) ?? lastHeading;
		const figure = stack.findLast(({ name }) => name === 'figure');
		return { ...(link && { link }), ...(heading && { heading }), ...(figure && { figure }) };
	};
	const push = (name: string, more?: Partial<Element>) => {
		if (stack.length < MAX_DEPTH) {
			const isHeading = /^h[1-6]$/.test(name);
			const plain = { name, isLink: false, isHeading, isHidden: false, href: undefined, from: texts.length };
			stack.push({ ...plain, ...more });
		}
	};
	const addUrl = ({ kind, range, url, targetRange, form }: UrlFound, picture?: number) =>
		found.push({
			...BARE,
			kind,
			range,
			url,
			targetRange,
			targetForm: form,
			around: around(),
			...(picture !== undefined && { picture }),
		});

	const sink: Sink = {
		open(source, tag) {
			const name = dialect === 'html' || dialect === 'markdown' ? tag.name.toLowerCase() : tag.name;
			const kind = imageKind(tag, name, dialect);
			const urls = sourcesOfTag(source, tag, name, dialect);
			const isOneOf = name === 'img' || urls.some(({ isCandidate }) => isCandidate);
			const picture = isOneOf
				? (stack.findLast((element) => element.picture !== undefined)?.picture ?? ++pictures)
				: undefined;
			if (kind !== undefined) {
				const image = imageOfTag(source, tag, kind === 'perhaps' ? 'component' : kind, dialect);
				const isHidden = stack.some((element) => element.isHidden);
				found.push({
					...image,
					...(isHidden && {
						decorative: true,
						alt: image.alt?.state === 'missing' ? { state: 'empty' } : image.alt,
					}),
					component: kind === 'perhaps' ? name : undefined,
					...(picture !== undefined && { picture }),
					around: name === 'input' ? { ...around(), link: NO_LINK } : around(),
				});
			}
			for (const url of urls) {
				addUrl(url, url.isCandidate ? picture : undefined);
			}
			if (name === 'a' && dialect === 'html' && stack.some((element) => element.name === 'a')) {
				sink.close('a');
			}
			const link = linkOf(source, tag, name, dialect);
			push(name, name === 'picture' ? { ...link, picture: ++pictures } : link);
		},
		close(name) {
			const index = stack.findLastIndex((element) => element.name === name);
			for (const element of index < 0 ? [] : stack.splice(index)) {
				element.to = texts.length;
				if (element.isHeading) {
					lastHeading = element;
				}
				const figure = stack.findLast((other) => other.name === 'figure');
				if (/^fig-?caption$/i.test(element.name) && figure !== undefined) {
					figure.caption = element;
				}
			}
		},
		text(text) {
			texts.push(text);
		},
		link: (href) => push('a', { isLink: true, href }),
		heading: () => push('h1'),
		module(source, module) {
			if (module.name !== undefined && IMAGE_MODULES.has(module.specifier)) {
				components.add(module.name);
			}
			if (!isImageFile(module.specifier)) {
				return;
			}
			if (module.name !== undefined) {
				modules.set(module.name, { source, module });
			}
			found.push({
				...BARE,
				kind: 'import',
				range: source.place(module.start, module.end),
				...targetOf(source, module),
				around: around(),
			});
		},
		markdownImage(image) {
			found.push({ ...BARE, ...image, kind: 'markdown', targetForm: MARKDOWN_TARGET, around: around() });
		},
		css: (url) => addUrl(url),
	};

	const references = () => {
		const known = new Map<Element, string>();
		const textIn = (element: Element | undefined): string => {
			if (element === undefined) {
				return '';
			}
			const text = known.get(element) ?? oneLine(texts.slice(element.from, element.to).join(''));
			known.set(element, text);
			return text;
		};
		const linkAround = (element: Element): LinkAround => ({ href: element.href, text: textIn(element) });
		const contextOf = ({ around: { link, heading, figure }, title }: Found): ImageContext => {
			const above = textIn(heading);
			const caption = textIn(figure?.caption);
			return {
				...(above && { heading: above }),
				...(title && { title }),
				...(caption && { caption }),
				...(link ? { purpose: 'functional', link: linkAround(link) } : { purpose: 'unknown' }),
			};
		};
		return found
			.filter(({ component }) => component === undefined || components.has(component))
			.map((image): ImageReference => {
				const imported = image.variable === undefined ? undefined : modules.get(image.variable);
				const { url, targetRange, targetForm } = imported
					? targetOf(imported.source, imported.module)
					: image;
				return {
					kind: image.kind,
					range: image.range,
					target: url === undefined || targetForm?.isModule ? url : decodePercent(url),
					url,
					targetRange: url === undefined ? undefined : targetRange,
					targetForm: url === undefined ? undefined : targetForm,
					remote: url !== undefined && isRemote(url),
					alt: image.alt,
					altSlot: image.altSlot,
					...(image.width !== undefined && { width: image.width }),
					...(image.height !== undefined && { height: image.height }),
					context: contextOf(image),
					decorative: image.decorative,
					...(image.picture !== undefined && { picture: image.picture }),
				};
			})
			.sort((one, other) => one.range.start - other.range.start || other.range.end - one.range.end);
	};
	return { sink, references };
}

/** Longer than any heading or link; what was left open goes on to the end of the text. */
const MAX_TEXT = 500;

function oneLine(text: string): string {
	return text
		.slice(0, 4 * MAX_TEXT)
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, MAX_TEXT);
}

const MARKDOWN_TARGET = { syntax: 'markdown', quote: '', isModule: false } as const;

/** The button that an image is itself. */
const NO_LINK: Element = {
	name: 'button',
	isLink: true,
	isHeading: false,
	isHidden: false,
	href: undefined,
	from: 0,
	to: 0,
};

const BARE = {
	alt: undefined,
	altSlot: undefined,
	decorative: false,
	title: undefined,
	variable: undefined,
	component: undefined,
	width: undefined,
	height: undefined,
} as const;

function targetOf(source: Source, module: ModuleFound): Pick<Found, 'url' | 'targetRange' | 'targetForm'> {
	return {
		url: module.specifier,
		targetRange: source.place(module.nameStart, module.nameEnd),
		targetForm: module.form,
	};
}

function linkOf(source: Source, tag: Tag, name: string, dialect: Dialect): Partial<Element> {
	const role = textOf(source, tag, 'role', dialect);
	const isLink = LINK_NAME.test(name) || role === 'link' || role === 'button';
	const href = textOf(source, tag, 'href', dialect) ?? textOf(source, tag, 'to', dialect);
	return { isLink, href: isLink ? href : undefined, isHidden: isHiddenFromReaders(source, tag, dialect) };
}
