import { t } from '@vscode/l10n';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Form, FormField, Preview, Surcharge } from '../../../src/studio/makeMessages.ts';
import { icon } from '../icon.ts';
import { jobsOf } from './formState.ts';

export interface FormOptions {
	readonly forms: readonly Form[];
	readonly form: Form;
	readonly more: boolean;
	readonly moreModels: boolean;
	/** Of the rarer fields, how many are filled in. */
	readonly moreFilled: number;
	/** What fields add to the price. */
	readonly surcharges: readonly Surcharge[];
	readonly clear: (field: FormField) => void;
	readonly field: (field: FormField) => TemplateResult;
	/** Between the common fields and the rarer ones. */
	readonly between: TemplateResult | typeof nothing;
	readonly chooseJob: (job: string) => void;
	readonly chooseModel: (form: Form) => void;
	readonly toggleMore: () => void;
	readonly toggleModels: () => void;
}

/** Job, model, and the fields of both. */
export function formTemplate(options: FormOptions): TemplateResult {
	const { form, more, field, moreFilled, toggleMore } = options;
	const common = form.fields.filter((one) => one.common);
	const rarer = form.fields.filter((one) => !one.common);
	const all = (fields: readonly FormField[]) =>
		repeat(
			fields,
			({ name }) => `${form.operation} ${name}`,
			(one) => field(one),
		);
	return html`
		${jobTemplate(options)} ${all(common)} ${options.between}
		${
			rarer.length > 0
				? html`<button type="button" class="fold" aria-expanded=${more} @click=${toggleMore}>
							${icon(more ? 'chevron-down' : 'chevron-right')}
							<span>${moreFilled > 0 ? t('More Options ({0} set)', moreFilled) : t('More Options')}</span>
						</button>
						${more ? html`<div class="rarer">${all(rarer)}</div>` : surchargesTemplate(rarer, options)}`
				: nothing
		}
	`;
}

/** What is folded away and costs more all the same: it may have been filled in for another job. */
function surchargesTemplate(
	folded: readonly FormField[],
	{ surcharges, clear }: FormOptions,
): TemplateResult | typeof nothing {
	const found = surcharges.flatMap(({ field: name, message }) => {
		const field = folded.find((one) => one.name === name);
		return field ? [{ field, message }] : [];
	});
	return found.length === 0
		? nothing
		: html`<ul class="surcharges">
				${found.map(
					({ field, message }) => html`<li>
						<span>${message}</span>
						<button
							type="button"
							class="link"
							aria-label=${t('Remove {0}', field.title)}
							@click=${() => clear(field)}
						>${t('Remove')}</button>
					</li>`,
				)}
			</ul>`;
}

function jobTemplate(options: FormOptions): TemplateResult {
	const { forms, form, chooseJob, chooseModel, moreModels, toggleModels } = options;
	const models = forms.filter(({ job }) => job === form.job);
	const hasOlder = models.some(({ older }) => older);
	const inSight = models.filter(({ older }) => !older || moreModels || form.older);
	return html`<div class="job">
		<div class="field">
			<label for="make-job">${t('Job')}</label>
			<select
				id="make-job"
				class="input"
				.value=${live(form.job)}
				@change=${(event: Event) => chooseJob((event.currentTarget as HTMLSelectElement).value)}
			>
				${jobsOf(forms).map(
					({ job, title }) => html`<option value=${job} ?selected=${job === form.job}>${title}</option>`,
				)}
			</select>
		</div>
		${
			models.length > 1
				? html`<fieldset class="field">
						<legend>${t('Model')}</legend>
						<div class="pills">
							${inSight.map(
								(one) => html`<label class="pill">
									<input
										type="radio"
										name="make-model"
										.checked=${live(one.operation === form.operation)}
										@change=${() => chooseModel(one)}
									/>
									<span>${one.older ? t('2.0 and older') : one.model}</span>
								</label>`,
							)}
							${
								hasOlder && !form.older
									? html`<button
											type="button"
											class="link"
											aria-expanded=${moreModels}
											@click=${toggleModels}
										>${moreModels ? t('Fewer Models') : t('More Models')}</button>`
									: nothing
							}
						</div>
					</fieldset>`
				: nothing
		}
	</div>`;
}

export interface MakeBarOptions {
	readonly form: Form;
	readonly preview: Preview | undefined;
	/** Whether it is about what is filled in now. */
	readonly isFresh: boolean;
	readonly isStarting: boolean;
	readonly make: () => void;
	/** How many calls go on. */
	readonly underWay: number;
	readonly goToCalls: () => void;
}

/** The button that says what it costs, and below it why it cannot be pressed. */
export function makeBarTemplate(options: MakeBarOptions): TemplateResult {
	const { form, preview, isFresh, isStarting, make, underWay, goToCalls } = options;
	const { price, images = 1, problem } = preview ?? {};
	const isOff = preview === undefined || problem !== undefined || isStarting;
	const what = images === 0 ? form.title : images === 1 ? t('Make 1 Image') : t('Make {0} Images', images);
	return html`<div class="make-bar">
		<button
			type="button"
			class="make-button"
			aria-disabled=${isOff}
			aria-describedby="make-reason"
			aria-keyshortcuts="Control+Enter Meta+Enter"
			@click=${make}
		>
			<span>${isStarting ? t('Starting…') : what}</span>
			${price ? html`<span class="price ${isFresh ? '' : 'stale'}">${price}</span>` : nothing}
		</button>
		<div class="make-words">
			<p class="hint" id="make-reason" role="status">${problem ? problem.message : ''}</p>
			${
				underWay > 0
					? html`<button type="button" class="link under-way" @click=${goToCalls}>
							${t('{0} under way', underWay)}
						</button>`
					: nothing
			}
		</div>
	</div>`;
}
