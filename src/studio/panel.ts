import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import { messageOf } from '../editor/notices.ts';
import type { HistoryEntry } from '../store/history.ts';
import { createDispatcher } from './dispatcher.ts';
import { createHandles } from './handles.ts';
import { createHistoryHandlers } from './historyHandlers.ts';
import { createImageHandlers } from './imageHandlers.ts';
import { createMakeHandlers } from './makeHandlers.ts';
import {
	type Answers,
	type Changed,
	INITIAL_STATE,
	type PanelState,
	type Task,
	type ToPage,
	type ViewName,
} from './messages.ts';
import { pageHtml } from './pageHtml.ts';
import type { HistoryParts, ImageParts, MakeParts, PageHost, SpendingParts, WelcomeParts } from './parts.ts';
import { createSpendingHandlers } from './spendingHandlers.ts';
import { readState } from './state.ts';
import { createWelcomeHandlers } from './welcomeHandlers.ts';

/** The one panel of this window: Make, History, Spending, and what joins them. */
export interface Panel {
	/** Opens the panel or brings it to the front. `state`: what the view is to show, such as filters. */
	show<V extends ViewName>(view: V, state?: Partial<PanelState[V]>): void;
	/** Begins a job in Make on an image file, by its URI. Rejects where that is no image. */
	begin(job: string, image: string): Promise<void>;
	/** To be called for every change in the store, whoever made it; many calls in a row are one for the page. */
	notifyChanged(what: Changed): void;
	/** What the page knows under a handle; undefined where it was never given that, or is closed. */
	entryOf(handle: string): HistoryEntry | undefined;
	/** Takes over a panel that was open before the window was reloaded; `kept`: what its page left, hostile. */
	restore(webview: vscode.WebviewPanel, kept: unknown): void;
	dispose(): void;
}

export interface PanelOptions {
	readonly extensionUri: vscode.Uri;
	/** Folders of the store that the page may show pictures of: images and thumbnails. */
	readonly pictureFolders: readonly string[];
	readonly welcome: WelcomeParts;
	readonly make: MakeParts;
	readonly history: HistoryParts;
	readonly images: ImageParts;
	readonly spending: SpendingParts;
	readonly log: (message: string) => void;
}

export const VIEW_TYPE = 'ideogram.panel';

export function createPanel(options: PanelOptions): Panel {
	let open: OpenPanel | undefined;
	const adopt = (webview: vscode.WebviewPanel, state: PanelState) => {
		const opened = openIn(webview, state, options);
		open = opened;
		webview.onDidDispose(() => {
			if (open === opened) {
				open = undefined;
			}
		});
	};
	const create = (state: PanelState) =>
		adopt(vscode.window.createWebviewPanel(VIEW_TYPE, 'Ideogram', vscode.ViewColumn.Active), state);
	return {
		show(view, state) {
			if (open) {
				open.show({ view, ...(state ? { [view]: { ...INITIAL_STATE[view], ...state } } : {}) });
				return;
			}
			create({ ...INITIAL_STATE, view, [view]: { ...INITIAL_STATE[view], ...state } });
		},
		async begin(job, image) {
			const { handle } = await options.make.images.open(image);
			if (!open) {
				create(INITIAL_STATE);
			}
			open?.begin({ job, image: handle });
		},
		notifyChanged: (what) => open?.notifyChanged(what),
		entryOf: (handle) => open?.entryOf(handle),
		restore(webview, kept) {
			if (open) {
				webview.dispose();
			} else {
				adopt(webview, readState(kept));
			}
		},
		dispose: () => open?.dispose(),
	};
}

interface OpenPanel {
	entryOf(handle: string): HistoryEntry | undefined;
	show(state: Partial<PanelState>): void;
	begin(task: Task): void;
	notifyChanged(what: Changed): void;
	dispose(): void;
}

/** Puts the page into a webview and answers it for as long as it lives. */
function openIn(panel: vscode.WebviewPanel, state: PanelState, options: PanelOptions): OpenPanel {
	const { webview } = panel;
	const built = vscode.Uri.joinPath(options.extensionUri, 'dist', 'studio');
	const host = hostOf(webview);
	const entries = createHandles<HistoryEntry>();
	let disposed = false;
	/** Whether the page is there to be told; a hidden one is gone and asks again when it is back. */
	let live = false;
	let wanted: Answers['ready'] = {};

	const send = (message: ToPage) => {
		if (!disposed) {
			void webview.postMessage(message);
		}
	};
	const answer = createDispatcher({
		handlers: {
			async ready() {
				live = true;
				const now = wanted;
				wanted = {};
				return now;
			},
			...createWelcomeHandlers(options.welcome),
			...createMakeHandlers(options.make, host, entries),
			...createHistoryHandlers(options.history, host, entries),
			...createImageHandlers(options.images, host, entries),
			...createSpendingHandlers(options.spending),
		},
		sentence: messageOf,
		log: options.log,
	});

	webview.options = {
		enableScripts: true,
		localResourceRoots: [built, ...options.pictureFolders.map((folder) => vscode.Uri.file(folder))],
	};
	const subscriptions = [
		webview.onDidReceiveMessage(async (message: unknown) => {
			const reply = await answer(message);
			send(reply);
		}),
		panel.onDidChangeViewState(() => {
			live &&= panel.visible;
		}),
	];
	panel.onDidDispose(() => {
		disposed = true;
		for (const subscription of subscriptions) {
			subscription.dispose();
		}
	});
	const nonce = randomBytes(16).toString('base64');
	webview.html = pageHtml(
		{
			script: webview.asWebviewUri(vscode.Uri.joinPath(built, 'main.js')).toString(),
			style: webview.asWebviewUri(vscode.Uri.joinPath(built, 'style.css')).toString(),
			origin: webview.cspSource,
			nonce,
		},
		{ locale: vscode.env.language, strings: vscode.l10n.bundle ?? null, state },
	);

	return {
		show(show) {
			if (live) {
				send({ kind: 'show', show });
			} else {
				wanted = { ...wanted, show };
			}
			panel.reveal();
		},
		begin(begin) {
			if (live) {
				send({ kind: 'begin', begin });
			} else {
				wanted = { ...wanted, begin };
			}
			panel.reveal();
		},
		entryOf(handle) {
			try {
				return entries.get(handle);
			} catch {
				return undefined;
			}
		},
		notifyChanged: (what) => live && send({ kind: 'changed', what }),
		dispose: () => panel.dispose(),
	};
}

function hostOf(webview: vscode.Webview): PageHost {
	return {
		imageUri: (file, version) =>
			webview
				.asWebviewUri(vscode.Uri.file(path.resolve(file)))
				.with({ query: `version=${encodeURIComponent(version)}` })
				.toString(),
		copy: async (text) => vscode.env.clipboard.writeText(text),
		confirm: async (question, detail, action) =>
			(await vscode.window.showWarningMessage(question, { modal: true, detail }, action)) === action,
	};
}
