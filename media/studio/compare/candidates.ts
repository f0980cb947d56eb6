import { t } from '@vscode/l10n';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { NamedImage } from '../../../src/studio/imageMessages.ts';
import { icon } from '../icon.ts';
import { nameOf } from './slider.ts';

/** An image that another can be compared with. */
export interface Candidate {
	/** A handle of History, or what else it is known by. */
	readonly key: string;
	readonly label: string;
	readonly note: string;
	/** Where it is not in History. */
	readonly image?: NamedImage;
}

export interface CandidatesOptions {
	readonly candidates: readonly Candidate[];
	readonly chosen: string | undefined;
	readonly words: string;
	readonly pictureOf: (candidate: Candidate) => string | null | undefined;
	readonly onBroken: (candidate: Candidate) => void;
	readonly choose: (candidate: Candidate) => void;
	readonly search: (words: string) => void;
}

/** The images there are to choose from, as small pictures. */
export function candidatesTemplate(options: CandidatesOptions): TemplateResult {
	const { candidates, words, search } = options;
	return html`<fieldset class="field compare-others">
		<legend>${t('Compare With')}</legend>
		<input
			type="search"
			class="input"
			dir="auto"
			aria-label=${t('Search prompts')}
			placeholder=${t('Search prompts')}
			maxlength="200"
			.value=${live(words)}
			@input=${(event: Event) => search((event.currentTarget as HTMLInputElement).value)}
		/>
		<div class="candidates">
			${repeat(
				candidates,
				({ key }) => key,
				(candidate) => candidateTemplate(candidate, options),
			)}
		</div>
		${candidates.length === 0 ? html`<p class="hint" role="status">${t('Nothing found')}</p>` : nothing}
	</fieldset>`;
}

function candidateTemplate(
	candidate: Candidate,
	{ chosen, pictureOf, onBroken, choose }: CandidatesOptions,
): TemplateResult {
	const picture = pictureOf(candidate);
	const isChosen = candidate.key === chosen;
	return html`<label class="candidate" title=${nameOf(candidate)}>
		<input
			type="radio"
			name="compare-with"
			aria-label=${nameOf(candidate)}
			.checked=${live(isChosen)}
			@change=${() => choose(candidate)}
		/>
		${
			picture
				? html`<img class="checkered" src=${picture} alt="" draggable="false" @error=${() => onBroken(candidate)} />`
				: picture === null
					? icon('file-media')
					: nothing
		}
		${candidate.image ? html`<span class="badge">${t('input')}</span>` : nothing}
	</label>`;
}
