import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { EntryAction } from '../../../src/studio/imageMessages.ts';
import { IMAGE_MIME } from '../../../src/studio/imageMime.ts';
import type { HistoryCard } from '../../../src/studio/messages.ts';
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
		<div class="words" id="words-${entry.handle}">
			<p class="prompt" dir="auto" title=${entry.prompt}>${entry.prompt || entry.operation}</p>
			<p class="details">
				${kindText(entry)}
				${entry.sandbox ? html`<span class="badge">${t('sandbox')}</span>` : nothing}
			</p>
			<p class="details">${format.moment(entry.created)}</p>
			<p class="details">${sizeText(entry, format)}</p>
			<p class="details" title=${placeText(entry)}>${placeTemplate(entry)}</p>
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

/** The image, the text, or why there is none. */
export function pictureTemplate(
	entry: HistoryCard,
	{ picture, onBroken }: Pick<CardOptions, 'picture' | 'onBroken'>,
): TemplateResult {
	if (entry.kind === 'text') {
		return html`<div class="picture text" id="picture-${entry.handle}"><p dir="auto">${entry.text}</p></div>`;
	}
	if (entry.state !== 'saved') {
		const [name, sentence] = stateLook(entry);
		return html`<div class="picture none" id="picture-${entry.handle}" title=${entry.message ?? ''}>
			${icon(name)}<span class="state">${sentence}</span>
		</div>`;
	}
	if (picture === null) {
		return html`<div class="picture none" id="picture-${entry.handle}">${icon('file-media')}<span class="state">${entry.tooLarge ? t('too large to show') : t('no preview')}</span></div>`;
	}
	return html`<div
		class="picture"
		id="picture-${entry.handle}"
		draggable="true"
		@dragstart=${({ dataTransfer }: DragEvent) => dataTransfer?.setData(IMAGE_MIME, entry.handle)}
	>
		${picture ? html`<img src=${picture} alt="" draggable="false" @error=${onBroken} />` : nothing}
	</div>`;
}

/** All of a text, in a place of its own that scrolls where it is long. `first`: has the focus in its dialog. */
export function wholeTextTemplate({ text }: Pick<HistoryCard, 'text'>, first = false): TemplateResult {
	return html`<div class="whole-text" tabindex="0" role="group" aria-label=${t('Text')} ?autofocus=${first}>
		<p dir="auto">${text}</p>
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

/** The ids of what a screen reader says of a card: all that is written on it. */
export function cardLabelIds({ handle }: HistoryCard): string {
	return `picture-${handle} words-${handle}`;
}

/** Where there is no prompt, the operation stands in its place. */
function kindText({ prompt, operation, model }: HistoryCard): string {
	return joined(prompt ? operation : '', model);
}

/** "1024 × 1024 · 1.2 MB" */
export function sizeText({ width, height, bytes }: HistoryCard, format: Format): string {
	const pixels = width && height ? `${width} × ${height}` : '';
	return joined(pixels, bytes === null ? '' : format.size(bytes));
}

function placeText({ workspace, seed }: HistoryCard): string {
	return joined(workspace ?? '', seedText(seed));
}

/** The workspace's name may run the other way. */
function placeTemplate({ workspace, seed }: HistoryCard): TemplateResult {
	return workspace
		? html`<bdi>${workspace}</bdi>${seed === null ? '' : ` · ${seedText(seed)}`}`
		: html`${seedText(seed)}`;
}

const seedText = (seed: number | null): string => (seed === null ? '' : t('seed {0}', seed));

function joined(...parts: readonly string[]): string {
	return parts.filter(Boolean).join(' · ');
}
