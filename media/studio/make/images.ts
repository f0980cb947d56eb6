import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { IMAGE_MIME } from '../../../src/studio/imageMime.ts';
import type { FormImage } from '../../../src/studio/makeMessages.ts';
import { catchFocus } from '../focus.ts';
import { icon, iconButton } from '../icon.ts';
import type { ImagesField } from './formState.ts';

export interface ImagesOptions {
	readonly images: readonly FormImage[];
	readonly describedBy: string | undefined;
	readonly pick: () => void;
	readonly remove: (image: FormImage) => void;
	readonly drop: (data: DataTransfer) => void;
}

/** One image or several: chosen, dropped, or pasted. A click into it says that the next paste is for it. */
export function imagesTemplate(field: ImagesField, options: ImagesOptions): TemplateResult {
	const { images, pick, remove, drop, describedBy } = options;
	const isFull = images.length >= field.maxItems;
	return html`<fieldset class="field" aria-describedby=${describedBy ?? nothing}>
		<legend>${field.title}</legend>
		<div
			class="drop"
			tabindex="-1"
			@dragover=${(event: DragEvent) => {
				event.preventDefault();
				(event.currentTarget as HTMLElement).classList.add('over');
			}}
			@dragleave=${(event: DragEvent) => (event.currentTarget as HTMLElement).classList.remove('over')}
			@drop=${(event: DragEvent) => {
				event.preventDefault();
				(event.currentTarget as HTMLElement).classList.remove('over');
				if (event.dataTransfer) {
					drop(event.dataTransfer);
				}
			}}
		>
			${images.map((image) =>
				chosenTemplate(image, () => {
					remove(image);
					catchFocus(`#field-${field.name}`);
				}),
			)}
			<div class="drop-words">
				<button type="button" class="second" id="field-${field.name}" @click=${pick}>
					${images.length === 0 ? t('Choose Image…') : isFull ? t('Choose Another…') : t('Add Image…')}
				</button>
				${images.length === 0 ? html`<span class="hint">${t('or paste one, or drop it with Shift held')}</span>` : nothing}
			</div>
		</div>
	</fieldset>`;
}

function chosenTemplate(image: FormImage, remove: () => void): TemplateResult {
	return html`<div class="chosen">
		<span class="chosen-picture"
			>${image.uri ? html`<img src=${image.uri} alt="" draggable="false" />` : icon('file-media')}</span
		>
		<span class="chosen-name" dir="auto" title=${image.name}>${image.name}</span>
		${iconButton({ icon: 'close', label: t('Remove {0}', image.name), run: remove })}
	</div>
	${
		image.isSmaller
			? html`<p class="hint chosen-note">
					${t('Over 10 MB: it is made smaller before it is sent, at no cost.')}
				</p>`
			: nothing
	}`;
}

const URI_TYPES = ['application/vnd.code.uri-list', 'text/uri-list'];

/** What was dropped: one of our own results, URIs from the editor's explorer, or files from outside of it. */
export function droppedOn(data: DataTransfer): {
	/** The handle of an entry of History. */
	readonly entry: string;
	readonly files: readonly File[];
	readonly uris: readonly string[];
	/** There is something, all or in part, that is no image. */
	readonly isOther: boolean;
} {
	const entry = data.getData(IMAGE_MIME);
	const files = imageFiles(data);
	const list = URI_TYPES.map((type) => data.getData(type)).find(Boolean) ?? '';
	const uris = list
		.split(/\r?\n/)
		.map((line) => line.trim())
		.filter((line) => line !== '' && !line.startsWith('#'));
	// The explorer gives both; what it is in the workspace is worth more than its bytes.
	return entry || uris.length > 0
		? { entry, files: [], uris, isOther: false }
		: { entry, files, uris, isOther: files.length === 0 || files.length < data.files.length };
}

/** The image files of a clipboard or of a drop. */
export function imageFiles(data: DataTransfer | null): readonly File[] {
	return [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
}
