import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { t } from '@vscode/l10n';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { SpendingPage, UnsettledRow } from '../../../src/studio/messages.ts';
import { iconButton } from '../icon.ts';
import type { View, ViewContext } from '../view.ts';
import { unsettledTemplate, withheldTemplate } from './calls.ts';
import { createChart } from './chart.ts';
import { notesTemplate, summaryTemplate } from './summary.ts';
import { daysTable, totalsTables } from './tables.ts';

/** What was spent, on what, and what is not known of it. */
export function createSpendingView(context: ViewContext): View {
	const { rpc, format, update, fail, announce } = context;
	const chart = createChart(format, update);
	let { month, scroll } = context.initial.spending;
	let page: SpendingPage | undefined;
	let asTable = false;
	/** Goes up with each request; an older answer is dropped. */
	let generation = 0;
	let scroller: HTMLElement | undefined;
	let restored = false;

	const load = async () => {
		generation += 1;
		const mine = generation;
		try {
			const answer = await rpc.ask('spending/report', month ? { month } : {});
			if (mine === generation) {
				page = answer;
				update();
				restoreScroll();
			}
		} catch (error) {
			if (mine === generation) {
				fail(error);
			}
		}
	};
	const restoreScroll = () =>
		queueMicrotask(() => {
			if (scroller && !restored) {
				restored = true;
				scroller.scrollTop = scroll;
			}
		});
	const choose = (chosen: string) => {
		// The current month stays the current one, also when the next begins.
		month = chosen === page?.today.slice(0, 7) ? '' : chosen;
		context.save();
		void load().then(() => page && announce(format.month(page.month)));
	};
	const mark = async (row: UnsettledRow) => {
		try {
			const notCharged = row.state === 'unknown';
			const { done } = await rpc.ask('spending/mark', { call: row.handle, notCharged });
			announce(
				!done
					? t('Its outcome is known by now')
					: notCharged
						? t('Marked as not charged')
						: t('No longer marked as not charged'),
			);
			await load();
		} catch (error) {
			fail(error);
		}
	};
	const exportAll = async () => {
		try {
			await rpc.ask('spending/export', {});
		} catch (error) {
			fail(error);
		}
	};
	const onScroll = (event: globalThis.Event) => {
		scroll = (event.currentTarget as HTMLElement).scrollTop;
		context.save();
	};

	const monthSwitcher = (shown: SpendingPage): TemplateResult => {
		const at = shown.months.indexOf(shown.month);
		const [earlier, later] = [shown.months[at + 1], shown.months[at - 1]];
		return html`<div class="months">
			${iconButton({
				icon: 'chevron-left',
				label: t('Earlier Month'),
				disabled: earlier === undefined,
				run: () => earlier && choose(earlier),
			})}
			<vscode-single-select
				.label=${t('Month')}
				.value=${shown.month}
				@change=${(event: globalThis.Event) =>
					choose((event.currentTarget as HTMLElement & { readonly value: string }).value)}
			>${repeat(
				shown.months,
				(name) => name,
				(name) => html`<vscode-option value=${name} ?selected=${name === shown.month}
					>${format.month(name)}</vscode-option
				>`,
			)}</vscode-single-select>
			${iconButton({
				icon: 'chevron-right',
				label: t('Later Month'),
				disabled: later === undefined,
				run: () => later && choose(later),
			})}
		</div>`;
	};
	const daysTemplate = (shown: SpendingPage): TemplateResult =>
		shown.days.length === 0
			? html`<p class="nothing">${t('Nothing was spent in {0}.', format.month(shown.month))}</p>`
			: html`<section class="days" aria-labelledby="days-title">
					<div class="heading">
						<h2 id="days-title">${t('By Day')}</h2>
						<button
							type="button"
							class="link"
							aria-expanded=${asTable}
							@click=${() => {
								asTable = !asTable;
								update();
							}}
						>${asTable ? t('Hide Table') : t('Show as Table')}</button>
					</div>
					${chart.template(shown)} ${asTable ? daysTable(shown, format) : nothing}
				</section>`;
	const showUnsettled = () => {
		const title = scroller?.querySelector<HTMLElement>('#unsettled-title');
		title?.focus({ preventScroll: true });
		title?.scrollIntoView({ block: 'start' });
	};
	const pageTemplate = (shown: SpendingPage): TemplateResult => html`
		${summaryTemplate(shown, format, showUnsettled)} ${daysTemplate(shown)} ${totalsTables(shown, format)}
		${unsettledTemplate(shown, format, (row) => void mark(row))} ${withheldTemplate(shown, format)}
		${notesTemplate(shown)}
	`;

	return {
		template: () => html`
			<h1 class="unseen">${t('Spending')}</h1>
			<div class="toolbar">
				${page ? monthSwitcher(page) : nothing}
				<vscode-button secondary @click=${() => void exportAll()}>${t('Export to CSV…')}</vscode-button>
			</div>
			<div
				class="scroller"
				tabindex="-1"
				${ref((element) => {
					scroller = element as HTMLElement | undefined;
				})}
				@scroll=${onScroll}
			>${page ? html`<div class="sheet">${pageTemplate(page)}</div>` : nothing}</div>
		`,
		shown: () => void load(),
		changed(what) {
			if (what === 'spending') {
				void load();
			}
		},
		restore({ spending }) {
			if (spending) {
				({ month, scroll } = spending);
				restored = false;
				void load();
			}
		},
		state: () => ({ spending: { month, scroll } }),
	};
}
