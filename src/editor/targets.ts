import * as vscode from 'vscode';
import type { ClientOptions, RequestReport } from '../api/client.ts';
import type { MaskTools } from '../api/masks.ts';
import { apiOrigin } from '../api/origin.ts';
import type { Transport } from '../api/transport.ts';
import type { Target } from '../jobs/request.ts';
import type { Sandbox } from '../sandbox/server.ts';
import { builtFile } from './codecOpener.ts';
import type { Keys } from './keys.ts';
import { ownSetting } from './settings.ts';

const SANDBOX_MODE = 'ideogram.sandbox';
/** Long enough to see what a real call looks like. */
const SANDBOX_LATENCY_MS = 1200;

/** Where calls go: Ideogram's API, or the embedded sandbox while it is on. */
export interface Targets {
	readonly sandboxOn: boolean;
	useSandbox(on: boolean): Promise<void>;
	readonly onDidChange: vscode.Event<void>;
	/** The API's origin by the settings, whatever the sandbox does. Throws `BaseUrlError`. */
	apiOrigin(): string;
	/** Ideogram's API, whatever the sandbox does. Throws `BaseUrlError`. */
	api(): Promise<Target>;
	/** Where calls go now; starts the sandbox if it is on. Throws `BaseUrlError`. */
	current(): Promise<Target>;
	dispose(): Promise<void>;
}

/** The choice of sandbox is kept per workspace: switching it here changes no other window. */
export function createTargets(
	context: vscode.ExtensionContext,
	keys: Keys,
	transport: Transport,
	images: () => Promise<MaskTools>,
	report: (report: RequestReport) => void,
): Targets {
	const changed = new vscode.EventEmitter<void>();
	context.subscriptions.push(changed);
	let sandbox: Promise<Sandbox> | undefined;

	const startSandbox = async (): Promise<Sandbox> => {
		const { startSandbox } = await import('../sandbox/server.ts');
		return startSandbox({
			workerUrl: builtFile(context.extensionUri, 'sandbox-worker.js'),
			latencyMs: SANDBOX_LATENCY_MS,
		});
	};

	const targetAt = async (
		sandbox: boolean,
		{ baseUrl, key }: Pick<ClientOptions, 'baseUrl' | 'key'>,
	): Promise<Target> => {
		const { createClient } = await import('../api/client.ts');
		return { sandbox, client: createClient({ baseUrl, key, transport, images, report }) };
	};

	const api = (): Promise<Target> => {
		const baseUrl = ownSetting('baseUrl');
		return targetAt(false, { baseUrl, key: () => keys.get(apiOrigin(baseUrl)) });
	};

	const sandboxOn = () => context.workspaceState.get(SANDBOX_MODE, false);
	return {
		get sandboxOn() {
			return sandboxOn();
		},
		onDidChange: changed.event,
		async useSandbox(on) {
			await context.workspaceState.update(SANDBOX_MODE, on);
			changed.fire();
		},
		apiOrigin: () => apiOrigin(ownSetting('baseUrl')),
		api,
		async current() {
			if (sandboxOn()) {
				sandbox ??= startSandbox();
				const { origin } = await sandbox.catch((error) => {
					sandbox = undefined;
					throw error;
				});
				return targetAt(true, { baseUrl: origin, key: async () => 'sandbox' });
			}
			return api();
		},
		async dispose() {
			await (await sandbox?.catch(() => undefined))?.close();
		},
	};
}
