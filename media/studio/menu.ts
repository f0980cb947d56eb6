import { ref } from 'lit/directives/ref.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { icon } from './icon.ts';
import { styled } from './styled.ts';

export interface MenuItem {
	readonly label: string;
	readonly icon: string;
	readonly run: () => void;
	/** The key that does the same without the menu. */
	readonly key?: string;
	/** A line above it. */
	readonly separated?: boolean;
}

interface Opened {
	readonly label: string;
	readonly items: readonly MenuItem[];
	readonly at: { readonly x: number; readonly y: number };
	readonly opener: HTMLElement | undefined;
	/** Where the focus was. */
	readonly before: Element | null;
	readonly back: (() => void) | undefined;
}

export interface Menu {
	/** At an element or a point of the window. `back`: takes the focus where what had it is gone. */
	open(
		at: HTMLElement | { readonly x: number; readonly y: number },
		label: string,
		items: readonly MenuItem[],
		back?: () => void,
	): void;
	template(): TemplateResult | typeof nothing;
}

/** A menu over the page, one at a time. The focus goes into it, and back when it closes. */
export function createMenu(update: () => void): Menu {
	let opened: Opened | undefined;
	let element: HTMLElement | undefined;

	const close = (options: { readonly refocus: boolean }) => {
		const { before, opener, back } = opened ?? {};
		opened?.opener?.setAttribute('aria-expanded', 'false');
		opened = undefined;
		update();
		if (options.refocus) {
			const target = opener ?? before;
			if (target instanceof HTMLElement && target.isConnected) {
				target.focus();
			} else {
				back?.();
			}
		}
	};
	const choose = (item: MenuItem) => {
		close({ refocus: true });
		item.run();
	};
	const buttons = () => [...(element?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
	const onKeydown = (event: KeyboardEvent) => {
		const all = buttons();
		const at = all.indexOf(document.activeElement as HTMLElement);
		const moves: Record<string, number> = {
			ArrowDown: (at + 1) % all.length,
			ArrowUp: (at - 1 + all.length) % all.length,
			Home: 0,
			End: all.length - 1,
		};
		const to = moves[event.key] ?? byLetter(all, at, event.key);
		if (event.key === 'Escape' || event.key === 'Tab') {
			close({ refocus: true });
		} else if (to === undefined) {
			return;
		} else {
			all[to]?.focus();
		}
		event.preventDefault();
		event.stopPropagation();
	};
	document.addEventListener('pointerdown', (event) => {
		if (opened && !element?.contains(event.target as Node)) {
			close({ refocus: false });
		}
	});
	window.addEventListener('blur', () => opened && close({ refocus: false }));
	window.addEventListener('resize', () => opened && close({ refocus: true }));

	const mount = (found: Element | undefined) => {
		const isNew = found !== undefined && found !== element;
		element = found as HTMLElement | undefined;
		if (isNew) {
			// What is in it is drawn after it.
			queueMicrotask(() => {
				if (element && opened) {
					place(element, opened);
					buttons()[0]?.focus();
				}
			});
		}
	};
	return {
		open(at, label, items, back) {
			const opener = at instanceof HTMLElement ? at : undefined;
			const before = document.activeElement;
			if (opened) {
				close({ refocus: false });
			}
			const point = at instanceof HTMLElement ? below(at) : at;
			opened = { label, items, at: point, opener, before, back };
			opener?.setAttribute('aria-expanded', 'true');
			update();
		},
		template: () =>
			opened
				? html`<div
						class="menu"
						role="menu"
						aria-label=${opened.label}
						${ref(mount)}
						${styled({ left: `${opened.at.x}px`, top: `${opened.at.y}px` })}
						@keydown=${onKeydown}
					>
						${opened.items.map(
							(
								item,
							) => html`${item.separated ? html`<div class="menu-line" role="separator"></div>` : nothing}
								<button type="button" role="menuitem" tabindex="-1" @click=${() => choose(item)}>
									${icon(item.icon)}<span class="menu-label">${item.label}</span>
									${item.key ? html`<span class="menu-key" aria-hidden="true">${item.key}</span>` : nothing}
								</button>`,
						)}
					</div>`
				: nothing,
	};
}

function below(element: HTMLElement): { x: number; y: number } {
	const { left, bottom } = element.getBoundingClientRect();
	return { x: left, y: bottom + 2 };
}

/** Moves the menu to where all of it is seen: over its opener where there is no room below. */
function place(element: HTMLElement, { at, opener }: Opened): void {
	const { width, height } = element.getBoundingClientRect();
	const edge = 4;
	const above = (opener?.getBoundingClientRect().top ?? at.y) - height - 2;
	const fitsBelow = at.y + height + edge <= window.innerHeight;
	const x = Math.max(edge, Math.min(at.x, window.innerWidth - width - edge));
	const y = fitsBelow ? at.y : above >= edge ? above : Math.max(edge, window.innerHeight - height - edge);
	element.style.setProperty('left', `${x}px`);
	element.style.setProperty('top', `${y}px`);
}

function byLetter(items: readonly HTMLElement[], from: number, key: string): number | undefined {
	if (key.length !== 1 || key === ' ') {
		return undefined;
	}
	const order = items.map((_, index) => (from + 1 + index) % items.length);
	return order.find((index) => items[index]?.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()));
}
