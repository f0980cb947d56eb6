import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FormImage } from '../../../src/studio/makeMessages.ts';
import { icon, iconButton } from '../icon.ts';
import { withName } from '../named.ts';
import type { MaskField, MaskOptions } from './masking.ts';

/** A mask: a picture of what is painted, or the painter in its place. */
export function maskTemplate(
	field: MaskField,
	options: MaskOptions & { readonly describedBy: string | undefined },
): TemplateResult {
	const { painter, describedBy } = options;
	return html`<fieldset class="field" aria-describedby=${describedBy ?? nothing}>
		<legend>${field.title}</legend>
		${painter === undefined ? restingTemplate(field, options) : paintingTemplate(field, painter, options)}
	</fieldset>`;
}

function paintingTemplate(
	{ name, marks }: MaskField,
	painter: HTMLElement | 'loading',
	{ done }: MaskOptions,
): TemplateResult {
	return html`<div
		class="mask-painter"
		@keydown=${(event: KeyboardEvent) => {
			if (event.key === 'Escape' && !event.defaultPrevented) {
				event.preventDefault();
				done();
			}
		}}
	>
		<p class="hint">${whatToPaint(marks)}</p>
		${painter === 'loading' ? html`<p class="hint mask-loading">${t('Loading the image…')}</p>` : painter}
		<button type="button" class="second" id="field-${name}" @click=${done}>${t('Done')}</button>
	</div>`;
}

function restingTemplate(field: MaskField, options: MaskOptions): TemplateResult {
	const { image, other, isPainted, paint, remove, preview } = options;
	return html`
		${other ? otherTemplate(other, options) : nothing}
		${
			isPainted && image
				? html`<div class="chosen">
						<span class="mask-picture"
							>${image.uri ? html`<img src=${image.uri} alt="" draggable="false" />` : icon('file-media')}${
								preview?.canvas ?? nothing
							}</span
						>
						<span class="mask-share">${preview?.share ?? ''}</span>
						${iconButton({ icon: 'close', label: t('Remove {0}', field.title), run: remove })}
					</div>`
				: nothing
		}
		<div class="mask-words">
			<button
				type="button"
				class="second"
				id="field-${field.name}"
				aria-disabled=${image === undefined}
				@click=${() => image && paint()}
			>${isPainted ? t('Change Mask…') : t('Paint Mask…')}</button>
			<span class="hint">${image ? whatToPaint(field.marks) : t('Choose the image first.')}</span>
		</div>
	`;
}

/** The image has changed under its mask. */
function otherTemplate(other: FormImage, { goBack, remove }: MaskOptions): TemplateResult {
	return html`<div class="mask-other">
		${icon('warning')}
		<p>
			${withName((name) => t('The mask that was painted belongs to {0}.', name), other.name)}
			<button type="button" class="link" @click=${goBack}
				>${withName((name) => t('Go Back to {0}', name), other.name)}</button
			>
		</p>
		${iconButton({ icon: 'close', label: t('Remove the Mask of {0}', other.name), run: remove })}
	</div>`;
}

function whatToPaint(marks: MaskField['marks']): string {
	return {
		changed: t('Paint what should change; the rest stays as it is.'),
		removed: t('Paint what should be removed, with a little around it.'),
		character: t('Paint the character, so that nothing else of the picture counts.'),
	}[marks];
}
