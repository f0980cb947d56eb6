import { t } from '@vscode/l10n';
import { operationName } from '../api/operation-names.ts';
import type { JsonPrompt } from '../api/operations/json-prompt.ts';
import type { Price } from '../api/prices.ts';
import type { HistoryEntry } from '../store/history.ts';
import { modelChoices } from './customModels.ts';
import type { Handlers } from './dispatcher.ts';
import { expansionInput, inputFromForm, judge, readableInput } from './formInput.ts';
import { checkMaskField, describeForms, isMaskOf, offeredOperation } from './forms.ts';
import { createHandles, type Handles } from './handles.ts';
import { cardOf, currentImage } from './historyCards.ts';
import type { MadeCall } from './madeCalls.ts';
import {
	type CallRow,
	type ExpandedPart,
	type MAKE_REQUESTS,
	MAX_JSON,
	type ModelChoice,
	modelNamed,
} from './makeMessages.ts';
import type { HistoryCard } from './messages.ts';
import type { MakeParts, PageHost } from './parts.ts';
import { surchargesOf } from './surcharges.ts';

type MakeHandlers = Pick<Handlers, keyof typeof MAKE_REQUESTS>;

/** Answers what the view Make asks. `entries`: those of History that the page knows, from any view. */
export function createMakeHandlers(
	parts: MakeParts,
	host: Pick<PageHost, 'imageUri'>,
	entries: Handles<HistoryEntry>,
): MakeHandlers {
	const { records, images, masks, calls } = parts;
	const callIds = createHandles<string>();
	/** As the page was told of them. */
	let choices: readonly ModelChoice[] = [];
	const model = (name: string) => modelNamed(choices, name)?.uri ?? undefined;
	const shown = async (kept: Awaited<ReturnType<typeof images.restore>>) => ({
		images: await Promise.all(
			kept.map(async ({ handle, name, thumbnail, version, isSmaller }) => {
				const file = await thumbnail;
				return { handle, name, uri: file === undefined ? null : host.imageUri(file, version), isSmaller };
			}),
		),
	});
	const shownPrice = (price: Price) => (parts.sandboxOn() ? t('free') : parts.priceText(price));
	const row = async (call: MadeCall): Promise<CallRow<HistoryCard>> => {
		const standing = await standingOf(call);
		return {
			handle: callIds.of(call.callId, call.callId),
			title: titleOf(call.operation),
			prompt: call.prompt.slice(0, 1_000),
			images: call.images,
			started: call.started,
			...standing,
			cost: costOf(call, standing.state),
		};
	};
	const standingOf = async (
		call: MadeCall,
	): Promise<Pick<CallRow<HistoryCard>, 'state' | 'message' | 'results'>> => {
		const { callId } = call;
		const store = await records();
		const state = await store.stateOf(callId);
		const none = { message: null, results: [] };
		switch (state) {
			case 'queued':
			case 'reserved':
				return { state: 'queued', ...none };
			case 'sent':
				return { state: 'underWay', ...none };
			case 'charged': {
				const results = await resultsOf(callId);
				const isArriving = results.some((result) => result.state === 'pending');
				return { state: isArriving ? 'arriving' : 'done', message: null, results };
			}
			case 'unknown':
				return {
					state: 'unknown',
					results: [],
					message: call.message ?? t('The window closed before an answer came. It is not sent again.'),
				};
			default:
				return {
					state: 'failed',
					results: [],
					message: call.message ?? t('It was not sent before the window closed.'),
				};
		}
	};
	const resultsOf = async (callId: string): Promise<readonly HistoryCard[]> => {
		const store = await records();
		const positions = (await store.outputsOf(callId)).map(({ position }) => position);
		const found = await Promise.all(
			// A description has no output, but words.
			(positions.length > 0 ? positions : [0]).map((position) => store.historyEntry(callId, position)),
		);
		return found.flatMap((entry) => (entry ? [cardOf(entry, entries)] : []));
	};
	const costOf = ({ amount, sandbox }: MadeCall, state: CallRow<unknown>['state']): string | null => {
		switch (state) {
			case 'arriving':
			case 'done':
				return parts.costText(amount, sandbox ? 'sandbox' : 'charged');
			case 'unknown':
				return parts.costText(amount, sandbox ? 'sandbox' : 'may have been charged');
			case 'failed':
				return parts.costText(amount, sandbox ? 'sandbox' : 'not charged');
			default:
				return null;
		}
	};

	return {
		'make/forms': async () => ({ forms: describeForms(parts.terms()) }),
		async 'make/preview'({ operation: id, values }) {
			const operation = offeredOperation(id);
			const { input, unread } = await readableInput(operation, values, {
				image: images.remembered,
				mask: (field, mask, image) => masks.read(field, mask, image, false),
				model,
			});
			const { price, problem: found } = judge(operation, input, parts.terms());
			// Without its mask, the input is only found to have none; another problem comes first.
			const isLater = unread && found && isMaskOf(operation, unread.field) && found.field !== unread.field;
			const problem = unread && !isLater ? unread : found;
			const surcharges =
				price && !parts.sandboxOn() ? surchargesOf(operation, input, parts.terms(), parts.priceText) : [];
			return {
				price: price ? shownPrice(price) : null,
				images: operation.job === 'describe' ? 0 : operation.imagesInFlight(input as never),
				...(problem
					? { problem: { message: problem.message, ...(problem.field ? { field: problem.field } : {}) } }
					: {}),
				...(surcharges.length > 0 ? { surcharges } : {}),
			};
		},
		async 'make/expand'({ values }) {
			const expanded = await parts.expand(expansionInput(values));
			return { parts: expanded ? partsOf(expanded) : [], json: expanded ? jsonOf(expanded) : '' };
		},
		async 'make/models'({ anew }) {
			const models = await parts.models(anew);
			choices = models ? modelChoices(models) : choices;
			return { models: models ? choices : null };
		},
		async 'make/start'({ operation: id, values, price: agreed }) {
			const operation = offeredOperation(id);
			const input = await inputFromForm(operation, values, {
				image: images.read,
				mask: (field, mask, image) => masks.read(field, mask, image, true),
				model,
			});
			const { price } = judge(operation, input, parts.terms());
			// The sandbox may have been left since, or a setting changed.
			if (price && shownPrice(price) !== agreed) {
				throw new Error(t('The price is {0} now: make it again if you agree.', shownPrice(price)));
			}
			const callId = await parts.start(operation, input);
			return callId === undefined ? {} : { call: callIds.of(callId, callId) };
		},
		'make/calls': async () => ({ calls: await Promise.all(calls.list().map(row)) }),
		async 'make/call'({ call, action }) {
			calls[action](callIds.get(call));
			return { done: true };
		},
		'make/pick': async ({ several }) => shown(await images.pick(several)),
		'make/images': async ({ images: handles }) => shown(await images.restore(handles)),
		'make/drop': async ({ uris }) => shown(await images.drop(uris)),
		'make/paste': async ({ name, bytes }) => shown([await images.keep(name, bytes)]),
		async 'make/mask'({ field, image }) {
			checkMaskField(field);
			const { file, version, width, height, mask } = await masks.open(field, image);
			return { uri: host.imageUri(file, version), width, height, mask };
		},
		async 'make/mask/keep'({ field, image, bytes }) {
			checkMaskField(field);
			await masks.keep(field, image, bytes);
			return { done: true };
		},
		async 'make/mask/file'() {
			const picture = await masks.pickFile();
			return { uri: picture ? host.imageUri(picture.file, picture.version) : null };
		},
		async 'make/use'({ entry: handle }) {
			const { file } = await currentImage(await records(), entries.get(handle));
			return shown([await images.ofStore(file)]);
		},
	};
}

