import { config as configureStrings } from '@vscode/l10n';
import * as vscode from 'vscode';
import { registerTools } from './agent/registerTools.ts';
import { lazy } from './api/lazy.ts';
import { logLine } from './api/logLine.ts';
import { lazyTransport } from './api/transport.ts';
import { changeImage } from './commands/changeImage.ts';
import { describeImage } from './commands/describeImage.ts';
import { editImage } from './commands/editImage.ts';
import { reframeImage } from './commands/reframeImage.ts';
import { registerCommands } from './commands/registry.ts';
import { remixImage } from './commands/remixImage.ts';
import { removeApiKey } from './commands/removeApiKey.ts';
import { removeBackground } from './commands/removeBackground.ts';
import { removeObject } from './commands/removeObject.ts';
import { replaceBackground } from './commands/replaceBackground.ts';
import { revertReplacement } from './commands/revertReplacement.ts';
import { upscaleImage } from './commands/upscaleImage.ts';
import { useSandbox } from './commands/useSandbox.ts';
import { writeAltText } from './commands/writeAltText.ts';
import { createAccess } from './editor/access.ts';
import { type CodecOpener, createCodecOpener } from './editor/codecOpener.ts';
import { createKeys } from './editor/keys.ts';
import { registerLanguageFeatures } from './editor/languageFeatures.ts';
import { createLastEditor } from './editor/lastEditor.ts';
import type { Parts } from './editor/parts.ts';
import { createPendingWork } from './editor/pendingWork.ts';
import { ownAmount, ownCaps, ownMaxInFlight, ownPriceTerms } from './editor/settings.ts';
import { createStatusBar } from './editor/statusBar.ts';
import { createStoreOpener, type StoreOpener } from './editor/storeOpener.ts';
import { createTargets, type Targets } from './editor/targets.ts';
import { lazyJobs } from './jobs/lazyJobs.ts';
import { registerImageDrop } from './studio/imageDrop.ts';
import { createPanelOpener } from './studio/panelOpener.ts';

let opened:
	| { readonly store: StoreOpener; readonly targets: Targets; readonly codec: CodecOpener }
	| undefined;

