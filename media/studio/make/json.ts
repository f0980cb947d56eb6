import { t } from '@vscode/l10n';
import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { type FormField, MAX_JSON } from '../../../src/studio/makeMessages.ts';
import type { FieldOptions } from './fields.ts';

/** A text in JSON; the extension says where it is wrong. */
export function jsonTemplate(
	field: Extract<FormField, { kind: 'json' }>,
	{
		value,
		change,
		problem,
		describedBy,
	}: Pick<FieldOptions, 'value' | 'change' | 'problem'> & { readonly describedBy: string | undefined },
): TemplateResult {
	return html`<div class="field">
		<label for="field-${field.name}">${field.title}</label>
		<textarea
			id="field-${field.name}"
			class="input json"
			rows="4"
			dir="auto"
			spellcheck="false"
			maxlength=${MAX_JSON}
			placeholder=${t('Instead of a prompt: the picture part by part')}
			aria-invalid=${problem !== undefined}
			aria-describedby=${describedBy ?? nothing}
			.value=${live(typeof value === 'string' ? value : '')}
			@input=${(event: Event) => change((event.currentTarget as HTMLTextAreaElement).value || undefined)}
		></textarea>
	</div>`;
}
