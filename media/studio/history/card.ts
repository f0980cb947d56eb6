import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { EntryAction, HistoryCard } from '../../../src/studio/messages.ts';
import type { Format } from '../format.ts';
import { icon, iconButton } from '../icon.ts';
import { mainActions } from './actions.ts';

export interface CardOptions {
	readonly format: Format;
	/** As `Pictures.uriOf` says. */
	readonly picture: string | null | undefined;
	/** Its buttons can be reached with Tab. */
	readonly isActive: boolean;
	readonly act: (action: EntryAction) => void;
	readonly openMenu: (button: HTMLElement) => void;
	readonly onBroken: () => void;
}

/** What is within one cell of History's grid. */
export function cardTemplate(entry: HistoryCard, options: CardOptions): TemplateResult {
	const { format, isActive, act, openMenu } = options;
	const tabIndex = isActive ? 0 : -1;
	return html`
		${pictureTemplate(entry, options)}
		<div class="words">
			<p class="prompt" title=${entry.prompt}>${entry.prompt || t('(no prompt)')}</p>
			<p class="details">
				<span class="kind">${kindText(entry)}</span>
				${entry.sandbox ? html`<span class="badge">${t('sandbox')}</span>` : nothing}
			</p>
			<p class="details">${joined(sizeText(entry, format), format.moment(entry.created))}</p>
			<p class="details" title=${placeText(entry)}>${placeText(entry)}</p>
		</div>
		<div class="actions">
			${mainActions(entry).map((shown) =>
				iconButton({
					icon: shown.icon,
					label: shown.label,
					name: shown.action,
					tabIndex,
					run: () => act(shown.action),
				}),
			)}
			${iconButton({
				icon: 'ellipsis',
				label: t('More Actions…'),
				name: 'more',
				tabIndex,
				opensMenu: true,
				run: (event) => openMenu(event.currentTarget as HTMLElement),
			})}
		</div>
	`;
}

function pictureTemplate(entry: HistoryCard, { picture, onBroken }: CardOptions): TemplateResult {
	if (entry.kind === 'text') {
		return html`<div class="picture text"><p>${entry.text}</p></div>`;
	}
	if (entry.state !== 'saved') {
		const [name, sentence] = stateLook(entry);
		return html`<div class="picture none" title=${entry.message ?? ''}>
			${icon(name)}<span class="state">${sentence}</span>
		</div>`;
	}
	if (picture === null) {
		return html`<div class="picture none">${icon('file-media')}<span class="state">${t('no preview')}</span></div>`;
	}
	return html`<div class="picture">
		${picture ? html`<img src=${picture} alt="" draggable="false" @error=${onBroken} />` : nothing}
	</div>`;
}

function stateLook({ state }: HistoryCard): readonly [icon: string, sentence: string] {
	switch (state) {
		case 'pending':
			return ['cloud-download', t('arriving')];
		case 'withheld':
			return ['eye-closed', t('withheld, charged')];
		default:
			return ['error', t('could not be fetched')];
	}
}

/** What a screen reader says of a card. */
export function cardLabel(entry: HistoryCard, format: Format): string {
	const state = entry.state === 'saved' ? '' : stateLook(entry)[1];
	const mark = entry.sandbox ? t('sandbox') : '';
	const words = entry.prompt || entry.text || '';
	const shown = words.length > 200 ? `${words.slice(0, 200)}…` : words;
	return [shown, state, kindText(entry), mark, format.moment(entry.created)].filter(Boolean).join(', ');
}

function kindText({ operation, model }: HistoryCard): string {
	return joined(operation, model);
}

function sizeText({ width, height, bytes }: HistoryCard, format: Format): string {
	const pixels = width && height ? `${width} × ${height}` : '';
	return joined(pixels, bytes === null ? '' : format.size(bytes));
}

function placeText({ workspace, seed }: HistoryCard): string {
	return joined(workspace ?? '', seed === null ? '' : t('seed {0}', seed));
}

function joined(...parts: readonly string[]): string {
	return parts.filter(Boolean).join(' · ');
}
