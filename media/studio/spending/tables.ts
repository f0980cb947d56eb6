import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Amounts, SpendingPage } from '../../../src/studio/messages.ts';
import type { Format } from '../format.ts';

/** The days of the month on which something was spent, as a table. */
export function daysTable(page: SpendingPage, format: Format): TemplateResult | typeof nothing {
	const rows = page.days.map((day) => ({ ...day, label: format.day(day.day) }));
	return amountsTable(t('By Day'), t('Day'), rows, format, { hasHeading: false });
}

/** Totals by operation, by model and by workspace. */
export function totalsTables(page: SpendingPage, format: Format): TemplateResult | typeof nothing {
	if (page.operations.length === 0) {
		return nothing;
	}
	return html`<div class="totals">
		${amountsTable(t('By Job'), t('Job'), page.operations, format)}
		${amountsTable(t('By Model'), t('Model'), named(page.models, t('no model')), format)}
		${amountsTable(t('By Workspace'), t('Workspace'), named(page.workspaces, t('no workspace')), format)}
	</div>`;
}

type Row = Amounts & { readonly label: string };

function named(rows: readonly Row[], unnamed: string): readonly Row[] {
	return rows.map((row) => (row.label ? row : { ...row, label: unnamed }));
}

function amountsTable(
	title: string,
	what: string,
	rows: readonly Row[],
	format: Format,
	{ hasHeading = true } = {},
): TemplateResult | typeof nothing {
	if (rows.length === 0) {
		return nothing;
	}
	const hasOpen = rows.some(({ open }) => open > 0);
	return html`<section class="table">
		${hasHeading ? html`<h2>${title}</h2>` : nothing}
		<table>
			<caption class="unseen">${title}</caption>
			<thead>
				<tr>
					<th scope="col">${what}</th>
					<th scope="col" class="figure">${t('Images')}</th>
					<th scope="col" class="figure">${t('Charged')}</th>
					${hasOpen ? html`<th scope="col" class="figure">${t('Maybe')}</th>` : nothing}
				</tr>
			</thead>
			<tbody>
				${rows.map(
					(row) => html`<tr>
						<th scope="row" title=${row.label}>${row.label}</th>
						<td class="figure">${format.number(row.images)}</td>
						<td class="figure">${format.money(row.charged)}</td>
						${hasOpen ? html`<td class="figure">${row.open > 0 ? format.money(row.open) : '–'}</td>` : nothing}
					</tr>`,
				)}
			</tbody>
		</table>
	</section>`;
}
