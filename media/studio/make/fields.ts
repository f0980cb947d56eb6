import { t } from '@vscode/l10n';
import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import {
	type FieldValue,
	type FormField,
	type FormImage,
	MAX_TEXT,
} from '../../../src/studio/makeMessages.ts';
import { icon } from '../icon.ts';
import { choiceTemplate, countTemplate } from './choices.ts';
import { imagesTemplate } from './images.ts';
import { jsonTemplate } from './json.ts';
import { maskTemplate } from './maskField.ts';
import type { MaskField, MaskOptions } from './masking.ts';
import { type Models, modelTemplate } from './models.ts';
import { paletteTemplate } from './palette.ts';
import { textsTemplate } from './texts.ts';

export interface FieldOptions {
	readonly value: FieldValue | undefined;
	readonly change: (value: FieldValue | undefined) => void;
	/** What is wrong with it. */
	readonly problem: string | undefined;
	readonly search: string;
	readonly setSearch: (words: string) => void;
	/** Those that are chosen. */
	readonly images: readonly FormImage[];
	readonly pick: () => void;
	readonly remove: (image: FormImage) => void;
	readonly drop: (data: DataTransfer) => void;
	readonly mask: (field: MaskField) => MaskOptions;
	/** Says why something is not taken. */
	readonly refuse: (sentence: string) => void;
}

/** So few numbers are chosen, not typed. */
const FEW = 9;

/** A field with its label and what is wrong with it. */
export function fieldTemplate(field: FormField, options: FieldOptions, models: Models): TemplateResult {
	const { problem } = options;
	return html`<div class="field-and-problem ${problem ? 'wrong' : ''}" data-field=${field.name}>
		${inputTemplate(field, options, problem ? `problem-${field.name}` : undefined, models)}
		${
			problem
				? html`<p class="problem" id="problem-${field.name}">${icon('error')} <span>${problem}</span></p>`
				: nothing
		}
	</div>`;
}

function inputTemplate(
	field: FormField,
	options: FieldOptions,
	describedBy: string | undefined,
	models: Models,
): TemplateResult {
	const { value, change } = options;
	switch (field.kind) {
		case 'text':
			return textTemplate(field, options, describedBy);
		case 'json':
			return jsonTemplate(field, { ...options, describedBy });
		case 'model':
			return modelTemplate(field, {
				models,
				describedBy,
				value: typeof value === 'string' ? value : '',
				choose: change,
			});
		case 'integer':
			return integerTemplate(field, options, describedBy);
		case 'boolean':
			return html`<label class="check">
				<input
					type="checkbox"
					id="field-${field.name}"
					aria-describedby=${describedBy ?? nothing}
					.checked=${live(value === undefined ? field.default : value === true)}
					@change=${(event: Event) => {
						const { checked } = event.currentTarget as HTMLInputElement;
						change(checked === field.default ? undefined : checked);
					}}
				/>
				<span>${field.title}</span>
			</label>`;
		case 'choice':
			return choiceTemplate(field, {
				...options,
				describedBy,
				value: typeof value === 'string' ? value : undefined,
				choose: (chosen) => change(chosen === field.default ? undefined : chosen),
			});
		case 'texts':
			return textsTemplate(field, { ...options, describedBy });
		case 'images':
			return imagesTemplate(field, { ...options, describedBy });
		case 'mask':
			return maskTemplate(field, { ...options.mask(field), describedBy });
		case 'palette':
			return paletteTemplate(field, {
				describedBy,
				value: typeof value === 'string' || Array.isArray(value) ? value : undefined,
				choose: change,
			});
	}
}

function textTemplate(
	field: Extract<FormField, { kind: 'text' }>,
	{ value, change, problem }: FieldOptions,
	describedBy: string | undefined,
): TemplateResult {
	const text = typeof value === 'string' ? value : '';
	const onInput = (event: Event) =>
		change((event.currentTarget as HTMLInputElement | HTMLTextAreaElement).value || undefined);
	const label = html`<label for="field-${field.name}">${field.title}</label>`;
	return field.multiline
		? html`<div class="field">
				${label}
				<textarea
					id="field-${field.name}"
					class="input ${field.name === 'prompt' && field.required ? 'tall' : ''}"
					rows="2"
					dir="auto"
					maxlength=${MAX_TEXT}
					aria-required=${field.required}
					aria-invalid=${problem !== undefined}
					aria-describedby=${describedBy ?? nothing}
					.value=${live(text)}
					@input=${onInput}
				></textarea>
			</div>`
		: html`<div class="field">
				${label}
				<input
					type="text"
					id="field-${field.name}"
					class="input"
					dir="auto"
					maxlength=${MAX_TEXT}
					aria-invalid=${problem !== undefined}
					aria-describedby=${describedBy ?? nothing}
					.value=${live(text)}
					@input=${onInput}
				/>
			</div>`;
}

function integerTemplate(
	field: Extract<FormField, { kind: 'integer' }>,
	options: FieldOptions,
	describedBy: string | undefined,
): TemplateResult {
	const { change, problem } = options;
	const { minimum, maximum } = field;
	const value = typeof options.value === 'number' ? options.value : undefined;
	if (minimum !== undefined && maximum !== undefined && maximum - minimum < FEW) {
		return countTemplate(field, {
			...options,
			describedBy,
			value,
			choose: (chosen) => change(chosen === field.default ? undefined : chosen),
		});
	}
	return html`<div class="field">
		<label for="field-${field.name}">${field.title}</label>
		<input
			type="number"
			id="field-${field.name}"
			class="input number"
			step="1"
			min=${minimum ?? nothing}
			max=${maximum ?? nothing}
			placeholder=${field.default ?? t('Any')}
			aria-invalid=${problem !== undefined}
			aria-describedby=${describedBy ?? nothing}
			.value=${live(value === undefined ? '' : String(value))}
			@input=${(event: Event) => {
				const { valueAsNumber } = event.currentTarget as HTMLInputElement;
				change(Number.isFinite(valueAsNumber) ? valueAsNumber : undefined);
			}}
		/>
	</div>`;
}
