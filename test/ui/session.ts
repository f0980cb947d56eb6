import path from 'node:path';
import type { BrowserContext, Page, ViewportSize } from 'playwright-core';
import {
	injectConfig,
	remoteUri,
	startBrowser,
	type WorkbenchAddress,
	workbenchUrl,
} from '../vscode/browser.ts';
import {
	installExtension,
	type Server,
	type ServerOptions,
	type Settings,
	startServer,
	writeUserSettings,
} from '../vscode/server.ts';
import { ensureHost, projectRoot } from '../vscode/setup.ts';
import { TemporaryFolder } from '../vscode/temporary.ts';
import { descendant } from './processes.ts';
import { waitFor } from './wait.ts';

export interface WindowOptions {
	/** This folder's extension as built last, one in another folder, or a packaged one. Default: 'dev'. */
	extension?: 'dev' | { folder: string } | { vsix: string };
	/** The display language; without a language pack, texts of the editor's own stay English. */
	language?: string;
	/** Folders of further extensions to load, such as one with a fake language model. */
	moreExtensions?: string[];
	/** The folder to open a copy of. Default: test/fixtures/workspace. */
	workspace?: string;
	/** What the window opens of that copy: itself (the default), a file in it, or nothing. */
	opened?: 'folder' | 'nothing' | `${string}.code-workspace`;
	/** User settings. */
	settings?: Settings;
	/** Variables for the extension host. */
	env?: Record<string, string>;
	/** Leave workspace trust on: the window then asks, as a person's does. Default: everything is trusted. */
	trust?: boolean;
	viewport?: ViewportSize;
}

const defaultSettings: Settings = {
	// The web workbench saves by itself otherwise.
	'files.autoSave': 'off',
	'window.confirmBeforeClose': 'never',
	// Terminal text is in the page then, not in a canvas.
	'terminal.integrated.gpuAcceleration': 'off',
	// What blinks or glides is never still, and a message leaves before a picture of it is.
	'editor.cursorBlinking': 'solid',
	'workbench.reduceMotion': 'on',
};

/** The processes and folders behind a window. */
export class Session {
	readonly workspaceDir: string;
	/** Everything that the window keeps: the server's data with logs and storage, and the browser's profile. */
	readonly profileDir: string;
	readonly #options: WindowOptions;
	readonly #temporary: TemporaryFolder;
	readonly #serverOptions: ServerOptions;
	#server: Server | undefined;
	#context: BrowserContext | undefined;

	private constructor(options: WindowOptions, serverOptions: ServerOptions, temporary: TemporaryFolder) {
		this.#options = options;
		this.#serverOptions = serverOptions;
		this.#temporary = temporary;
		this.profileDir = temporary.folder('profile');
		const source = options.workspace ?? path.join(projectRoot, 'test/fixtures/workspace');
		this.workspaceDir = temporary.copyOf(source, path.basename(source));
	}

	static async create(options: WindowOptions): Promise<Session> {
		const host = await ensureHost();
		const temporary = new TemporaryFolder();
		const serverOptions: ServerOptions = {
			host,
			dataDir: temporary.folder('profile/data'),
			extensionsDir: temporary.folder('extensions'),
			env: options.env ?? {},
			workspaceTrust: options.trust ?? false,
		};
		writeUserSettings(serverOptions.dataDir, { ...defaultSettings, ...options.settings });
		if (typeof options.extension === 'object' && 'vsix' in options.extension) {
			await installExtension(serverOptions, options.extension.vsix);
		}
		return new Session(options, serverOptions, temporary);
	}

	/** Starts server and browser, again with the same port and profile if they ran before. */
	async start(): Promise<Page> {
		const server = await startServer(this.#serverOptions);
		this.#server = server;
		this.#serverOptions.port = server.port;
		const { context, page } = await startBrowser({
			executable: this.#serverOptions.host.chromium,
			userDataDir: this.#temporary.folder('profile/browser'),
			viewport: this.#options.viewport,
		});
		this.#context = context;
		// Below Mocha's time: what was waited for in vain is named then.
		page.setDefaultTimeout(60_000);
		const url = workbenchUrl({ port: server.port, ...this.#whatToOpen() });
		await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(url).origin });
		await injectConfig(page, {
			extensions: [...developedFolders(this.#options), ...(this.#options.moreExtensions ?? [])].map(
				(folder) => remoteUri(server.port, folder),
			),
		});
		if (this.#options.language) {
			await useLanguage(page, this.#options.language);
		}
		await page.goto(url);
		await whenLoaded(page);
		return page;
	}

	#whatToOpen(): Pick<WorkbenchAddress, 'folder' | 'workspace'> {
		const { opened = 'folder' } = this.#options;
		switch (opened) {
			case 'folder':
				return { folder: this.workspaceDir };
			case 'nothing':
				return {};
			default:
				return { workspace: path.join(this.workspaceDir, opened) };
		}
	}

	/** Ends both processes. */
	async stop(): Promise<void> {
		await this.#context?.close();
		await this.#server?.stop();
	}

	/** The extension host's process, one of the server's descendants. */
	async extensionHost(): Promise<number> {
		return waitFor('an extension host', () => this.findExtensionHost());
	}

	findExtensionHost(): number | undefined {
		return this.#server && descendant(this.#server.pid, '--type=extensionHost');
	}

	async dispose(): Promise<void> {
		try {
			await this.stop();
		} finally {
			this.#temporary.remove();
		}
	}
}

function developedFolders({ extension = 'dev' }: WindowOptions): readonly string[] {
	if (extension === 'dev') {
		return [projectRoot];
	}
	return 'folder' in extension ? [extension.folder] : [];
}

/** Sets what the texts of a language pack set before the workbench is read. */
async function useLanguage(page: Page, language: string): Promise<void> {
	await page.addInitScript((name) => {
		Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: name });
	}, language);
}

/** Waits until the workbench stands and knows what its extensions contribute. */
export async function whenLoaded(page: Page): Promise<void> {
	await page.locator('.monaco-workbench').waitFor();
	await page.waitForFunction(() => performance.getEntriesByName('code/didLoadExtensions').length > 0);
}
