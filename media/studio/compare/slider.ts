import { t } from '@vscode/l10n';
import { live } from 'lit/directives/live.js';
import { html, type TemplateResult } from 'lit/html.js';
import { styled } from '../styled.ts';

/** One of two images that are compared. */
export interface Side {
	readonly uri: string;
	/** Pixels. */
	readonly width: number;
	readonly height: number;
	/** Its words. */
	readonly label: string;
	/** What tells it from others of the same words. */
	readonly note: string;
}

export interface SliderOptions {
	readonly left: Side;
	readonly right: Side;
	/** Where the divider is: per cent of the width. */
	readonly at: number;
	readonly move: (at: number) => void;
}

/** Two images over one another in one frame, each up to the divider. Images of another shape are shown whole. */
export function sliderTemplate({ left, right, at, move }: SliderOptions): TemplateResult {
	// Square enough for both, so that neither is shown smaller than it must be.
	const ratio = Math.sqrt((left.width / left.height) * (right.width / right.height));
	return html`<div class="compare-labels">
			${captionTemplate(left, t('Left'))} ${captionTemplate(right, t('Right'))}
		</div>
		<div class="compare-stage" ${styled({ '--ratio': String(ratio) })}>
			<img
				src=${left.uri}
				alt=${t('Left: {0}', nameOf(left))}
				draggable="false"
				${styled({ 'clip-path': `inset(0 ${100 - at}% 0 0)` })}
			/>
			<img
				src=${right.uri}
				alt=${t('Right: {0}', nameOf(right))}
				draggable="false"
				${styled({ 'clip-path': `inset(0 0 0 ${at}%)` })}
			/>
			<input
				type="range"
				class="compare-range"
				aria-label=${t('Divider between left and right')}
				aria-valuetext=${t('{0} % of the left image', at)}
				min="0"
				max="100"
				autofocus
				.value=${live(String(at))}
				@input=${(event: Event) => move((event.currentTarget as HTMLInputElement).valueAsNumber)}
			/>
			<div class="compare-divider" aria-hidden="true" ${styled({ left: `${at}%` })}>
				<span class="compare-grip codicon codicon-split-horizontal"></span>
			</div>
		</div>`;
}

/** For a screen reader: all that tells it from others. */
export const nameOf = ({ label, note }: Pick<Side, 'label' | 'note'>): string =>
	[label, note].filter(Boolean).join(' · ');

function captionTemplate({ label, note, width, height }: Side, place: string): TemplateResult {
	return html`<p title=${label}>
		<span class="compare-place">${place}</span>
		<span class="compare-label" dir="auto">${label}</span>
		<span class="hint">${[`${width} × ${height}`, note].filter(Boolean).join(' · ')}</span>
	</p>`;
}
