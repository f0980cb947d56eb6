import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Host } from './setup.ts';

export interface ServerOptions {
	host: Host;
	/** The server's folder: profile, logs, state. */
	dataDir: string;
	extensionsDir: string;
	/** Default: any free one. The same port and browser profile keep secrets and state. */
	port?: number;
	/** For the server and its extension hosts, on top of this process's. */
	env?: Record<string, string>;
	/** Ask whether to trust the workspace, as a person's editor does. */
	workspaceTrust?: boolean;
}

export interface Server {
	readonly pid: number;
	readonly port: number;
	/** Settles when the server is gone. */
	readonly gone: Promise<void>;
	output(): string;
	stop(): Promise<void>;
}

export type Settings = Record<string, unknown>;

/** User settings have to be written before the server starts. */
export function writeUserSettings(dataDir: string, settings: Settings): void {
	const folder = path.join(dataDir, 'data/User');
	mkdirSync(folder, { recursive: true });
	writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings, null, '\t'));
}

/** Installs a .vsix file the way an editor does. */
export async function installExtension(options: ServerOptions, vsix: string): Promise<void> {
	const { host, dataDir, extensionsDir } = options;
	await promisify(execFile)(
		host.node,
		[
			serverScript(host),
			...['--install-extension', vsix, '--server-data-dir', dataDir, '--extensions-dir', extensionsDir],
		],
		{ env: cleanEnvironment() },
	);
}

export async function startServer(options: ServerOptions): Promise<Server> {
	const { host } = options;
	const child = spawn(host.node, [serverScript(host), ...serverArguments(options)], {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...cleanEnvironment(), ...options.env },
		// A process group of its own, so that stopping it reaches the extension hosts too.
		detached: true,
	});
	let output = '';
	const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const listening = new Promise<number>((resolve, reject) => {
		const read = (data: Buffer) => {
			output += data;
			const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
			if (port) {
				resolve(Number(port));
			}
		};
		child.stdout.on('data', read);
		child.stderr.on('data', read);
		child.once('error', reject);
		child.once('exit', (code) => reject(new Error(`The editor's server ended with ${code}.\n${output}`)));
	});
	const kill = () => signalGroup(child, 'SIGKILL');
	process.once('exit', kill);
	const port = await listening;
	const stop = async () => {
		signalGroup(child, 'SIGTERM');
		await Promise.race([gone, delay(5000, undefined, { ref: false })]);
		kill();
		process.off('exit', kill);
	};
	return { pid: child.pid as number, port, gone, output: () => output, stop };
}

function serverScript(host: Host): string {
	return path.join(host.vscode, 'out/server-main.js');
}

/** Without `--enable-smoke-test-driver`: a window with that driver shows no notifications. */
function serverArguments(options: ServerOptions): string[] {
	return [
		...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
		...['--server-data-dir', options.dataDir, '--extensions-dir', options.extensionsDir],
		...['--without-connection-token', '--accept-server-license-terms', '--telemetry-level', 'off'],
		...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
	];
}

/** An editor's terminal sets variables that would make this server believe it is that editor's. */
function cleanEnvironment(): NodeJS.ProcessEnv {
	const env = { ...process.env };
	for (const name of Object.keys(env)) {
		if (name.startsWith('VSCODE_') || name === 'NODE_OPTIONS') {
			delete env[name];
		}
	}
	return env;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (!child.pid) {
		return;
	}
	try {
		process.kill(-child.pid, signal);
	} catch {
		// The whole group is gone already.
	}
}
