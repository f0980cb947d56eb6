import { t } from '@vscode/l10n';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { SpendingPage, UnsettledRow, WithheldRow } from '../../../src/studio/messages.ts';
import { type Format, imagesText } from '../format.ts';

/** Calls of which it is not known whether they were charged. */
export function unsettledTemplate(
	{ unsettled }: SpendingPage,
	format: Format,
	mark: (row: UnsettledRow) => void,
): TemplateResult | typeof nothing {
	if (unsettled.length === 0) {
		return nothing;
	}
	return html`<section class="calls" aria-labelledby="unsettled-title">
		<h2 id="unsettled-title" tabindex="-1">${t('May Have Been Charged')}</h2>
		<p class="note">
			${t('No answer came, so these may have been charged. They count as spent unless you mark them; your usage page at Ideogram says what was charged.')}
		</p>
		<ul>
			${repeat(
				unsettled,
				({ handle }) => handle,
				(row) => html`<li class=${row.state}>
					<div class="call">
						<p class="prompt" dir="auto" title=${row.prompt}>${row.prompt || row.operation}</p>
						<p class="details">${detailsText(row, format)}</p>
						${row.message === '' ? nothing : html`<p class="details">${row.message ?? t('The window closed before an answer came.')}</p>`}
					</div>
					<div class="verdict">
						<span class="figure">${format.money(row.amount)}</span>
						${row.state === 'marked' ? html`<span class="badge">${t('marked as not charged')}</span>` : nothing}
						<button
							type="button"
							class="link"
							aria-label=${
								row.state === 'marked'
									? t('Undo: {0}', row.prompt || row.operation)
									: t('Mark as Not Charged: {0}', row.prompt || row.operation)
							}
							@click=${() => mark(row)}
						>${row.state === 'marked' ? t('Undo') : t('Mark as Not Charged')}</button>
					</div>
				</li>`,
			)}
		</ul>
	</section>`;
}

/** Images that were charged and kept back. */
export function withheldTemplate(
	{ withheld }: SpendingPage,
	format: Format,
): TemplateResult | typeof nothing {
	if (withheld.length === 0) {
		return nothing;
	}
	return html`<section class="calls" aria-labelledby="withheld-title">
		<h2 id="withheld-title">${t('Withheld')}</h2>
		<p class="note">${t("Ideogram's safety check kept these images back; they were charged all the same.")}</p>
		<ul>
			${repeat(
				withheld,
				({ handle }) => handle,
				(row) => html`<li>
					<div class="call">
						<p class="prompt" dir="auto" title=${row.prompt}>${row.prompt || row.operation}</p>
						<p class="details">${detailsText(row, format)}</p>
					</div>
					<div class="verdict">
						<span class="figure">${format.money(row.amount)}</span>
						<span>${t('{0} of {1}', row.withheld, imagesText(format, row.images))}</span>
					</div>
				</li>`,
			)}
		</ul>
	</section>`;
}

function detailsText(row: UnsettledRow | WithheldRow, format: Format): string {
	return [row.operation, row.model, format.moment(row.created)].filter(Boolean).join(' · ');
}
