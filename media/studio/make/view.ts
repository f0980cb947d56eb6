import { t } from '@vscode/l10n';
import { ref } from 'lit/directives/ref.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { CallAction, CallRow } from '../../../src/studio/makeMessages.ts';
import type { HistoryCard } from '../../../src/studio/messages.ts';
import { createEntryActions } from '../entryActions.ts';
import { menuItems } from '../history/actions.ts';
import { createPictures } from '../history/thumbnails.ts';
import type { View, ViewContext } from '../view.ts';
import { createCallRows } from './callRows.ts';
import { callsTemplate } from './calls.ts';
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
	const models = createModels(context, () => void draft.look());
	const pictures = createPictures(rpc, update);
	let isStarting = false;
	let scroll = context.initial.make.scroll;
	let scroller: HTMLElement | undefined;
	const calls = createCallRows({ context, pictures, scroller: () => scroller });
	let restored = false;
	/** What was filled in before, and the forms it is filled into. */
	let loading: Promise<void> | undefined;

	const refuse = (sentence: string) => fail(new Error(sentence));
	const make = async () => {
		if (isStarting) {
			return;
		}
		isStarting = true;
		update();
		try {
			if (await draft.isAgreed()) {
				const { filled, preview } = draft;
				calls.begun((await rpc.ask('make/start', { ...filled(), price: preview?.price ?? '' })).call);
				await calls.load();
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
			await calls.load();
			refocus();
		} catch (error) {
			fail(error);
		}
	};
	const act = createEntryActions(context, {
		onDeleted: () => void calls.load().then(refocus),
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
						field: (field) => fieldTemplate(field, { ...draft.fieldOptions(field), refuse }, models),
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
					underWay: calls.underWay,
					goToCalls: calls.goTo,
				})}
			</section>
			${callsTemplate({
				format,
				calls: calls.all,
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
			void calls.load();
		},
		missed(what) {
			if (what === 'make' || what === 'history') {
				void calls.load();
			}
		},
		changed(what) {
			if (what !== 'spending') {
				void calls.load();
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