/** "Generate 3.0" */
function titleOf(id: string): string {
	return [operationName(id), id.split('/')[1]].filter(Boolean).join(' ');
}

/** To be written on, line by line where there is room for that. */
function jsonOf(prompt: JsonPrompt): string {
	const readable = JSON.stringify(prompt, null, 2);
	const text = readable.length <= MAX_JSON ? readable : JSON.stringify(prompt);
	return text.length <= MAX_JSON ? text : '';
}

/** What 4.0 makes of a prompt, for a person to read. */
function partsOf(prompt: JsonPrompt): ExpandedPart[] {
	const { high_level_description: whole, style_description: style, compositional_deconstruction } = prompt;
	const { background, elements } = compositional_deconstruction;
	const styles = [style?.aesthetics, style?.art_style, style?.medium, style?.photo, style?.lighting];
	return [
		{ title: t('Picture'), text: whole },
		{ title: t('Style'), text: styles.filter(Boolean).join('\n') },
		{ title: t('Background'), text: background },
		{
			title: t('Elements'),
			text: elements
				.map((element) => (element.type === 'text' ? `“${element.text}” ${element.desc}` : element.desc))
				.join('\n'),
		},
	]
		.filter(({ text }) => text.trim() !== '')
		.map(({ title, text }) => ({ title, text: text.slice(0, 4_000) }));
}
