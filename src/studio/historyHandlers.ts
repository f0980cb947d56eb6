import { t } from '@vscode/l10n';
import { operationName } from '../api/operation-names.ts';
import { isShowable } from '../images/format.ts';
import type { HistoryCursor, HistoryEntry, HistorySize } from '../store/history.ts';
import type { Handlers } from './dispatcher.ts';
import { createHandles, type Handles } from './handles.ts';
import { cardOf, currentEntry } from './historyCards.ts';
import { actionsFor } from './imageMessages.ts';
import type { Labelled } from './messages.ts';
import type { HistoryParts, PageHost } from './parts.ts';

type HistoryHandlers = Pick<
	Handlers,
	| 'history/search'
	| 'history/facets'
	| 'history/thumbnail'
	| 'history/act'
	| 'history/clear'
	| 'history/revert'
>;

/** Answers what the view History asks. `entries`: those that the page knows, from this view or another. */
export function createHistoryHandlers(
	parts: HistoryParts,
	host: PageHost,
	entries: Handles<HistoryEntry> = createHandles(),
): HistoryHandlers {
	const { records, imagePath, thumbnails, actions, revert, now = Date.now } = parts;
	const cursors = createHandles<HistoryCursor>();

	const remove = async (entry: HistoryEntry): Promise<boolean> => {
		const question =
			entry.kind === 'text' ? t('Delete this text from History?') : t('Delete this image from History?');
		if (!(await host.confirm(question, deletionDetail(entry), t('Delete')))) {
			return false;
		}
		return (await (await records()).deleteEntries([entry], now())) > 0;
	};
	return {
		async 'history/search'({ after, limit, ...filters }) {
			const query = { ...filters, limit, ...(after ? { after: cursors.get(after) } : {}) };
			const page = await (await records()).searchHistory(query);
			const { next, total } = page;
			return {
				entries: page.entries.map((entry) => cardOf(entry, entries)),
				...(next ? { next: cursors.of(`${next.number}/${next.position}`, next) } : {}),
				...(total === undefined ? {} : { total }),
			};
		},
		async 'history/facets'() {
			const { operations, models, workspaces } = await (await records()).historyFacets();
			const asIs = (ids: readonly string[]): Labelled[] =>
				ids.filter((id) => id !== '').map((id) => ({ id, label: id }));
			return {
				operations: operationChoices(operations),
				models: asIs(models),
				workspaces: asIs(workspaces),
			};
		},
		async 'history/thumbnail'({ entry: handle }) {
			const entry = entries.get(handle);
			const { kind, state, file, sha256 } = entry;
			if (kind !== 'image' || state !== 'saved' || !file || !isShowable(entry)) {
				return { uri: null };
			}
			const version = sha256 ?? file;
			const made = await thumbnails.of({ path: imagePath(file), version });
			return { uri: made === undefined ? null : host.imageUri(made, version.slice(0, 12)) };
		},
		async 'history/act'({ entry: handle, action }) {
			const entry = await currentEntry(await records(), entries.get(handle));
			if (!actionsFor(entry).includes(action)) {
				throw new Error(t('That cannot be done with this entry of History.'));
			}
			switch (action) {
				case 'delete':
					return { done: await remove(entry) };
				case 'copyPrompt':
					await host.copy(entry.prompt);
					return { done: true };
				case 'copySeed':
					await host.copy(String(entry.seed));
					return { done: true };
				case 'copyText':
					await host.copy(entry.text ?? '');
					return { done: true };
				default:
					await actions[action](entry);
					return { done: true };
			}
		},
		async 'history/clear'() {
			const size = await (await records()).historySize();
			if (size.images + size.texts === 0) {
				return { done: false };
			}
			const detail = t('Files in your workspaces stay. This cannot be undone.');
			if (!(await host.confirm(clearQuestion(size), detail, t('Clear All')))) {
				return { done: false };
			}
			await (await records()).clearHistory(now());
			return { done: true };
		},
		async 'history/revert'() {
			await revert();
			return { done: true };
		},
	};
}

/** One choice per operation; where two models do the same job, the model tells them apart. */
function operationChoices(ids: readonly string[]): Labelled[] {
	const names = ids.map(operationName);
	return ids
		.map((id, index) => {
			const name = names[index] as string;
			const model = id.split('/')[1];
			const isAmbiguous = names.indexOf(name) !== names.lastIndexOf(name);
			return { id, label: isAmbiguous && model ? `${name} ${model}` : name };
		})
		.sort((one, other) => one.label.localeCompare(other.label));
}

function deletionDetail({ placements, prompt }: HistoryEntry): string {
	const shown = prompt.length > 100 ? `${prompt.slice(0, 100)}…` : prompt;
	const stays =
		placements.length > 0
			? t('Files in your workspaces stay. This cannot be undone.')
			: t('It was not saved into a workspace. This cannot be undone.');
	return shown ? `“${shown}”\n\n${stays}` : stays;
}

function clearQuestion({ images, texts, bytes }: HistorySize): string {
	const imagesText = images === 1 ? t('1 image') : t('{0} images', images);
	const textsText = texts === 1 ? t('1 text') : t('{0} texts', texts);
	const size = sizeText(bytes);
	if (texts === 0) {
		return t('Delete {0}, {1}?', imagesText, size);
	}
	return images === 0
		? t('Delete {0}?', textsText)
		: t('Delete {0} and {1}, {2}?', imagesText, textsText, size);
}

function sizeText(bytes: number): string {
	const [amount, unit] =
		bytes >= 1e9 ? [bytes / 1e9, 'GB'] : bytes >= 1e6 ? [bytes / 1e6, 'MB'] : [bytes / 1e3, 'kB'];
	return `${amount >= 10 ? Math.round(amount) : Math.max(0.1, Math.round(amount * 10) / 10)} ${unit}`;
}
