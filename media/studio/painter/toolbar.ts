import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Format } from '../format.ts';
import { icon } from '../icon.ts';
import { SIZES, TOOLS, type Tool } from './brushwork.ts';
import type { Session } from './session.ts';
import type { Surface } from './surface.ts';
import { sizeText, toolName } from './words.ts';

export interface ToolbarOptions {
	readonly format: Pick<Format, 'number'>;
	readonly session: Session;
	readonly surface: Surface;
	readonly fromTransparency: () => void;
	/** Where there is somebody to ask for a file. */
	readonly chooseMask: (() => void) | undefined;
}

const ICONS: Readonly<Record<Tool, string>> = {
	brush: 'edit',
	eraser: 'eraser',
	rectangle: 'chrome-maximize',
};
const TOOL_KEYS: Readonly<Record<Tool, string>> = { brush: 'B', eraser: 'E', rectangle: 'R' };
const ZOOM_STEP = 1.5;

const isMac = () => navigator.userAgent.includes('Macintosh');

export function toolbarTemplate(options: ToolbarOptions): TemplateResult {
	const { format, session, surface } = options;
	const [tool, size] = [session.tool(), session.size()];
	return html`<div class="painter-tools">
		<div class="painter-group" role="group" aria-label=${t('Tool')}>${TOOLS.map((name) =>
			toolButton({
				icon: ICONS[name],
				label: toolName(name),
				key: TOOL_KEYS[name],
				isPressed: name === tool,
				run: () => session.choose(name),
			}),
		)}</div>
		<label class="painter-size">
			<span>${t('Size')}</span>
			<input
				type="range"
				min="0"
				max=${SIZES.length - 1}
				step="1"
				title="${t('Size')} ([ ])"
				.value=${String(SIZES.findIndex((one) => one >= size))}
				aria-valuetext=${sizeText(format, size)}
				?disabled=${tool === 'rectangle'}
				@input=${(event: Event) => {
					session.setSize(SIZES[Number((event.currentTarget as HTMLInputElement).value)] ?? size);
				}}
			>
			<span class="painter-pixels" aria-hidden="true">${sizeText(format, size)}</span>
		</label>
		<div class="painter-group" role="group" aria-label=${t('Steps')}>
			${toolButton({
				icon: 'discard',
				label: t('Undo'),
				key: isMac() ? '⌘Z' : 'Ctrl+Z',
				isOff: !session.canUndo(),
				run: session.undo,
			})}
			${toolButton({
				icon: 'redo',
				label: t('Redo'),
				key: isMac() ? '⇧⌘Z' : 'Ctrl+Shift+Z',
				isOff: !session.canRedo(),
				run: session.redo,
			})}
		</div>
		<div class="painter-group" role="group" aria-label=${t('Whole Mask')}>
			${toolButton({ icon: 'color-mode', label: t('Invert'), key: 'I', run: session.invert })}
			${toolButton({
				icon: 'clear-all',
				label: t('Clear'),
				key: 'Delete',
				isOff: session.mask.count === 0,
				run: session.clear,
			})}
			${toolButton({ icon: 'layers', label: t('Start from Transparency'), run: options.fromTransparency })}
			${
				options.chooseMask
					? toolButton({ icon: 'folder-opened', label: t('Load Mask…'), run: options.chooseMask })
					: nothing
			}
		</div>
		<div class="painter-group" role="group" aria-label=${t('Zoom')}>
			${toolButton({
				icon: 'zoom-out',
				label: t('Zoom Out'),
				key: '-',
				isOff: surface.isFitted(),
				run: () => surface.zoom(1 / ZOOM_STEP),
			})}
			${toolButton({
				icon: 'zoom-in',
				label: t('Zoom In'),
				key: '+',
				run: () => surface.zoom(ZOOM_STEP),
			})}
			${toolButton({
				icon: 'screen-full',
				label: t('Show Whole Image'),
				key: '0',
				isOff: surface.isFitted(),
				run: surface.fit,
			})}
		</div>
	</div>`;
}

/** One that is off keeps the focus: it may be on again with the next step. */
function toolButton(options: {
	readonly icon: string;
	readonly label: string;
	readonly run: () => void;
	readonly key?: string;
	readonly isPressed?: boolean;
	readonly isOff?: boolean;
}): TemplateResult {
	const { label, key, isPressed, isOff = false, run } = options;
	return html`<button
		type="button"
		class="icon-button"
		title=${key ? `${label} (${key})` : label}
		aria-label=${label}
		aria-pressed=${isPressed ?? nothing}
		aria-disabled=${isOff ? 'true' : nothing}
		@click=${() => isOff || run()}
	>${icon(options.icon)}</button>`;
}
