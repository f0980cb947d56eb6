import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { NamedImage } from '../../../src/studio/imageMessages.ts';
import type { HistoryCard } from '../../../src/studio/messages.ts';
import { createPictures } from '../history/thumbnails.ts';
import { icon } from '../icon.ts';
import type { ViewContext } from '../view.ts';
import { type Candidate, candidatesTemplate } from './candidates.ts';
import { type Side, sliderTemplate } from './slider.ts';

const TYPING_MS = 200;
/** As many as one looks through; others are found by their words. */
const MOST_FOUND = 24;

/** Shows an image beside another of the person's choice, one over the other with a divider between them. */
export async function openCompareDialog(
	context: ViewContext,
	entry: HistoryCard,
	back: () => void,
): Promise<void> {
	const { rpc, update } = context;
	const pictures = createPictures(rpc, update);
	const [shown, related] = await Promise.all([
		rpc.ask('image/show', { entry: entry.handle }),
		rpc.ask('image/related', { entry: entry.handle }),
	]);
	const own: Side = { ...shown, ...wordsOf(entry) };
	const first: readonly Candidate[] = [
		...related.inputs.map(inputCandidate),
		...related.siblings.map((card) => cardCandidate(card)),
	];
	let found: readonly Candidate[] = [];
	let other: Side | undefined;
	let chosen: string | undefined;
	let at = 50;
	let words = '';
	let timer: number | undefined;
	let asked = 0;
	let problem: string | undefined;

	const attempt = async (run: () => Promise<void>) => {
		try {
			problem = undefined;
			await run();
		} catch (error) {
			problem = error instanceof Error ? error.message : String(error);
		}
		update();
	};
	const choose = (candidate: Candidate) =>
		attempt(async () => {
			chosen = candidate.key;
			update();
			const side = candidate.image ?? (await rpc.ask('image/show', { entry: candidate.key }));
			if (chosen === candidate.key) {
				other = { ...side, label: candidate.label, note: candidate.note };
			}
		});
	const search = () =>
		attempt(async () => {
			asked += 1;
			const mine = asked;
			const filters = { words, operation: '', model: '', workspace: '' };
			const page = await rpc.ask('history/search', { ...filters, limit: MOST_FOUND });
			if (mine === asked) {
				const known = new Set([entry.handle, ...related.siblings.map(({ handle }) => handle)]);
				found = page.entries
					.filter(({ handle, kind, state }) => kind === 'image' && state === 'saved' && !known.has(handle))
					.map((card) => cardCandidate(card));
				pictures.want([...first, ...found].filter(({ image }) => !image).map(({ key }) => key));
			}
		});
	const content = (): TemplateResult => html`
		<div class="compare">
			${
				other
					? sliderTemplate({
							left: other,
							right: own,
							at,
							move(to) {
								at = to;
								update();
							},
						})
					: html`<p class="hint compare-none">${t('Choose the image to compare it with.')}</p>`
			}
			${problem ? html`<p class="problem" role="alert">${icon('error')} <span>${problem}</span></p>` : nothing}
			${candidatesTemplate({
				candidates: words.trim() === '' ? [...first, ...found] : found,
				chosen,
				words,
				pictureOf: (candidate) => candidate.image?.uri ?? pictures.uriOf(candidate.key),
				onBroken: ({ key }) => pictures.broken(key),
				choose: (candidate) => void choose(candidate),
				search(typed) {
					words = typed;
					update();
					window.clearTimeout(timer);
					timer = window.setTimeout(() => void search(), TYPING_MS);
				},
			})}
		</div>
	`;
	context.dialog({
		title: t('Compare Images'),
		content,
		isWide: true,
		back,
		onClose: () => window.clearTimeout(timer),
	});
	const [likely] = first;
	await Promise.all([search(), likely ? choose(likely) : undefined]);
}

function inputCandidate(image: NamedImage): Candidate {
	return { key: image.uri, label: t('Input: {0}', image.name), note: '', image };
}

function cardCandidate(card: HistoryCard): Candidate {
	return { key: card.handle, ...wordsOf(card) };
}

function wordsOf({ prompt, operation, seed }: HistoryCard): Pick<Side, 'label' | 'note'> {
	return { label: prompt || operation, note: seed === null ? '' : t('seed {0}', seed) };
}
