import { t } from '@vscode/l10n';
import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { type FormField, MAX_LINE, type ModelChoice, modelNamed } from '../../../src/studio/makeMessages.ts';
import { icon } from '../icon.ts';
import type { ViewContext } from '../view.ts';

/** The custom models of the account, asked for once and kept for as long as the page lives. */
export interface Models {
	/** Undefined until they are there. */
	readonly choices: readonly ModelChoice[] | undefined;
	readonly isLoading: boolean;
	/** Why they could not be had. */
	readonly problem: string | undefined;
	load(): void;
}

/** `onLoad`: names that were typed may mean something by now. */
export function createModels({ rpc, update, announce }: ViewContext, onLoad: () => void): Models {
	let choices: readonly ModelChoice[] | undefined;
	let isLoading = false;
	let problem: string | undefined;
	const load = async () => {
		if (isLoading) {
			return;
		}
		const isAnew = choices !== undefined || problem !== undefined;
		isLoading = true;
		problem = undefined;
		update();
		try {
			const { models } = await rpc.ask('make/models', { anew: isAnew });
			choices = models ?? choices;
			if (models) {
				onLoad();
				announce(models.length === 1 ? t('1 model') : t('{0} models', models.length));
			}
		} catch (error) {
			problem = error instanceof Error ? error.message : String(error);
		}
		isLoading = false;
		update();
	};
	return {
		get choices() {
			return choices;
		},
		get isLoading() {
			return isLoading;
		},
		get problem() {
			return problem;
		},
		load: () => void load(),
	};
}

export interface ModelOptions {
	readonly models: Models;
	readonly value: string;
	readonly choose: (value: string | undefined) => void;
	readonly describedBy: string | undefined;
}

/** A model by its name, from the account's own; or its address, typed. */
export function modelTemplate(
	field: Extract<FormField, { kind: 'model' }>,
	{ models, value, choose, describedBy }: ModelOptions,
): TemplateResult {
	const { choices, isLoading, problem } = models;
	const addressed = choices?.find(({ uri }) => uri !== null && uri === value);
	const chosen = addressed ?? modelNamed(choices ?? [], value.trim());
	/** Whoever types a name means the model of that name. */
	const take = (typed: string) => choose(modelNamed(choices ?? [], typed)?.uri ?? (typed || undefined));
	const typedIn = (event: Event) => (event.currentTarget as HTMLInputElement).value;
	return html`<div class="field">
		<label for="field-${field.name}">${field.title}</label>
		<input
			type="text"
			id="field-${field.name}"
			class="input"
			dir="auto"
			maxlength=${MAX_LINE}
			placeholder=${t('None')}
			spellcheck="false"
			aria-describedby=${describedBy ?? nothing}
			.value=${live(addressed?.name ?? value)}
			@input=${(event: Event) => take(typedIn(event))}
			@change=${(event: Event) => take(typedIn(event).trim())}
		/>
		<div class="models">
			<button type="button" class="second" aria-disabled=${isLoading} @click=${models.load}>
				${isLoading ? t('Asking…') : problem ? t('Try Again') : choices ? t('Ask Again') : t('Show My Models')}
			</button>
			<span class="hint">${t('free')}</span>
		</div>
		${problem ? html`<p class="problem" role="alert">${icon('error')} <span>${problem}</span></p>` : nothing}
		${choices ? choicesTemplate(field, choices, chosen, choose) : nothing}
	</div>`;
}

function choicesTemplate(
	field: Extract<FormField, { kind: 'model' }>,
	choices: readonly ModelChoice[],
	chosen: ModelChoice | undefined,
	choose: (value: string | undefined) => void,
): TemplateResult {
	if (choices.length === 0) {
		return html`<p class="hint">${t('This account has no custom models.')}</p>`;
	}
	return html`<div class="pills many" role="radiogroup" aria-label=${t('My Models')}>
		${choices.map(
			(choice) => html`<label class="pill ${choice.uri === null ? 'off' : ''}">
				<input
					type="radio"
					name="field-${field.name}"
					?disabled=${choice.uri === null}
					.checked=${live(choice === chosen)}
					@change=${() => choose(choice.uri ?? undefined)}
				/>
				<span>${choice.name}</span>
				<span class="hint">${choice.state}</span>
			</label>`,
		)}
	</div>`;
}
