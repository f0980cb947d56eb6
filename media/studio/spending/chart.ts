import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { SpendingPage } from '../../../src/studio/messages.ts';
import { type Format, imagesText } from '../format.ts';
import { styled } from '../styled.ts';
import { allDays, niceCeiling } from './figures.ts';

type Day = SpendingPage['days'][number];

export interface Chart {
	template(page: SpendingPage): TemplateResult;
}

/** The days of a month as columns: arrow keys or the mouse go through them, and the line above says each. */
export function createChart(format: Format, update: () => void): Chart {
	let hovered: string | undefined;
	let chosen: string | undefined;

	const sentence = (day: Day): string =>
		day.charged + day.open === 0
			? t('{0}: nothing spent', format.day(day.day))
			: day.open > 0
				? t(
						'{0}: {1}, of which {2} may have been charged; {3}',
						format.day(day.day),
						format.money(day.charged + day.open),
						format.money(day.open),
						imagesText(format, day.images),
					)
				: t('{0}: {1}; {2}', format.day(day.day), format.money(day.charged), imagesText(format, day.images));
	const onKeydown = (event: KeyboardEvent, days: readonly Day[], at: number) => {
		const to = {
			ArrowLeft: at - 1,
			ArrowRight: at + 1,
			ArrowUp: at - 7,
			ArrowDown: at + 7,
			Home: 0,
			End: days.length - 1,
		}[event.key];
		const day = to === undefined ? undefined : days[Math.max(0, Math.min(to, days.length - 1))];
		if (day) {
			event.preventDefault();
			chosen = day.day;
			hovered = undefined;
			update();
			const columns = (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role=option]');
			columns[days.indexOf(day)]?.focus();
		}
	};
	const column = (day: Day, top: number, isChosen: boolean, isToday: boolean) => {
		const share = (amount: number) => `${(amount / top) * 100}%`;
		const number = Number(day.day.slice(8));
		return html`<div
			class="column ${isToday ? 'today' : ''}"
			role="option"
			aria-selected=${isChosen}
			aria-label=${sentence(day)}
			tabindex=${isChosen ? 0 : -1}
			@pointerenter=${() => {
				hovered = day.day;
				update();
			}}
			@click=${() => {
				chosen = day.day;
				update();
			}}
			@focus=${() => {
				chosen = day.day;
				update();
			}}
		>
			<div class="bars" aria-hidden="true">
				${day.open > 0 ? html`<div class="bar open" ${styled({ height: share(day.open) })}></div>` : nothing}
				${day.charged > 0 ? html`<div class="bar charged" ${styled({ height: share(day.charged) })}></div>` : nothing}
			</div>
			<span class="number ${number === 1 || number % 5 === 0 ? 'main' : ''}" aria-hidden="true">${number}</span>
		</div>`;
	};
	return {
		template(page) {
			const days = allDays(page);
			const top = niceCeiling(Math.max(...days.map(({ charged, open }) => charged + open)));
			const fallback = days.some(({ day }) => day === page.today) ? page.today : page.days.at(-1)?.day;
			const shown =
				days.find(({ day }) => day === (hovered ?? chosen)) ??
				days.find(({ day }) => day === fallback) ??
				days[0];
			const tabStop = days.find(({ day }) => day === chosen) ?? shown;
			const at = days.findIndex(({ day }) => day === tabStop?.day);
			const hasOpen = days.some(({ open }) => open > 0);
			return html`<div class="chart">
				<p class="readout">${shown ? sentence(shown) : ''}</p>
				<div class="plot">
					<div class="scale" aria-hidden="true">
						<span>${format.money(top)}</span><span>${format.money(top / 2)}</span><span>${format.money(0)}</span>
					</div>
					<div
						class="columns"
						role="listbox"
						aria-orientation="horizontal"
						aria-label=${t('Spending by day, {0}', format.month(page.month))}
						@keydown=${(event: KeyboardEvent) => onKeydown(event, days, at)}
						@pointerleave=${() => {
							hovered = undefined;
							update();
						}}
					>${days.map((day) => column(day, top, day === tabStop, day.day === page.today))}</div>
				</div>
				${
					hasOpen
						? html`<p class="legend">
								<span class="key charged" aria-hidden="true"></span>${t('charged')}
								<span class="key open" aria-hidden="true"></span>${t('may have been charged')}
							</p>`
						: nothing
				}
			</div>`;
		},
	};
}
