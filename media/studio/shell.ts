import { t } from '@vscode/l10n';
import { html, nothing, render } from 'lit/html.js';
import type { Changed, PanelState, Task, ViewName } from '../../src/studio/messages.ts';
import { createDialogs } from './dialog.ts';
import { catchFocus } from './focus.ts';
import type { Format } from './format.ts';
import { iconButton } from './icon.ts';
import { createMenu } from './menu.ts';
import { RequestError, type Rpc } from './rpc.ts';
import type { View, ViewContext } from './view.ts';
import { views } from './views.ts';
import { createWelcome } from './welcome.ts';

/** The page around the views: tabs, errors, the menu, what screen readers are told. */
export interface Shell {
	show(state: Partial<PanelState>): void;
	begin(task: Task): void;
	changed(what: Changed): void;
}

export interface ShellOptions {
	readonly rpc: Rpc;
	readonly format: Format;
	readonly initial: PanelState;
	/** Keeps the state for when the page is loaded again. */
	readonly keep: (state: PanelState) => void;
}

export function createShell(root: HTMLElement, options: ShellOptions): Shell {
	const { rpc, format, initial, keep } = options;
	const opened = new Map<ViewName, View>();
	/** What has changed while another view was in front. */
	const missed = new Map<ViewName, Set<Changed>>();
	let active = initial.view;
	let trouble: string | undefined;
	let announced = '';
	/** What is announced with the next drawing. */
	let toAnnounce: readonly string[] = [];
	let drawing = false;
	let saving = false;

	const update = () => {
		if (!drawing) {
			drawing = true;
			queueMicrotask(() => {
				drawing = false;
				draw();
			});
		}
	};
	const save = () => {
		if (!saving) {
			saving = true;
			setTimeout(() => {
				saving = false;
				const states = [...opened.values()].map((view) => view.state());
				keep(Object.assign({}, kept, ...states, { view: active }));
			}, 100);
		}
	};
	/** Of views that have not been opened. */
	let kept: PanelState = initial;
	const fail = (error: unknown) => {
		if (error instanceof RequestError && error.code === 'disposed') {
			return;
		}
		trouble = error instanceof Error ? error.message : String(error);
		update();
	};
	const menu = createMenu(update);
	const announce = (text: string) => {
		toAnnounce = [...toAnnounce, text];
		update();
	};
	const sayAnnounced = () => {
		const text = toAnnounce.join(' ');
		toAnnounce = [];
		if (text) {
			// The same sentence twice would be said once.
			announced = text === announced ? `${text}\u00a0` : text;
		}
	};
	const welcome = createWelcome({
		rpc,
		update,
		announce,
		fail,
		onGone: () => catchFocus(`#tab-${active}`),
	});
	const dialogs = createDialogs(update);
	const context = (): ViewContext => ({
		rpc,
		format,
		initial: kept,
		update,
		save,
		fail,
		menu: menu.open,
		announce,
		dialog: dialogs.open,
		async use(entry, job) {
			await activate('make');
			await opened.get('make')?.use?.(entry, job);
		},
	});
	const activate = async (name: ViewName) => {
		active = name;
		trouble = undefined;
		update();
		save();
		if (!opened.has(name)) {
			const create = await views.find((view) => view.name === name)?.load();
			if (create && !opened.has(name)) {
				opened.set(name, create(context()));
			}
		}
		const view = opened.get(name);
		if (active === name && view) {
			view.shown();
			for (const what of missed.get(name) ?? []) {
				view.changed(what);
			}
			missed.delete(name);
			update();
		}
	};
	const select = (name: ViewName) => activate(name).catch(fail);
	const onTabKey = (event: KeyboardEvent) => {
		const at = views.findIndex(({ name }) => name === active);
		const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: views.length - 1 }[event.key];
		const view = to === undefined ? undefined : views[(to + views.length) % views.length];
		if (view) {
			event.preventDefault();
			void select(view.name);
			root.querySelector<HTMLElement>(`#tab-${view.name}`)?.focus();
		}
	};

	const draw = () => {
		sayAnnounced();
		render(
			html`
				<header><div class="tabs" role="tablist" aria-label=${t('Views')} @keydown=${onTabKey}>
					${views.map(
						({ name, title }) => html`<button
							type="button"
							role="tab"
							id="tab-${name}"
							aria-controls="view-${name}"
							aria-selected=${name === active}
							tabindex=${name === active ? 0 : -1}
							@click=${() => select(name)}
						>${title()}</button>`,
					)}
				</div></header>
				${
					trouble
						? html`<div class="trouble" role="alert">
							<span class="codicon codicon-error" aria-hidden="true"></span>
							<span class="trouble-text">${trouble}</span>
							${iconButton({
								icon: 'close',
								label: t('Close Message'),
								run: () => {
									trouble = undefined;
									update();
									catchFocus(`#tab-${active}`);
								},
							})}
						</div>`
						: nothing
				}
				${active === 'make' ? welcome.template() : nothing}
				<main>${views.map(
					({ name }) => html`<section
						class="view ${name}"
						role="tabpanel"
						id="view-${name}"
						aria-labelledby="tab-${name}"
						?hidden=${name !== active}
					>${opened.get(name)?.template() ?? nothing}</section>`,
				)} ${menu.template()}</main>
				<div class="announced" role="status">${announced}</div>
				${dialogs.template()}
			`,
			root,
		);
	};
	void select(active);
	return {
		show(state) {
			kept = { ...kept, ...state };
			for (const view of opened.values()) {
				view.restore(state);
			}
			void select(state.view ?? active);
		},
		begin(task) {
			activate('make')
				.then(() => opened.get('make')?.begin?.(task))
				.catch(fail);
		},
		changed(what) {
			if (what === 'access') {
				welcome.changed();
				return;
			}
			for (const [name, view] of opened) {
				if (name === active) {
					view.changed(what);
				} else {
					missed.set(name, (missed.get(name) ?? new Set()).add(what));
					view.missed?.(what);
				}
			}
		},
	};
}
