import os from 'node:os';
import * as vscode from 'vscode';
import type { Parts } from '../editor/parts.ts';
import { oldPrices, termsInForce } from '../editor/priceText.ts';
import { ownCaps, ownHistorySize, ownMaxInFlight, ownNetwork, ownSetting } from '../editor/settings.ts';
import { localDay } from '../store/days.ts';

/** Copies what helps to find a fault: no key, no prompt, no path. */
export async function copyDiagnostics(parts: Parts): Promise<void> {
	await vscode.env.clipboard.writeText(JSON.stringify(await diagnostics(parts), undefined, '\t'));
	await vscode.window.showInformationMessage(
		vscode.l10n.t('Diagnostics copied: versions, settings and counts, no key and no prompts.'),
	);
}

async function diagnostics({ context, keys, store, targets }: Parts): Promise<object> {
	const origin = tried(() => targets.apiOrigin());
	const records = async () => {
		const opened = await store();
		return {
			...(await opened.records.storeDiagnostics()),
			history: await opened.records.historySize(),
			today: await opened.records.standingOn(localDay(new Date())),
		};
	};
	return {
		extension: context.extension.packageJSON.version,
		editor: { version: vscode.version, name: vscode.env.appName, host: vscode.env.appHost },
		remote: vscode.env.remoteName ?? null,
		system: { platform: process.platform, arch: process.arch, release: os.release(), node: process.version },
		language: vscode.env.language,
		trusted: vscode.workspace.isTrusted,
		workspaceFolders: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme),
		settings: {
			baseUrl: origin,
			network: ownNetwork(),
			caps: ownCaps(),
			ownPrices: termsInForce(),
			oldPrices: oldPrices(),
			confirmAbove: ownSetting('confirmAbove'),
			maxInFlight: ownMaxInFlight(),
			historyBytes: ownHistorySize() ?? null,
			sandbox: targets.sandboxOn,
		},
		hasKey: (await keys.get(origin).catch(() => undefined)) !== undefined,
		store: await records().catch((error) => String(error)),
	};
}

function tried(read: () => string): string {
	try {
		return read();
	} catch (error) {
		return String(error);
	}
}
