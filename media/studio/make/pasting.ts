import { t } from '@vscode/l10n';
import type { ViewContext } from '../view.ts';
import type { Draft } from './draft.ts';
import { pasteFields } from './formState.ts';
import { imageFiles } from './images.ts';

export interface PastingOptions extends Pick<ViewContext, 'fail'> {
	readonly isInFront: () => boolean;
	readonly draft: Draft;
}

/** Takes images that are pasted into the form, wherever the focus is: also where nothing has it. */
export function takePastes({ isInFront, draft, fail }: PastingOptions): void {
	document.addEventListener('paste', (event) => {
		const { clipboardData: data, target } = event;
		const files = imageFiles(data);
		if (files.length === 0 || !isInFront() || (isTextField(target) && hasText(data, files))) {
			return;
		}
		// A paste is aimed at the text that was selected last, which need not be where the focus is.
		const at = fieldOf(document.activeElement) ?? fieldOf(target);
		const [field, ...others] = draft.form ? pasteFields(draft.form, at) : [];
		if (!field) {
			return;
		}
		event.preventDefault();
		if (!field.common && !draft.more) {
			draft.toggleMore();
		}
		if (others.length > 0) {
			fail(new Error(t('Click the field that the image is for, and paste it again.')));
		} else {
			void draft.addFiles(field, files);
		}
	});
}

const fieldOf = (target: EventTarget | null): string | undefined =>
	target instanceof Element ? target.closest<HTMLElement>('[data-field]')?.dataset.field : undefined;

const isTextField = (target: EventTarget | null): boolean =>
	target instanceof Element && target.matches('textarea, [type=text], [type=search], [type=number]');

/** Programs give words together with a picture of them; of a copied file, some systems give the name. */
function hasText(data: DataTransfer | null, files: readonly File[]): boolean {
	const lines = (data?.getData('text/plain') ?? '').split(/[\r\n]+/).filter(Boolean);
	return lines.some((line) => !files.some(({ name }) => name === line));
}
