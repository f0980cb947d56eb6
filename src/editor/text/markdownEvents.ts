import type { Piece } from './emphasis.ts';
import { withoutEmphasis } from './emphasis.ts';
import type { Sink } from './sink.ts';

/** Text, or something to tell the sink of when all of the paragraph is known. */
export type Event = Piece | { readonly kind: 'call'; readonly call: () => void; readonly alt: string };

/** A link around events, by their indices; `to` is behind the last. */
export interface LinkSpan {
	readonly from: number;
	readonly to: number;
	readonly href: string;
}

/** Tells of the events in their order, with links around what is in them. */
export function emit(events: readonly Event[], links: readonly LinkSpan[], sink: Sink): void {
	const inOrder = links.toSorted((one, other) => one.from - other.from);
	let next = 0;
	let end = -1;
	let pieces: Piece[] = [];
	const flush = () => {
		sink.text(withoutEmphasis(pieces));
		pieces = [];
	};
	events.forEach((event, index) => {
		if (index === end) {
			flush();
			sink.close('a');
		}
		const link = inOrder[next];
		if (link?.from === index) {
			flush();
			sink.link(link.href);
			end = link.to;
			next++;
		}
		if (event.kind === 'call') {
			flush();
			event.call();
		} else {
			pieces.push(event);
		}
	});
	flush();
	if (end === events.length) {
		sink.close('a');
	}
}

/** A sink that keeps for later what it is told. */
export function deferred(sink: Sink, calls: Event[]): Sink {
	const later =
		<T extends unknown[]>(method: (...all: T) => void) =>
		(...all: T) => {
			calls.push({ kind: 'call', call: () => method(...all), alt: '' });
		};
	return {
		open: later(sink.open),
		close: later(sink.close),
		text: later(sink.text),
		module: later(sink.module),
		markdownImage: later(sink.markdownImage),
		link: later(sink.link),
		heading: later(sink.heading),
		css: later(sink.css),
	};
}

export function plainText(events: readonly Event[]): string {
	return withoutEmphasis(
		events.map((event) => (event.kind === 'call' ? { kind: 'text', text: event.alt } : event)),
	);
}
