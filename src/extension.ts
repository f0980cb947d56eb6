import { config as configureStrings } from '@vscode/l10n';
import * as vscode from 'vscode';
import { registerTools } from './agent/registerTools.ts';
import { changeImage } from './commands/changeImage.ts';
import { copyDiagnostics } from './commands/copyDiagnostics.ts';
import { describeImage } from './commands/describeImage.ts';
import { editImage } from './commands/editImage.ts';
import { exportSpending } from './commands/exportSpending.ts';
import { fillMissingImages } from './commands/fillMissingImages.ts';
import { generateImage } from './commands/generateImage.ts';
import { raiseLimit } from './commands/raiseLimit.ts';
import { reframeImage } from './commands/reframeImage.ts';
import { registerCommands } from './commands/registry.ts';
import { remixImage } from './commands/remixImage.ts';
import { removeApiKey } from './commands/removeApiKey.ts';
import { removeBackground } from './commands/removeBackground.ts';
import { removeObject } from './commands/removeObject.ts';
import { replaceBackground } from './commands/replaceBackground.ts';
import { revertReplacement } from './commands/revertReplacement.ts';
import { setApiKey } from './commands/setApiKey.ts';
import { upscaleImage } from './commands/upscaleImage.ts';
import { useSandbox } from './commands/useSandbox.ts';
import { writeAltText } from './commands/writeAltText.ts';
import { createAccess } from './editor/access.ts';
import { type CodecOpener, createCodecOpener } from './editor/codecOpener.ts';
import { confirmPrice, tellBeforeUpload } from './editor/consent.ts';
import { createHistoryKeeper } from './editor/historyKeeper.ts';
import { createKeys } from './editor/keys.ts';
import { registerLanguageFeatures } from './editor/languageFeatures.ts';
import { createLastEditor } from './editor/lastEditor.ts';
import { createNetwork } from './editor/network.ts';
import { showError } from './editor/notices.ts';
import type { Parts } from './editor/parts.ts';
import { createPendingWork } from './editor/pendingWork.ts';
import { ownAmount, ownCaps, ownMaxInFlight, ownPriceTerms } from './editor/settings.ts';
import { createStatusBar } from './editor/statusBar.ts';
import { tellRepair, tellTrouble } from './editor/storeNotices.ts';
import { createStoreOpener, type StoreOpener } from './editor/storeOpener.ts';
import { createTargets, type Targets } from './editor/targets.ts';
import { createJobs } from './jobs/jobs.ts';
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
	const transport = createNetwork();
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
	const store = createStoreOpener(context, (repair) => void tellRepair(repair));
	const fetch = { transport };
	const pendingWork = createPendingWork(store, fetch, log, subscriptions);
	const jobs = createJobs({
		store: store.open,
		fetch,
		limits: () => ({
			caps: ownCaps(),
			confirmAbove: ownAmount('confirmAbove'),
			maxInFlight: ownMaxInFlight(),
			terms: ownPriceTerms(),
		}),
		confirm: confirmPrice,
		onPending: pendingWork.retryLater,
		beforeUpload: (origin) => tellBeforeUpload(context.globalState, origin),
		onTrouble: tellTrouble,
		log: (message) => log.warn(message),
	});
	const statusBar = createStatusBar({ targets, store, caps: ownCaps }, subscriptions);
	const historyKeeper = createHistoryKeeper();
	jobs.listen((activity) => {
		statusBar.update(activity);
		const opened = store.current();
		if (opened && activity.images === 0) {
			historyKeeper.check(opened).catch((error) => log.warn(`history: ${error}`));
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
	const panel = createPanelOpener(
		async () => (await import('./studio/loadPanel.ts')).loadPanel(parts, () => exportSpending(parts)),
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
			'ideogram.generateImage': (start) => generateImage(parts, start),
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
			'ideogram.setApiKey': () => setApiKey(parts),
			'ideogram.removeApiKey': () => removeApiKey(parts),
			'ideogram.useSandbox': (wanted) => useSandbox(parts, wanted),
			'ideogram.showHistory': () => panel.show('history'),
			'ideogram.showSpending': () => panel.show('spending'),
			'ideogram.writeAltText': (from, selected) => writeAltText(parts, from, selected),
			'ideogram.changeImage': (request) => changeImage(parts, request),
			'ideogram.fillMissingImages': (request) => fillMissingImages(parts, request),
			'ideogram.exportSpending': () => exportSpending(parts),
			'ideogram.raiseLimit': (request) => raiseLimit(parts, request),
			'ideogram.copyDiagnostics': () => copyDiagnostics(parts),
			'ideogram.showLog': () => log.show(),
		},
		subscriptions,
		showError,
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
