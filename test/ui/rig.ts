import path from 'node:path';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { projectRoot } from '../vscode/setup.ts';
import { TemporaryFolder } from '../vscode/temporary.ts';
import { startApi, storeKey } from './api.ts';
import type { WindowOptions } from './session.ts';
import { type EditorWindow, openWindow } from './window.ts';

/** Ideogram's API as far as the window is concerned, and the window. */
interface Rig {
	readonly api: Sandbox;
	readonly window: EditorWindow;
}

interface RigOptions extends WindowOptions {
	/** The person has stored no key yet. */
	readonly keyless?: boolean;
	/** Puts files into a copy of the workspace before it is opened. */
	readonly prepare?: (workspace: string) => void | Promise<void>;
}

/**
 * What the tests of a `describe` share: an API and a window that calls it, with its key stored. `begin` is told once
 * both stand, and brings the window to where the tests start; both are closed after the last of them.
 */
export function withWindow(
	{ keyless = false, prepare, ...options }: RigOptions,
	begin: (rig: Rig) => void | Promise<void>,
): void {
	let api: Sandbox | undefined;
	let window: EditorWindow | undefined;

	before(async () => {
		api = await startApi();
		const settings = { 'ideogram.baseUrl': api.origin, ...options.settings };
		window = await openPrepared({ ...options, settings }, prepare);
		if (!keyless) {
			await storeKey(window);
		}
		await begin({ api, window });
	});

	after(async () => {
		await window?.close();
		await api?.close();
	});
}

async function openPrepared(options: WindowOptions, prepare: RigOptions['prepare']): Promise<EditorWindow> {
	if (!prepare) {
		return openWindow(options);
	}
	const temporary = new TemporaryFolder();
	try {
		const source = options.workspace ?? path.join(projectRoot, 'test/fixtures/workspace');
		const workspace = temporary.copyOf(source, path.basename(source));
		await prepare(workspace);
		return await openWindow({ ...options, workspace });
	} finally {
		temporary.remove();
	}
}
