import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { t } from '@vscode/l10n';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { HistoryChoices, HistoryFilters, Labelled } from '../../../src/studio/messages.ts';
import { catchFocus } from '../focus.ts';
import { icon, iconButton } from '../icon.ts';

export const SEARCH_BOX = '.filters .search';

export interface FiltersOptions {
	readonly filters: HistoryFilters;
	readonly choices: HistoryChoices;
	/** What there is, in words. */
	readonly count: string;
	readonly canClear: boolean;
	/** `typing`: more may come at once. */
	readonly change: (filters: Partial<HistoryFilters>, typing: boolean) => void;
	readonly clearAll: () => void;
	readonly revert: () => void;
}

export function isFiltered({ words, operation, model, workspace }: HistoryFilters): boolean {
	return [words.trim(), operation, model, workspace].some((filter) => filter !== '');
}

/** The head of History: search box, filters, count. */
export function filtersTemplate(options: FiltersOptions): TemplateResult {
	const { filters, choices, count, canClear, change, clearAll, revert } = options;
	return html`<div class="filters" role="search">
		<vscode-textfield
			class="search"
			type="search"
			${ref(followWords)}
			maxlength="500"
			.label=${t('Search prompts')}
			placeholder=${t('Search prompts')}
			.value=${filters.words}
			@input=${(event: Event) => change({ words: chosenBy(event) }, true)}
			@keydown=${(event: KeyboardEvent) => {
				if (event.key === 'Escape' && filters.words) {
					change({ words: '' }, false);
				}
			}}
		>
			<span slot="content-before">${icon('search')}</span>
			<span slot="content-after">${
				filters.words
					? iconButton({
							icon: 'close',
							label: t('Clear Search'),
							run() {
								change({ words: '' }, false);
								catchFocus(SEARCH_BOX);
							},
						})
					: nothing
			}</span>
		</vscode-textfield>
		${select(t('Job'), t('All Jobs'), choices.operations, filters.operation, (operation) =>
			change({ operation }, false),
		)}
		${select(t('Model'), t('All Models'), choices.models, filters.model, (model) => change({ model }, false))}
		${select(t('Workspace'), t('All Workspaces'), choices.workspaces, filters.workspace, (workspace) =>
			change({ workspace }, false),
		)}
		<span class="end">
			<span class="count">${count}</span>
			${iconButton({ icon: 'discard', label: t('Revert Replacement…'), run: revert })}
			${
				canClear
					? iconButton({ icon: 'clear-all', label: t('Clear All…'), run: clearAll, name: 'clear-all' })
					: nothing
			}
		</span>
	</div>`;
}

function select(
	label: string,
	all: string,
	choices: readonly Labelled[],
	chosen: string,
	choose: (id: string) => void,
): TemplateResult {
	// What is chosen is shown even where it is no longer to be had.
	const missing = chosen !== '' && !choices.some(({ id }) => id === chosen);
	const options: readonly Labelled[] = [
		{ id: '', label: all },
		...choices,
		...(missing ? [{ id: chosen, label: chosen }] : []),
	];
	return html`<vscode-single-select
		class="filter"
		.label=${label}
		.value=${chosen}
		@change=${(event: Event) => choose(chosenBy(event))}
	>
		${repeat(
			options,
			({ id }) => id,
			(option) => html`<vscode-option value=${option.id} ?selected=${option.id === chosen}
				>${option.label}</vscode-option
			>`,
		)}
	</vscode-single-select>`;
}

/** The box runs as its words do, which it is not told from outside: only its own input can be. */
function followWords(element: Element | undefined): void {
	const box = element as VscodeTextfield | undefined;
	void box?.updateComplete.then(() => {
		box.wrappedElement.dir = 'auto';
	});
}

function chosenBy(event: Event): string {
	return (event.currentTarget as HTMLElement & { readonly value: string }).value;
}
