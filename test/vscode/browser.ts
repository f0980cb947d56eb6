import { type BrowserContext, chromium, type Page, type ViewportSize } from 'playwright-core';

export interface BrowserOptions {
	/** Chromium's executable. */
	executable: string;
	userDataDir: string;
	viewport?: ViewportSize;
}

/** Part of the options with which the page constructs its workbench. */
export interface WorkbenchConfig {
	/** Extensions to load from their folders. */
	extensions: RemoteUri[];
	/** A test runner for the extension host. */
	extensionTestsPath?: RemoteUri;
}

export interface RemoteUri {
	scheme: 'vscode-remote';
	authority: string;
	path: string;
}

export interface WorkbenchAddress {
	port: number;
	/** A folder or a .code-workspace file; neither: an empty window. */
	folder?: string;
	workspace?: string;
	disableExtensions?: boolean;
}

export async function startBrowser(
	options: BrowserOptions,
): Promise<{ context: BrowserContext; page: Page }> {
	const context = await chromium.launchPersistentContext(options.userDataDir, {
		executablePath: options.executable,
		headless: true,
		viewport: options.viewport ?? { width: 1280, height: 800 },
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
	const page = context.pages()[0] ?? (await context.newPage());
	// Half of the key that encrypts secrets comes from whoever serves the page: without it they live in memory only.
	await page.route('**/mint-key', (route) => route.fulfill({ status: 200, body: Buffer.alloc(32, 7) }));
	return { context, page };
}

export function remoteUri(port: number, path: string): RemoteUri {
	return { scheme: 'vscode-remote', authority: `127.0.0.1:${port}`, path };
}

export function workbenchUrl({ port, folder, workspace, disableExtensions }: WorkbenchAddress): string {
	const payload = [
		['skipWelcome', 'true'],
		['skipReleaseNotes', 'true'],
	];
	if (disableExtensions) {
		payload.push(['disableExtensions', 'true']);
	}
	const query = new URLSearchParams({ payload: JSON.stringify(payload) });
	if (folder) {
		query.set('folder', folder);
	} else if (workspace) {
		query.set('workspace', workspace);
	} else {
		query.set('ew', 'true');
	}
	return `http://127.0.0.1:${port}/?${query}`;
}

/** The little of a page's globals that the init script below uses; this project compiles without the DOM's types. */
interface PageGlobals {
	window: { top: unknown };
	document: {
		readyState: string;
		addEventListener(event: string, listener: () => void): void;
		getElementById(
			id: string,
		): { getAttribute(name: string): string; setAttribute(name: string, value: string): void } | null;
	};
}

/**
 * Edits the workbench's construction options before its script reads them.
 * By an init script, because a main document that `page.route` answers is not
 * allowed to open the loopback WebSocket.
 */
export async function injectConfig(page: Page, config: WorkbenchConfig): Promise<void> {
	const patch = {
		developmentOptions: config,
		configurationDefaults: {
			'workbench.startupEditor': 'none',
			'workbench.secondarySideBar.defaultVisibility': 'hidden',
			'window.menuBarVisibility': 'classic',
			'extensions.ignoreRecommendations': true,
			'telemetry.telemetryLevel': 'off',
		},
	};
	await page.addInitScript((options) => {
		const { window, document } = globalThis as unknown as PageGlobals;
		if (window !== window.top) {
			return;
		}
		document.addEventListener('readystatechange', () => {
			const element = document.getElementById('vscode-workbench-web-configuration');
			if (document.readyState !== 'interactive' || !element) {
				return;
			}
			const settings = JSON.parse(element.getAttribute('data-settings'));
			for (const [name, value] of Object.entries(options)) {
				settings[name] = { ...settings[name], ...value };
			}
			// No marketplace: nothing that a test sees depends on the network.
			delete settings.productConfiguration?.extensionsGallery;
			element.setAttribute('data-settings', JSON.stringify(settings));
		});
	}, patch);
}
