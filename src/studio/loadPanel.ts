import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { generateEntryAgain, insertEntry, openEntry } from '../editor/historyActions.ts';
import type { Parts } from '../editor/parts.ts';
import { oldPrices, termsInForce } from '../editor/priceText.ts';
import { ownCaps } from '../editor/settings.ts';
import { effectiveCap, type Standing } from '../store/budget.ts';
import { localDay } from '../store/days.ts';
import { loadMake } from './loadMake.ts';
import { createPanel, type Panel } from './panel.ts';
import type { SpendingContext } from './parts.ts';
import { createRecordedImages } from './recordedImages.ts';
import { createSaveAs } from './saveAs.ts';
import { createThumbnails } from './thumbnails.ts';

/** The panel with everything it needs of the rest; `exportSpending` is the command. */
export function loadPanel(parts: Parts, exportSpending: () => Promise<void>): Panel {
	const { context, codec, log } = parts;
	const folder = context.globalStorageUri.fsPath;
	const [images, thumbnails] = ['images', 'thumbnails'].map((name) => path.join(folder, name)) as [
		string,
		string,
	];
	const own = (context.storageUri ?? context.globalStorageUri).fsPath;
	const isShared = context.storageUri === undefined;
	const [compared, inputs] = [path.join(own, 'compared'), path.join(own, 'inputs')];
	const imagePath = (file: string) => path.join(images, file);
	const records = async () => (await parts.store()).records;
	const panel = createPanel({
		extensionUri: context.extensionUri,
		pictureFolders: [
			images,
			thumbnails,
			compared,
			...['thumbnails', 'pictures'].map((name) => path.join(inputs, name)),
		],
		log: (message) => log.warn(message),
		welcome: {
			canMake: async () => parts.access.sandboxOn || (await parts.access.hasKey()),
			useSandbox: () => parts.targets.useSandbox(true),
			setKey: async () => vscode.commands.executeCommand('ideogram.setApiKey'),
		},
		make: loadMake(parts, {
			folder: inputs,
			isShared,
			imagePath,
			onChange: () => panel.notifyChanged('make'),
		}),
		history: {
			records,
			imagePath,
			thumbnails: createThumbnails({
				folder: thumbnails,
				codec: codec.open,
				log: (message) => log.warn(message),
			}),
			actions: {
				insert: (entry) => insertEntry(parts, entry),
				openFile: (entry) => openEntry(parts, entry),
				generateAgain: (entry) => generateEntryAgain(parts, entry),
			},
			revert: async () => vscode.commands.executeCommand('ideogram.revertReplacement'),
		},
		images: {
			records,
			imagePath,
			read: readFile,
			...createSaveAs(parts),
			inputsOf: createRecordedImages(records, compared, codec),
		},
		spending: {
			records,
			spendingContext: async () =>
				contextOf(context, await (await records()).standingOn(localDay(new Date()))),
			exportSpending,
		},
	});
	return panel;
}

function contextOf(context: vscode.ExtensionContext, { spent, raised }: Standing): SpendingContext {
	const caps = ownCaps();
	return {
		machine: os.hostname(),
		// Where the extension can only run on the other side, the figures are of that computer.
		remote:
			vscode.env.remoteName !== undefined &&
			context.extension.extensionKind === vscode.ExtensionKind.Workspace,
		caps: {
			day: effectiveCap(caps.day, raised.day),
			agentsDay: effectiveCap(caps.agentsDay, raised.agentsDay),
			month: effectiveCap(caps.month, raised.month),
		},
		today: spent,
		overrides: termsInForce(),
		oldPrices: oldPrices(),
	};
}
