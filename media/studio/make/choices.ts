import { t } from '@vscode/l10n';
import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FormChoice, FormField } from '../../../src/studio/makeMessages.ts';
import { styled } from '../styled.ts';
import { byRatio, nearestRatio } from './formState.ts';
import { sketchTemplate } from './sketches.ts';

type ChoiceField = Extract<FormField, { kind: 'choice' }>;

export interface ChoiceOptions {
	readonly value: string | undefined;
	/** Undefined: whatever the model does by itself. */
	readonly choose: (value: string | undefined) => void;
	/** What was typed to find one among many. */
	readonly search: string;
	readonly setSearch: (words: string) => void;
	/** Id of the sentence that says what is wrong. */
	readonly describedBy: string | undefined;
}

/** A choice in the way that suits its values. */
export function choiceTemplate(field: ChoiceField, options: ChoiceOptions): TemplateResult {
	if (field.look === 'sizes') {
		return sizesTemplate(field, options);
	}
	const words = options.search.trim().toLowerCase();
	const isSearched = field.look === 'manyWords';
	const chosen = options.value ?? field.default;
	const all = field.look === 'ratios' ? byShape(field.values) : field.values;
	const found = isSearched
		? all.filter(({ label, value }) => label.toLowerCase().includes(words) || value === chosen)
		: all;
	return html`<fieldset class="field" aria-describedby=${options.describedBy ?? nothing}>
		<legend>${field.title}</legend>
		${
			isSearched
				? html`<input
						type="search"
						class="input"
						aria-label=${t('Search {0}', field.title)}
						placeholder=${t('Search')}
						maxlength="100"
						.value=${live(options.search)}
						@input=${(event: Event) => options.setSearch((event.currentTarget as HTMLInputElement).value)}
					/>`
				: nothing
		}
		<div class="pills ${isSearched ? 'many' : ''}">
			${field.default === undefined && !field.required ? pill(field, undefined, chosen, options) : nothing}
			${found.map((choice) => pill(field, choice, chosen, options))}
		</div>
		${
			isSearched && found.every(({ value }) => value === chosen) && words
				? html`<p class="hint">${t('Nothing found')}</p>`
				: nothing
		}
	</fieldset>`;
}

/** One of few numbers, to choose as words are chosen. */
export function countTemplate(
	field: Extract<FormField, { kind: 'integer' }>,
	options: Omit<ChoiceOptions, 'value' | 'choose'> & {
		readonly value: number | undefined;
		readonly choose: (value: number | undefined) => void;
	},
): TemplateResult {
	const { minimum = 0, maximum = 0 } = field;
	const values = Array.from({ length: maximum - minimum + 1 }, (_, index) => String(minimum + index));
	return choiceTemplate(
		{
			...field,
			kind: 'choice',
			look: 'words',
			values: values.map((value) => ({ value, label: value })),
			...(field.default === undefined ? {} : { default: String(field.default) }),
		} as ChoiceField,
		{
			...options,
			value: options.value === undefined ? undefined : String(options.value),
			choose: (value) => options.choose(value === undefined ? undefined : Number(value)),
		},
	);
}

function pill(
	{ name, look }: ChoiceField,
	choice: FormChoice | undefined,
	chosen: string | undefined,
	{ choose }: ChoiceOptions,
): TemplateResult {
	return html`<label class="pill">
		<input
			type="radio"
			name="field-${name}"
			value=${choice?.value ?? ''}
			.checked=${live(choice?.value === chosen)}
			@change=${() => choose(choice?.value)}
		/>
		${choice?.shape && look === 'ratios' ? shapeTemplate(choice.shape) : nothing}
		${sketchTemplate(choice?.value)}
		<span>${choice?.label ?? (look === 'ratios' ? t('Any') : t('Default'))}</span>
	</label>`;
}

const LONGEST = 20;

/** A box of that shape. */
function shapeTemplate([width, height]: readonly [number, number]): TemplateResult {
	const unit = LONGEST / Math.max(width, height);
	const size = { width: `${Math.max(4, width * unit)}px`, height: `${Math.max(4, height * unit)}px` };
	return html`<span class="shape" aria-hidden="true"><span ${styled(size)}></span></span>`;
}

/** Sizes by their figures, with the shape that is chosen; where it is all that says it, chosen by shape first. */
function sizesTemplate(field: ChoiceField, { value, choose, describedBy }: ChoiceOptions): TemplateResult {
	const chosen = value ?? field.default ?? '';
	const shape = field.values.find((one) => one.value === chosen)?.shape;
	const groups = byRatio(field.values);
	const ratio = shape && nearestRatio(shape);
	const inSight = field.common && ratio ? groups.filter(([one]) => one === ratio) : groups;
	const option = (one: FormChoice) =>
		html`<option value=${one.value} ?selected=${one.value === chosen}>${one.label}</option>`;
	return html`<div class="field">
		<label for="field-${field.name}">${field.title}</label>
		${field.common ? shapesTemplate(field, groups, ratio, choose) : nothing}
		<div class="sizes">
			<select
				id="field-${field.name}"
				class="input"
				aria-describedby=${describedBy ?? nothing}
				.value=${live(chosen)}
				@change=${(event: Event) => choose((event.currentTarget as HTMLSelectElement).value || undefined)}
			>
				<option value="" ?selected=${chosen === ''}>${field.required ? t('Choose…') : t('Any')}</option>
				${inSight.map(([one, sizes]) => html`<optgroup label=${one}>${sizes.map(option)}</optgroup>`)}
			</select>
			${shape ? shapeTemplate(shape) : nothing}
		</div>
	</div>`;
}

type Group = ReturnType<typeof byRatio<FormChoice>>[number];

/** The shapes that sizes have. One stands for its truest size; the others of that shape are left to be chosen. */
function shapesTemplate(
	field: ChoiceField,
	groups: readonly Group[],
	chosen: string | undefined,
	choose: ChoiceOptions['choose'],
): TemplateResult {
	const shapePill = (ratio: string | undefined, pick: () => void) => html`<label class="pill">
		<input
			type="radio"
			name="shape-${field.name}"
			.checked=${live(ratio === chosen)}
			@change=${pick}
		/>
		${ratio ? shapeTemplate(sidesOf(ratio)) : nothing}
		<span>${ratio ?? t('Any')}</span>
	</label>`;
	return html`<div class="pills" role="radiogroup" aria-label=${t('Aspect Ratio')}>
		${field.required ? nothing : shapePill(undefined, () => choose(undefined))}
		${groups.map(([ratio, sizes]) => shapePill(ratio, () => choose(truest(ratio, sizes)?.value)))}
	</div>`;
}

function sidesOf(ratio: string): readonly [number, number] {
	const [width = 1, height = 1] = ratio.split(':').map(Number);
	return [width, height];
}

/** The size whose shape is closest to the ratio; of several, the largest. */
function truest(ratio: string, sizes: readonly FormChoice[]): FormChoice | undefined {
	const [across, down] = sidesOf(ratio);
	const distance = ({ shape: [width, height] = [1, 1] }: FormChoice) =>
		Math.abs(Math.log((width * down) / (height * across)));
	const area = ({ shape: [width, height] = [1, 1] }: FormChoice) => width * height;
	return sizes.toSorted((one, other) => distance(one) - distance(other) || area(other) - area(one))[0];
}

function byShape(values: readonly FormChoice[]): readonly FormChoice[] {
	const slope = ({ shape }: FormChoice) => (shape ? shape[0] / shape[1] : 0);
	return values.toSorted((one, other) => slope(one) - slope(other));
}
