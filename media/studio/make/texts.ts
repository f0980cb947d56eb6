import { t } from '@vscode/l10n';
import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { type FormField, MAX_LINE } from '../../../src/studio/makeMessages.ts';
import type { FieldOptions } from './fields.ts';

type TextsField = Extract<FormField, { kind: 'texts' }>;

/** Texts, one a line. What would have to be cut is not taken: half an address is none. */
export function textsTemplate(
	field: TextsField,
	{
		value,
		change,
		problem,
		refuse,
		describedBy,
	}: Pick<FieldOptions, 'value' | 'change' | 'problem' | 'refuse'> & {
		readonly describedBy: string | undefined;
	},
): TemplateResult {
	const lines = Array.isArray(value) ? value : [];
	const hint = field.hint ? t('One per line: {0}', field.hint) : t('One per line');
	const onInput = (event: Event) => {
		const input = event.currentTarget as HTMLTextAreaElement;
		const found = linesOf(input.value, field.maxItems);
		if (found) {
			change(found.length === 0 ? undefined : found);
		} else {
			input.value = lines.join('\n');
			refuse(
				t('{0}: at most {1} lines, each of at most {2} characters.', field.title, field.maxItems, MAX_LINE),
			);
		}
	};
	return html`<div class="field">
		<label for="field-${field.name}">${field.title}</label>
		<textarea
			id="field-${field.name}"
			class="input"
			rows="1"
			dir="auto"
			placeholder=${hint}
			aria-invalid=${problem !== undefined}
			aria-describedby=${describedBy ?? nothing}
			.value=${live(lines.join('\n'))}
			@input=${onInput}
		></textarea>
	</div>`;
}

/** The lines of a text, empty ones only as long as there is room; undefined where they are too long or too many. */
function linesOf(text: string, maxItems: number): string[] | undefined {
	const lines = text === '' ? [] : text.split('\n');
	const found = lines.length > maxItems ? lines.filter((line) => line.trim() !== '') : lines;
	return found.length > maxItems || found.some(({ length }) => length > MAX_LINE) ? undefined : found;
}
