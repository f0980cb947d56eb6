import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Limit, SpendingPage } from '../../../src/studio/messages.ts';
import { callsText, type Format, imagesText } from '../format.ts';
import { icon } from '../icon.ts';
import { styled } from '../styled.ts';

/** What the month has cost, and what is left of the limits. */
export function summaryTemplate(
	page: SpendingPage,
	format: Format,
	showUnsettled: () => void,
): TemplateResult {
	const { total } = page;
	return html`<div class="summary">
		<section class="tile" aria-labelledby="spent-title">
			<h2 id="spent-title">${t('Spent in {0}', format.month(page.month))}</h2>
			<p class="amount">${format.money(total.charged + total.open)}</p>
			<p class="note">${callsText(format, total.calls)}, ${imagesText(format, total.images)}</p>
			${
				total.open > 0
					? html`<p class="note maybe">
							${icon('warning')}<button type="button" class="link" @click=${showUnsettled}
								>${t('{0} of it may have been charged', format.money(total.open))}</button
							>
						</p>`
					: nothing
			}
			${page.sandboxCalls > 0 ? html`<p class="note">${sandboxText(page, format)}</p>` : nothing}
		</section>
		${page.limits.map((limit) => limitTemplate(limit, format))}
	</div>`;
}

function sandboxText({ sandboxCalls }: SpendingPage, format: Format): string {
	return sandboxCalls === 1
		? t('1 sandbox call, at no cost')
		: t('{0} sandbox calls, at no cost', format.number(sandboxCalls));
}

function limitTemplate({ of, spent, cap }: Limit, format: Format): TemplateResult {
	const title = { day: t('Today'), agentsDay: t('Agents Today'), month: t('This Month') }[of];
	if (cap === undefined) {
		return html`<section class="tile" aria-labelledby="limit-${of}">
			<h2 id="limit-${of}">${title}</h2>
			<p class="amount">${format.money(spent)}</p>
			<p class="note">${t('no limit is set')}</p>
		</section>`;
	}
	const share = cap > 0 ? Math.min(1, spent / cap) : 1;
	const left = Math.max(0, cap - spent);
	const level = share >= 1 ? 'full' : share >= 0.8 ? 'high' : 'low';
	return html`<section class="tile" aria-labelledby="limit-${of}">
		<h2 id="limit-${of}">${title}</h2>
		<p class="amount">${format.money(spent)} <span class="of">${t('of {0}', format.money(cap))}</span></p>
		<div
			class="meter ${level}"
			role="meter"
			aria-labelledby="limit-${of}"
			aria-valuemin="0"
			aria-valuemax="100"
			aria-valuenow=${Math.round(share * 100)}
			aria-valuetext=${t('{0} of {1}', format.money(spent), format.money(cap))}
		><div ${styled({ width: `${share * 100}%` })}></div></div>
		<p class="note">${left > 0 ? t('{0} left', format.money(left)) : t('The limit is reached.')}</p>
	</section>`;
}

/** Whose figures these are, and what they rest on. */
export function notesTemplate(page: SpendingPage): TemplateResult {
	const whose = page.remote
		? t('These figures are of the remote computer {0} only.', page.machine)
		: t('These figures are of this computer, {0}, only.', page.machine);
	return html`<ul class="notes">
		<li>${icon('vm')}<span>${whose}</span></li>
		${page.notes.map((note) => html`<li>${icon('tag')}<span>${note}</span></li>`)}
		${page.oldPrices.map((note) => html`<li>${icon('history')}<span>${note}</span></li>`)}
	</ul>`;
}
