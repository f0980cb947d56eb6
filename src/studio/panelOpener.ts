import * as vscode from 'vscode';
import { lazy } from '../api/lazy.ts';
import type { HistoryEntry } from '../store/history.ts';
import type { Changed, PanelState, ViewName } from './messages.ts';
import type { Panel } from './panel.ts';

/** The panel, read when it is first needed. */
export interface PanelOpener {
	show<V extends ViewName>(view: V, state?: Partial<PanelState[V]>): Promise<void>;
	/** Begins a job in Make on an image file, by its URI. Rejects where that is no image. */
	begin(job: string, image: string): Promise<void>;
	/** What the page knows under a handle; undefined where it was never given that, or is closed. */
	entryOf(handle: string): HistoryEntry | undefined;
	/** To be called for every change in the store. */
	notifyChanged(what: Changed): void;
}

/** Also lets a panel that was open come back after the window was reloaded. */
export function createPanelOpener(
	load: () => Promise<Panel>,
	subscriptions: vscode.Disposable[],
): PanelOpener {
	let panel: Panel | undefined;
	const { get: open } = lazy(async () => {
		panel = await load();
		return panel;
	});
	subscriptions.push(
		vscode.window.registerWebviewPanelSerializer('ideogram.panel', {
			async deserializeWebviewPanel(webview, kept: unknown) {
				(await open()).restore(webview, kept);
			},
		}),
		{ dispose: () => panel?.dispose() },
	);
	return {
		async show(view, state) {
			(await open()).show(view, state);
		},
		async begin(job, image) {
			await (await open()).begin(job, image);
		},
		entryOf: (handle) => panel?.entryOf(handle),
		notifyChanged: (what) => panel?.notifyChanged(what),
	};
}
