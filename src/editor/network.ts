import * as vscode from 'vscode';
import { lazyTransport, type Transport } from '../api/transport.ts';
import { autoTransport } from '../api/transport-auto.ts';
import { fetchTransport } from '../api/transport-fetch.ts';
import { type NetworkSettings, networkSettingsFrom } from '../api/transport-proxy.ts';
import { ownNetwork } from './settings.ts';

/** The way to the network that the settings choose, at every request anew. */
export function createNetwork(): Transport {
	return autoTransport({
		undici: lazyTransport(async () =>
			(await import('../api/transport-undici.ts')).undiciTransport(networkSettings),
		),
		// Not the function of this moment: the editor may put its own in place later.
		editor: fetchTransport(() => globalThis.fetch),
		choice: ownNetwork,
	});
}

/**
 * The editor's `http.*` settings and the environment's variables. Only the
 * person's own settings count: a workspace must not send a key on a detour.
 */
export function networkSettings(
	configuration: Pick<vscode.WorkspaceConfiguration, 'inspect'> = vscode.workspace.getConfiguration('http'),
): NetworkSettings {
	const own = (name: string): unknown => {
		const found = configuration.inspect(name);
		return found?.globalValue ?? found?.defaultValue;
	};
	return networkSettingsFrom(
		{
			proxy: own('proxy'),
			noProxy: own('noProxy'),
			proxyStrictSSL: own('proxyStrictSSL'),
			proxyAuthorization: own('proxyAuthorization'),
			proxySupport: own('proxySupport'),
			systemCertificates: own('systemCertificates'),
		},
		process.env,
	);
}
