import { html, nothing, type TemplateResult } from 'lit/html.js';

/** A codicon; only to look at: what it stands for is said beside it or by its button. */
export function icon(name: string): TemplateResult {
	return html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`;
}

/** A button with an icon alone; its label is its tooltip too. */
export function iconButton(options: {
	readonly icon: string;
	readonly label: string;
	readonly run: (event: MouseEvent) => void;
	readonly tabIndex?: number;
	readonly opensMenu?: boolean;
	readonly name?: string;
	readonly disabled?: boolean;
}): TemplateResult {
	return html`<button
		type="button"
		class="icon-button"
		title=${options.label}
		aria-label=${options.label}
		aria-haspopup=${options.opensMenu ? 'menu' : nothing}
		data-name=${options.name ?? nothing}
		?disabled=${options.disabled ?? false}
		tabindex=${options.tabIndex ?? 0}
		@click=${options.run}
	>${icon(options.icon)}</button>`;
}
