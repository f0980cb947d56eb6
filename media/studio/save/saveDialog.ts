import { t } from '@vscode/l10n';
import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ConvertedFile, SavedForm, SavedType, ShownImage } from '../../../src/studio/imageMessages.ts';
import { SAVED_TYPES } from '../../../src/studio/imageMessages.ts';
import type { HistoryCard } from '../../../src/studio/messages.ts';
import { icon } from '../icon.ts';
import type { ViewContext } from '../view.ts';

const LABELS: Readonly<Record<SavedType, string>> = { png: 'PNG', webp: 'WebP', jpeg: 'JPEG' };
/** What is written where nobody chooses another. */
const USUAL_QUALITY = 90;
const TYPING_MS = 250;

/** Lets a person choose format, width and quality of a copy, and says how large the file will be. */
export async function openSaveDialog(
	context: ViewContext,
	{ handle }: HistoryCard,
	back: () => void,
): Promise<void> {
	const { rpc, format, update, announce } = context;
	const image: ShownImage = await rpc.ask('image/show', { entry: handle });
	let form: SavedForm = { type: image.type, width: image.width };
	let converted: ConvertedFile | undefined;
	/** What the figures on the screen are of. */
	let reckoned = '';
	let problem: string | undefined;
	let timer: number | undefined;
	let isBusy = false;
	let isOpen = true;

	const key = () => JSON.stringify(form);
	const widthProblem = (): string | undefined => {
		if (!Number.isInteger(form.width) || form.width < 1) {
			return t('Type a width in whole pixels.');
		}
		return form.width > image.width
			? t('At most {0} pixels: to make it larger, upscale it.', image.width)
			: undefined;
	};
	/** One at a time: what was typed meanwhile is asked for next. */
	const reckon = async () => {
		if (isBusy || widthProblem() || reckoned === key() || !isOpen) {
			return;
		}
		isBusy = true;
		const asked = key();
		try {
			converted = await rpc.ask('image/convert', { entry: handle, ...form });
			problem = undefined;
		} catch (error) {
			converted = undefined;
			problem = messageOf(error);
		}
		reckoned = asked;
		isBusy = false;
		update();
		await reckon();
	};
	const change = (changed: Partial<SavedForm>) => {
		form = { ...form, ...changed };
		if (form.type === 'png') {
			const { quality: _, ...rest } = form;
			form = rest;
		}
		problem = undefined;
		update();
		window.clearTimeout(timer);
		timer = window.setTimeout(() => void reckon(), TYPING_MS);
	};
	const save = async () => {
		if (widthProblem()) {
			document.querySelector<HTMLElement>('#save-width')?.focus();
			return;
		}
		try {
			const { name } = await rpc.ask('image/save', { entry: handle, ...form });
			if (name !== null) {
				close();
				announce(t('Saved as {0}', name));
			}
		} catch (error) {
			problem = messageOf(error);
			update();
		}
	};
	const sizeText = (): string => {
		if (!converted || reckoned !== key()) {
			return problem || widthProblem() ? '' : t('Working out the size…');
		}
		const { width, height, bytes, unchanged } = converted;
		return [`${width} × ${height}`, format.size(bytes), unchanged ? t('as it is') : '']
			.filter(Boolean)
			.join(' · ');
	};
	const content = (): TemplateResult => {
		const wrong = widthProblem();
		const height = wrong ? undefined : Math.max(1, Math.round((image.height * form.width) / image.width));
		return html`<form
			class="save-form"
			novalidate
			@submit=${(event: SubmitEvent) => {
				event.preventDefault();
				void save();
			}}
		>
			<fieldset class="field">
				<legend>${t('Format')}</legend>
				<div class="pills">
					${SAVED_TYPES.map(
						(type) => html`<label class="pill">
							<input
								type="radio"
								name="save-type"
								value=${type}
								.checked=${live(type === form.type)}
								?autofocus=${type === form.type}
								@change=${() => change({ type })}
							/>
							<span>${LABELS[type]}</span>
						</label>`,
					)}
				</div>
			</fieldset>
			<div class="field">
				<label for="save-width">${t('Width')}</label>
				<div class="save-size">
					<input
						type="number"
						id="save-width"
						class="input number"
						step="1"
						min="1"
						max=${image.width}
						aria-invalid=${wrong !== undefined}
						aria-describedby="save-height"
						.value=${live(Number.isNaN(form.width) ? '' : String(form.width))}
						@input=${(event: Event) => change({ width: (event.currentTarget as HTMLInputElement).valueAsNumber })}
					/>
					<span class="hint" id="save-height">${wrong ?? t('× {0} pixels', height ?? 0)}</span>
				</div>
			</div>
			${form.type === 'png' ? nothing : qualityTemplate(form.quality ?? USUAL_QUALITY, (quality) => change({ quality }))}
			<p class="save-result" role="status">
				${problem ? html`<span class="problem">${icon('error')} <span>${problem}</span></span>` : sizeText()}
			</p>
			${
				converted?.transparent && form.type === 'jpeg'
					? html`<p class="save-note">
							${icon('warning')} <span>${t('JPEG has no transparency: transparent parts become white.')}</span>
						</p>`
					: nothing
			}
			<div class="dialog-buttons">
				<button type="button" class="second" @click=${() => close()}>${t('Cancel')}</button>
				<button type="submit" class="make-button" aria-disabled=${wrong !== undefined}>${t('Save As…')}</button>
			</div>
		</form>`;
	};
	const close = context.dialog({
		title: t('Save Image As'),
		content,
		back,
		onClose() {
			isOpen = false;
			window.clearTimeout(timer);
		},
	});
	void reckon();
}

function qualityTemplate(quality: number, choose: (quality: number) => void): TemplateResult {
	return html`<div class="field">
		<label for="save-quality">${t('Quality')}</label>
		<div class="save-size">
			<input
				type="range"
				id="save-quality"
				min="1"
				max="100"
				.value=${live(String(quality))}
				@input=${(event: Event) => choose((event.currentTarget as HTMLInputElement).valueAsNumber)}
			/>
			<output for="save-quality">${quality}</output>
		</div>
	</div>`;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
