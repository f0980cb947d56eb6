import * as vscode from 'vscode';
import type { AltRequest } from '../editor/altText/writeAltText.ts';
import type { Clicked } from '../editor/fix/files.ts';
import type { ChangeRequest } from './changeImage.ts';
import type { MissingRequest } from './fillMissingImages.ts';
import type { StartingPrompt } from './generateImage.ts';
import type { RaiseRequest } from './raiseLimit.ts';

/** Every command and what it takes; an id that is not here does not compile. */
export interface CommandTable {
	'ideogram.generateImage': (start?: StartingPrompt) => Promise<void>;
	'ideogram.describeImage': (...clicked: Clicked) => Promise<void>;
	'ideogram.removeBackground': (...clicked: Clicked) => Promise<void>;
	'ideogram.replaceBackground': (...clicked: Clicked) => Promise<void>;
	'ideogram.remixImage': (...clicked: Clicked) => Promise<void>;
	'ideogram.editImage': (...clicked: Clicked) => Promise<void>;
	'ideogram.reframeImage': (...clicked: Clicked) => Promise<void>;
	'ideogram.upscaleImage': (...clicked: Clicked) => Promise<void>;
	'ideogram.removeObject': (...clicked: Clicked) => Promise<void>;
	'ideogram.revertReplacement': (clicked?: unknown) => Promise<void>;
	'ideogram.openStudio': () => Promise<void>;
	'ideogram.setApiKey': () => Promise<void>;
	'ideogram.removeApiKey': () => Promise<void>;
	'ideogram.useSandbox': (wanted?: unknown) => Promise<void>;
	'ideogram.showHistory': () => Promise<void>;
	'ideogram.showSpending': () => Promise<void>;
	'ideogram.exportSpending': () => Promise<void>;
	'ideogram.writeAltText': (
		from?: AltRequest | vscode.Uri,
		selected?: readonly vscode.Uri[],
	) => Promise<void>;
	'ideogram.changeImage': (request?: ChangeRequest) => Promise<void>;
	'ideogram.fillMissingImages': (request?: MissingRequest) => Promise<void>;
	'ideogram.raiseLimit': (request?: RaiseRequest) => Promise<boolean>;
	'ideogram.copyDiagnostics': () => Promise<void>;
	'ideogram.showLog': () => void;
}

/** Registers all commands; one that is missing does not compile. */
export function registerCommands(
	handlers: CommandTable,
	subscriptions: vscode.Disposable[],
	onError: (error: unknown) => void,
): void {
	for (const [id, handler] of Object.entries(handlers)) {
		subscriptions.push(
			vscode.commands.registerCommand(id, async (...args: []) => {
				try {
					return await handler(...args);
				} catch (error) {
					onError(error);
					return undefined;
				}
			}),
		);
	}
}
