import { t } from '@vscode/l10n';
import { nothing, type TemplateResult } from 'lit/html.js';
import type { Expanded } from '../../../src/studio/makeMessages.ts';
import { catchFocus } from '../focus.ts';
import type { ViewContext } from '../view.ts';
import type { Draft } from './draft.ts';
import { expandedTemplate } from './expanded.ts';

/** What the model makes of the prompt that is filled in; of another one, nothing is shown. */
export function createExpanding(
	{ rpc, update, fail, announce }: Pick<ViewContext, 'rpc' | 'update' | 'fail' | 'announce'>,
	draft: Draft,
): { template(): TemplateResult | typeof nothing } {
	let expanded: Expanded | undefined;
	/** What it was made of. */
	let origin = '';
	let isBusy = false;

	const filledIn = () => {
		const { operation, values } = draft.filled();
		return JSON.stringify([operation, values.prompt, values.resolution]);
	};
	const show = async () => {
		if (isBusy) {
			return;
		}
		isBusy = true;
		update();
		const asked = filledIn();
		try {
			const answer = await rpc.ask('make/expand', draft.filled());
			// Something else may be filled in by now.
			if (answer.parts.length > 0 && asked === filledIn()) {
				expanded = answer;
				origin = asked;
				announce(t('Expanded prompt shown'));
			}
		} catch (error) {
			fail(error);
		}
		isBusy = false;
		update();
	};
	/** The one takes the place of the other: a call has either. */
	const write = (json: string) => {
		const { fields = [] } = draft.form ?? {};
		for (const field of fields) {
			if (field.kind === 'json') {
				draft.fieldOptions(field).change(json);
			} else if (field.name === 'prompt') {
				draft.fieldOptions(field).change(undefined);
			}
		}
		expanded = undefined;
		if (!draft.more) {
			draft.toggleMore();
		}
		announce(t('The prompt is JSON now.'));
		queueMicrotask(() => document.querySelector<HTMLElement>('.make-form textarea.json')?.focus());
	};
	const close = () => {
		expanded = undefined;
		update();
		catchFocus('#expand-prompt');
	};
	return {
		template() {
			if (origin !== filledIn()) {
				expanded = undefined;
			}
			return draft.form?.expands
				? expandedTemplate({ expanded, isBusy, show: () => void show(), write, close })
				: nothing;
		},
	};
}
