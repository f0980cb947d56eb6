import { t } from '@vscode/l10n';
import { ref } from 'lit/directives/ref.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { iconButton } from './icon.ts';

export interface DialogOptions {
	readonly title: string;
	/** Drawn anew after each `update()` of the page. */
	readonly content: () => TemplateResult;
	/** As wide as the page lets it be. */
	readonly isWide?: boolean;
	/** Takes the focus where what had it is gone. */
	readonly back?: () => void;
	readonly onClose?: () => void;
}

export interface Dialogs {
	/** Gives what closes it again. */
	open(options: DialogOptions): () => void;
	template(): TemplateResult | typeof nothing;
}

/** A dialog over the page, one at a time: the focus stays in it, and goes back to where it was. */
export function createDialogs(update: () => void): Dialogs {
	let opened: DialogOptions | undefined;
	let before: Element | null = null;
	let element: HTMLDialogElement | undefined;

	const close = () => element?.close();
	const onClose = () => {
		const closed = opened;
		opened = undefined;
		update();
		closed?.onClose?.();
		if (before instanceof HTMLElement && before.isConnected) {
			before.focus();
		} else {
			closed?.back?.();
		}
	};
	const mount = (found: Element | undefined) => {
		const isNew = found !== undefined && found !== element;
		element = found as HTMLDialogElement | undefined;
		if (isNew) {
			// What is in it is drawn after it.
			queueMicrotask(() => {
				if (element?.isConnected && !element.open) {
					element.showModal();
				}
			});
		}
	};
	return {
		open(options) {
			before = document.activeElement;
			opened = options;
			update();
			return close;
		},
		template: () =>
			opened
				? html`<dialog
						class="dialog ${opened.isWide ? 'wide' : ''}"
						aria-labelledby="dialog-title"
						${ref(mount)}
						@close=${onClose}
					>
						<div class="dialog-head">
							<h2 id="dialog-title">${opened.title}</h2>
							${iconButton({ icon: 'close', label: t('Close'), run: close })}
						</div>
						${opened.content()}
					</dialog>`
				: nothing,
	};
}