/** Builds the parts and hands them to the features. No network and no database until one is needed. */
export function activate(context: vscode.ExtensionContext): void {
	const strings = vscode.l10n.bundle;
	if (strings) {
		// The layers that know no editor speak its language too.
		configureStrings({ contents: strings });
	}
	const { subscriptions } = context;
	const log = vscode.window.createOutputChannel('Ideogram', { log: true });
	subscriptions.push(log);
	const transport = lazyTransport(async () => (await import('./editor/network.ts')).createNetwork());
	const codec = createCodecOpener(context.extensionUri);
	const keys = createKeys(context.secrets, process.env, subscriptions);
	subscriptions.push(keys.onDidChange(() => log.info('The stored API key has changed.')));
	const targets = createTargets(context, keys, transport, codec.open, (report) => {
		const { method, path, outcome, milliseconds, bytesSent, bytesReceived } = report;
		log.info(
			`${method} ${path} ${outcome} ${milliseconds} ms, ${bytesSent} B sent, ${bytesReceived} B received`,
		);
	});
	const access = createAccess({ keys, targets }, subscriptions);
	const store = createStoreOpener(context, async (repair) =>
		(await import('./editor/storeNotices.ts')).tellRepair(repair),
	);
	const fetch = { transport };
	const pendingWork = createPendingWork(store, fetch, log, subscriptions);
	const jobs = lazyJobs({
		store: store.open,
		fetch,
		limits: () => ({
			caps: ownCaps(),
			confirmAbove: ownAmount('confirmAbove'),
			maxInFlight: ownMaxInFlight(),
			terms: ownPriceTerms(),
		}),
		confirm: async (price) => (await import('./editor/consent.ts')).confirmPrice(price),
		onPending: pendingWork.retryLater,
		beforeUpload: async (origin) =>
			(await import('./editor/consent.ts')).tellBeforeUpload(context.globalState, origin),
		onTrouble: async (error) => (await import('./editor/storeNotices.ts')).tellTrouble(error),
		log: (message) => log.warn(message),
	});
	const statusBar = createStatusBar({ targets, store, caps: ownCaps }, subscriptions);
	const historyKeeper = lazy(async () => (await import('./editor/historyKeeper.ts')).createHistoryKeeper());
	jobs.listen((activity) => {
		statusBar.update(activity);
		const opened = store.current();
		if (opened && activity.images === 0) {
			historyKeeper
				.get()
				.then((keeper) => keeper.check(opened))
				.catch((error) => log.warn(`history: ${logLine(error)}`));
		}
	});
	const parts: Parts = {
		context,
		log,
		keys,
		targets,
		access,
		jobs,
		codec,
		store: store.open,
		lastEditor: createLastEditor(subscriptions),
	};
	const exportSpending = async () => (await import('./commands/exportSpending.ts')).exportSpending(parts);
	const panel = createPanelOpener(
		async () => (await import('./studio/loadPanel.ts')).loadPanel(parts, exportSpending),
		subscriptions,
	);
	subscriptions.push(
		access.onDidChange(() => panel.notifyChanged('access')),
		store.onDidChange(() => {
			panel.notifyChanged('history');
			panel.notifyChanged('spending');
		}),
	);
	registerCommands(
		{
			'ideogram.generateImage': async (start) =>
				(await import('./commands/generateImage.ts')).generateImage(parts, start),
			'ideogram.describeImage': (...clicked) => describeImage(parts, clicked),
			'ideogram.removeBackground': (...clicked) => removeBackground(parts, clicked),
			'ideogram.replaceBackground': (...clicked) => replaceBackground(parts, clicked),
			'ideogram.remixImage': (...clicked) => remixImage(parts, clicked),
			'ideogram.editImage': (...clicked) => editImage(panel, clicked),
			'ideogram.reframeImage': (...clicked) => reframeImage(parts, clicked),
			'ideogram.upscaleImage': (...clicked) => upscaleImage(parts, clicked),
			'ideogram.removeObject': (...clicked) => removeObject(panel, clicked),
			'ideogram.revertReplacement': (clicked) => revertReplacement(parts, clicked),
			'ideogram.openStudio': () => panel.show('make'),
			'ideogram.setApiKey': async () => (await import('./commands/setApiKey.ts')).setApiKey(parts),
			'ideogram.removeApiKey': () => removeApiKey(parts),
			'ideogram.useSandbox': (wanted) => useSandbox(parts, wanted),
			'ideogram.showHistory': () => panel.show('history'),
			'ideogram.showSpending': () => panel.show('spending'),
			'ideogram.writeAltText': (from, selected) => writeAltText(parts, from, selected),
			'ideogram.changeImage': (request) => changeImage(parts, request),
			'ideogram.fillMissingImages': async (request) =>
				(await import('./commands/fillMissingImages.ts')).fillMissingImages(parts, request),
			'ideogram.exportSpending': exportSpending,
			'ideogram.raiseLimit': async (request) =>
				(await import('./commands/raiseLimit.ts')).raiseLimit(parts, request),
			'ideogram.copyDiagnostics': async () =>
				(await import('./commands/copyDiagnostics.ts')).copyDiagnostics(parts),
			'ideogram.showLog': () => log.show(),
		},
		subscriptions,
		async (error) => (await import('./editor/notices.ts')).showError(error),
	);
	registerLanguageFeatures(parts, subscriptions);
	registerImageDrop(parts, panel, subscriptions);
	registerTools(parts, subscriptions);
	opened = { store, targets, codec };
	if (vscode.workspace.isTrusted) {
		void pendingWork.takeUp();
	} else {
		subscriptions.push(vscode.workspace.onDidGrantWorkspaceTrust(() => void pendingWork.takeUp()));
	}
}

export async function deactivate(): Promise<void> {
	await opened?.targets.dispose();
	await opened?.store.close();
	await opened?.codec.close();
}
