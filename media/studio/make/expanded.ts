import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ExpandedPart } from '../../../src/studio/makeMessages.ts';
import { icon, iconButton } from '../icon.ts';

export interface ExpandedOptions {
	/** Undefined: not asked for. */
	readonly parts: readonly ExpandedPart[] | undefined;
	readonly isBusy: boolean;
	readonly show: () => void;
	readonly close: () => void;
}

/** What the model makes of a prompt, seen before anything is spent. */
export function expandedTemplate({ parts, isBusy, show, close }: ExpandedOptions): TemplateResult {
	return html`<div class="expanding">
		<button type="button" class="second" aria-disabled=${isBusy} @click=${show}>
			${isBusy ? t('Expanding…') : t('Show Expanded Prompt')}
		</button>
		<span class="hint">${t('free')}</span>
		${
			parts
				? html`<section class="expanded" aria-label=${t('Expanded Prompt')} tabindex="-1">
						<div class="expanded-head">
							${icon('sparkle')}
							<h3>${t('Expanded Prompt')}</h3>
							${iconButton({ icon: 'close', label: t('Hide Expanded Prompt'), run: close })}
						</div>
						<dl>
							${parts.map(({ title, text }) => html`<dt>${title}</dt><dd>${text}</dd>`)}
						</dl>
					</section>`
				: nothing
		}
	</div>`;
}
