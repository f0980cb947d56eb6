import { t } from '@vscode/l10n';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { EntryAction } from '../../../src/studio/imageMessages.ts';
import type { CallAction, CallRow } from '../../../src/studio/makeMessages.ts';
import type { HistoryCard } from '../../../src/studio/messages.ts';
import type { Format } from '../format.ts';
import { mainActions } from '../history/actions.ts';
import { pictureTemplate, sizeText, wholeTextTemplate } from '../history/card.ts';
import { icon, iconButton } from '../icon.ts';
import { isGoingOn, standingText } from './standing.ts';

type Row = CallRow<HistoryCard>;

export interface CallsOptions {
	readonly format: Format;
	readonly calls: readonly Row[];
	readonly pictureOf: (handle: string) => string | null | undefined;
	readonly onBroken: (handle: string) => void;
	readonly act: (entry: HistoryCard, action: EntryAction) => void;
	readonly openMenu: (entry: HistoryCard, button: HTMLElement) => void;
	readonly change: (call: Row, action: CallAction) => void;
}

/** What was made from here, and what is being made. */
export function callsTemplate(options: CallsOptions): TemplateResult {
	const { calls } = options;
	return html`<section class="calls-made" aria-labelledby="calls-title">
		<h2 id="calls-title">${t('Results')}</h2>
		${
			calls.length === 0
				? html`<p class="hint">${t('What you make appears here, and is kept in History.')}</p>`
				: html`<ul>
						${repeat(
							calls,
							({ handle }) => handle,
							(call) => callTemplate(call, options),
						)}
					</ul>`
		}
	</section>`;
}

function callTemplate(call: Row, options: CallsOptions): TemplateResult {
	return html`<li class="made ${call.state}" data-call=${call.handle} tabindex="-1">
		<div class="made-head">
			<div class="made-words">
				<p class="made-prompt" dir="auto" title=${call.prompt}>${call.prompt || call.title}</p>
				<p class="hint">${standingText(call, options.format)}</p>
			</div>
			${buttonTemplate(call, options.change)}
		</div>
		${isGoingOn(call) ? html`<div class="progress" aria-hidden="true"></div>` : nothing}
		${call.message ? messageTemplate(call) : nothing}
		${
			call.results.length > 0
				? html`<ul class="results">
						${repeat(
							call.results,
							({ handle }) => handle,
							(entry) => resultTemplate(entry, options),
						)}
					</ul>`
				: nothing
		}
	</li>`;
}

function messageTemplate({ message, state }: Row): TemplateResult {
	return html`<p class="made-message">
		${icon(state === 'unknown' ? 'warning' : 'error')} <span>${message}</span>
	</p>`;
}

function buttonTemplate(call: Row, change: CallsOptions['change']): TemplateResult {
	switch (call.state) {
		case 'queued':
			return html`<button type="button" class="second" @click=${() => change(call, 'cancel')}>
				${t('Cancel')}
			</button>`;
		case 'underWay':
		case 'arriving':
			return html`<button type="button" class="second" @click=${() => change(call, 'stop')}>
				${t('Stop Waiting')}
			</button>`;
		default:
			return iconButton({
				icon: 'close',
				label: t('Remove from Results: {0}', call.prompt.slice(0, 60) || call.title),
				run: () => change(call, 'dismiss'),
			});
	}
}

function resultTemplate(entry: HistoryCard, options: CallsOptions): TemplateResult {
	const { format, act, openMenu, pictureOf, onBroken } = options;
	// A figure stays with its unit.
	const name = [...sizeText(entry, format).split(' · '), entry.seed === null ? '' : t('seed {0}', entry.seed)]
		.filter(Boolean)
		.map((part) => part.replaceAll(' ', '\u00a0'))
		.join(' · ');
	const picture = pictureOf(entry.handle);
	return html`<li class="result ${entry.kind}" data-result=${entry.handle}>
		${
			entry.kind === 'text'
				? wholeTextTemplate(entry)
				: pictureTemplate(entry, { picture, onBroken: () => onBroken(entry.handle) })
		}
		<p class="hint result-size">${name}</p>
		<div class="actions">
			${mainActions(entry).map((shown) =>
				iconButton({
					icon: shown.icon,
					label: shown.label,
					name: shown.action,
					run: () => act(entry, shown.action),
				}),
			)}
			${iconButton({
				icon: 'ellipsis',
				label: t('More Actions…'),
				name: 'more',
				opensMenu: true,
				run: (event) => openMenu(entry, event.currentTarget as HTMLElement),
			})}
		</div>
	</li>`;
}
