import { t } from '@vscode/l10n';
import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FormField } from '../../../src/studio/makeMessages.ts';
import { catchFocus } from '../focus.ts';
import { iconButton } from '../icon.ts';
import { paletteSketchTemplate } from './sketches.ts';

type PaletteField = Extract<FormField, { kind: 'palette' }>;

export interface PaletteOptions {
	/** A palette's name, or colours of one's own. */
	readonly value: string | readonly string[] | undefined;
	readonly choose: (value: string | string[] | undefined) => void;
	readonly describedBy: string | undefined;
}

const FIRST_COLOR = '#4078c0';

/** A palette by its name, or up to eight colours. */
export function paletteTemplate(field: PaletteField, options: PaletteOptions): TemplateResult {
	const { value, choose, describedBy } = options;
	const own = Array.isArray(value) ? (value as readonly string[]) : undefined;
	const pill = (
		label: string,
		isChosen: boolean,
		run: () => void,
		sketch: unknown = nothing,
	) => html`<label class="pill">
		<input type="radio" name="field-${field.name}" .checked=${live(isChosen)} @change=${run} />
		${sketch}
		<span>${label}</span>
	</label>`;
	return html`<fieldset class="field" aria-describedby=${describedBy ?? nothing}>
		<legend>${field.title}</legend>
		<div class="pills">
			${pill(t('Default'), value === undefined, () => choose(undefined))}
			${field.names.map(({ label, value: name }) =>
				pill(label, name === value, () => choose(name), paletteSketchTemplate(name)),
			)}
			${pill(t('Own Colors'), own !== undefined, () => choose([FIRST_COLOR]))}
		</div>
		${own ? swatches(field, own, choose) : nothing}
	</fieldset>`;
}

function swatches(
	{ name, maxColors }: PaletteField,
	colors: readonly string[],
	choose: (value: string[] | undefined) => void,
): TemplateResult {
	return html`<div class="swatches">
		${colors.map(
			(color, index) => html`<span class="swatch">
				<input
					type="color"
					aria-label=${t('Color {0}', index + 1)}
					.value=${live(color)}
					@input=${(event: Event) =>
						choose(colors.with(index, (event.currentTarget as HTMLInputElement).value))}
				/>
				${iconButton({
					icon: 'close',
					label: t('Remove Color {0}', index + 1),
					run: () => {
						const left = colors.filter((_, other) => other !== index);
						choose(left.length > 0 ? left : undefined);
						// Of the last, the button goes; those after another move up to it.
						const place = `[data-field="${name}"]`;
						catchFocus(`${place} .swatch:nth-of-type(${left.length}) input`, `${place} :checked`);
					},
				})}
			</span>`,
		)}
		${
			colors.length < maxColors
				? iconButton({
						icon: 'add',
						label: t('Add Color'),
						run: () => choose([...colors, colors.at(-1) ?? FIRST_COLOR]),
					})
				: nothing
		}
	</div>`;
}
