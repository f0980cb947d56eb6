import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Expanded } from '../../../src/studio/makeMessages.ts';
import { icon, iconButton } from '../icon.ts';

export interface ExpandedOptions {
	/** Undefined: not asked for. */
	readonly expanded: Expanded | undefined;
	readonly isBusy: boolean;
	readonly show: () => void;
	/** To go on with it as a JSON prompt. */
	readonly write: (json: string) => void;
	readonly close: () => void;
}

/** What the model makes of a prompt, seen before anything is spent. */
export function expandedTemplate({ expanded, isBusy, show, write, close }: ExpandedOptions): TemplateResult {
	return html`<div class="expanding">
		<button type="button" class="second" id="expand-prompt" aria-disabled=${isBusy} @click=${show}>
			${isBusy ? t('Expanding…') : t('Show Expanded Prompt')}
		</button>
		<span class="hint">${t('free')}</span>
		${
			expanded
				? html`<section class="expanded" aria-label=${t('Expanded Prompt')} tabindex="-1">
						<div class="expanded-head">
							${icon('sparkle')}
							<h3>${t('Expanded Prompt')}</h3>
							${iconButton({ icon: 'close', label: t('Hide Expanded Prompt'), run: close })}
						</div>
						<dl>
							${expanded.parts.map(({ title, text }) => html`<dt>${title}</dt><dd dir="auto">${text}</dd>`)}
						</dl>
						${
							expanded.json
								? html`<button type="button" class="second" @click=${() => write(expanded.json)}>
										${t('Edit as JSON Prompt')}
									</button>`
								: nothing
						}
					</section>`
				: nothing
		}
	</div>`;
}
