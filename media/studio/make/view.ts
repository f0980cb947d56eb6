import { t } from '@vscode/l10n';
import { ref } from 'lit/directives/ref.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { CallAction, CallRow } from '../../../src/studio/makeMessages.ts';
import type { HistoryCard } from '../../../src/studio/messages.ts';
import { createEntryActions } from '../entryActions.ts';
import { menuItems } from '../history/actions.ts';
import { createPictures } from '../history/thumbnails.ts';
import type { View, ViewContext } from '../view.ts';
import { callsTemplate, standingText } from './calls.ts';
import { createDraft } from './draft.ts';
import { createExpanding } from './expanding.ts';
import { fieldTemplate } from './fields.ts';
import { formTemplate, makeBarTemplate } from './form.ts';
import { formOfJob } from './formState.ts';
import { createModels } from './models.ts';
import { takePastes } from './pasting.ts';

/** To make something: a job, its form, its price, and what comes of it. */
export function createMakeView(context: ViewContext): View {
	const { rpc, format, update, fail, announce, save } = context;
	const draft = createDraft(context);
	const expanding = createExpanding(context, draft);
	const models = createModels(context);
	const pictures = createPictures(rpc, update);
	let calls: readonly CallRow<HistoryCard>[] = [];
	let isStarting = false;
	let scroll = context.initial.make.scroll;
	let scroller: HTMLElement | undefined;
	let restored = false;
	let asked = 0;
	/** What was filled in before, and the forms it is filled into. */
	let loading: Promise<void> | undefined;

	const loadCalls = async () => {
		asked += 1;
		const mine = asked;
		try {
			const answer = await rpc.ask('make/calls', {});
			if (mine === asked) {
				tellNews(answer.calls);
				calls = answer.calls;
				const saved = calls.flatMap(({ results }) => results).filter(({ state }) => state === 'saved');
				pictures.retry();
				pictures.want(saved.filter(({ kind }) => kind === 'image').map(({ handle }) => handle));
				update();
			}
		} catch (error) {
			fail(error);
		}
	};
	/** For screen readers: what has ended since. */
	const tellNews = (now: readonly CallRow<HistoryCard>[]) => {
		for (const call of now) {
			const before = calls.find(({ handle }) => handle === call.handle);
			if (before && before.state !== call.state && ['done', 'failed', 'unknown'].includes(call.state)) {
				announce([standingText(call, format), call.message ?? ''].filter(Boolean).join('. '));
			}
		}
	};
	const make = async () => {
		if (isStarting) {
			return;
		}
		isStarting = true;
		update();
		try {
			if (await draft.isAgreed()) {
				await rpc.ask('make/start', { ...draft.filled(), price: draft.preview?.price ?? '' });
				await loadCalls();
			}
		} catch (error) {
			fail(error);
			void draft.look();
		}
		isStarting = false;
		update();
	};
	/** What had the focus may be gone. */
	const refocus = () =>
		queueMicrotask(() => {
			if (document.activeElement === document.body) {
				scroller?.querySelector<HTMLElement>('.make-button')?.focus({ preventScroll: true });
			}
		});
	const changeCall = async (call: CallRow<HistoryCard>, action: CallAction) => {
		try {
			await rpc.ask('make/call', { call: call.handle, action });
			if (action === 'stop') {
				announce(t('It goes on; the result arrives in History.'));
			}
			await loadCalls();
			refocus();
		} catch (error) {
			fail(error);
		}
	};
	const act = createEntryActions(context, {
		onDeleted: () => void loadCalls().then(refocus),
		refocus,
	});
	const openMenu = (entry: HistoryCard, button: HTMLElement) =>
		context.menu(
			button,
			t('Actions'),
			menuItems(entry, (action) => void act(entry, action)),
		);
	const onKeydown = (event: KeyboardEvent) => {
		if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
			event.preventDefault();
			void make();
		}
	};
	takePastes({
		isInFront: () => Boolean(scroller?.checkVisibility()) && !document.querySelector('dialog[open]'),
		draft,
		fail,
	});
	const onScroll = (event: globalThis.Event) => {
		scroll = (event.currentTarget as HTMLElement).scrollTop;
		save();
	};
	const mount = (element: Element | undefined) => {
		scroller = element as HTMLElement | undefined;
	};
	const restoreScroll = () =>
		queueMicrotask(() => {
			if (scroller && draft.form && !restored) {
				restored = true;
				scroller.scrollTop = scroll;
			}
		});

	/** To be made something of: what is left to fill in comes next. */
	const use = async (entry: string, job: string | undefined) => {
		await loading;
		const chosen = job && draft.form && formOfJob(draft.forms, job, draft.form.model);
		if (chosen) {
			draft.choose(chosen);
		}
		await draft.use(entry);
		queueMicrotask(() => {
			const next =
				scroller?.querySelector<HTMLElement>('#field-prompt') ??
				scroller?.querySelector<HTMLElement>('.make-button');
			next?.focus();
		});
	};

	/** Whoever comes here by keyboard can begin to type. */
	const focusFirst = () =>
		queueMicrotask(() => {
			if (document.hasFocus() && document.activeElement === document.body) {
				const first =
					scroller?.querySelector<HTMLElement>('#field-prompt') ??
					scroller?.querySelector<HTMLElement>('.drop-words button');
				first?.focus({ preventScroll: true });
			}
		});

	const sheetTemplate = (): TemplateResult | typeof nothing => {
		const { form, forms } = draft;
		if (!form) {
			return nothing;
		}
		return html`<div class="make-sheet">
			<section class="make-form" aria-label=${t('What to Make')} @keydown=${onKeydown}>
				<div class="make-fields">
					${formTemplate({
						form,
						forms,
						more: draft.more,
						moreModels: draft.moreModels,
						moreFilled: draft.rarerFilled(),
						surcharges: (draft.preview?.surcharges ?? []).filter(
							({ field }) => draft.filled().values[field] !== undefined,
						),
						clear: (field) => {
							// The button goes with its line.
							scroller?.querySelector<HTMLElement>('.fold')?.focus();
							draft.fieldOptions(field).change(undefined);
						},
						field: (field) => fieldTemplate(field, draft.fieldOptions(field), models),
						between: expanding.template(),
						chooseJob: (job) => {
							const chosen = formOfJob(forms, job, form.model);
							if (chosen) {
								draft.choose(chosen);
							}
						},
						chooseModel: (chosen) => draft.choose(chosen),
						toggleMore: draft.toggleMore,
						toggleModels: draft.toggleModels,
					})}
				</div>
				${makeBarTemplate({
					form,
					preview: draft.preview,
					isFresh: draft.isFresh(),
					isStarting,
					make: () => void make(),
				})}
			</section>
			${callsTemplate({
				format,
				calls,
				pictureOf: pictures.uriOf,
				onBroken: pictures.broken,
				act: (entry, action) => void act(entry, action),
				openMenu,
				change: (call, action) => void changeCall(call, action),
			})}
		</div>`;
	};

	return {
		template: () => html`
			<h1 class="unseen">${t('Make')}</h1>
			<div class="scroller" tabindex="-1" ${ref(mount)} @scroll=${onScroll}>${sheetTemplate()}</div>
		`,
		shown() {
			loading = draft.load().then(() => {
				restoreScroll();
				focusFirst();
			});
			void loadCalls();
		},
		changed(what) {
			if (what !== 'spending') {
				void loadCalls();
			}
			if (what === 'make') {
				void draft.look();
			}
		},
		use,
		begin(task) {
			draft.begin(task).catch(fail);
		},
		restore({ make: state }) {
			if (state) {
				draft.restore(state);
			}
		},
		state: () => ({ make: { ...draft.state(), scroll } }),
	};
}
