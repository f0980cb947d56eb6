import { altFromCaption } from './altFromCaption.ts';
import { fileWords } from './fileWords.ts';
import type { ImageReference } from './reference.ts';
import { decodePercent, splitUrl } from './targets.ts';

/**
 * Alt text for an image: of one in a link or button, where that leads; by its other text, else by its address.
 * Of any other, and where neither says anything, the caption.
 */
export function purposeAlt({ context }: Pick<ImageReference, 'context'>, caption: string): string {
	const { link } = context;
	const text = link?.text.trim() ?? '';
	if (text !== '') {
		return altFromCaption(text);
	}
	const destination = link?.href === undefined ? '' : destinationOf(link.href.trim());
	return destination === '' ? altFromCaption(caption) : destination;
}

function destinationOf(href: string): string {
	const mail = /^(?:mailto|tel):([^?]+)/i.exec(href)?.[1];
	if (mail !== undefined) {
		return decodePercent(mail);
	}
	const remote = /^(?:https?:)?\/\/(?:[^/?#@]*@)?([^/?#:]+)[^/?#]*(.*)$/is.exec(href);
	const host = remote?.[1]?.replace(/^www\./i, '').toLowerCase();
	if (remote === null && /^[a-z][a-z0-9+.-]*:/i.test(href)) {
		return '';
	}
	const { path, suffix } = splitUrl(remote?.[2] ?? href);
	const fragment = path === '' && suffix.startsWith('#') ? suffix.slice(1) : '';
	const parts = (path || fragment).split('/').filter((part) => /[^.]/.test(part));
	const named = parts
		.map((part) => fileWords(decodePercent(part)))
		.findLast((words) => words !== '' && words !== 'index');
	const words = named === undefined ? '' : upperFirst(named);
	return host === undefined ? words : words === '' ? host : `${words} (${host})`;
}

function upperFirst(text: string): string {
	const [first = ''] = text;
	return first.toUpperCase() + text.slice(first.length);
}
