import { execFileSync } from 'node:child_process';
import {
	copyFileSync,
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { ensureChromium } from './chromium.ts';

/** A real editor to test in: VS Code's own server, and the browser that shows its workbench. */
export interface Host {
	/** The Node that runs the server. */
	node: string;
	/** VS Code's server folder. */
	vscode: string;
	/** VS Code's version, such as 1.139.1. */
	version: string;
	chromium: string;
}

export const projectRoot = path.resolve(import.meta.dirname, '../..');

/** code-server 4.N carries VS Code 1.N: set CODE_SERVER_VERSION to test in an older editor. */
const usualCodeServer = process.env.CODE_SERVER_VERSION || '4.139.1';
/** The one with the oldest editor that `engines.vscode` promises. */
export const OLDEST_CODE_SERVER = '4.103.2';
const hosts = path.join(projectRoot, '.vscode-host');
const nodePackage = `node-${process.platform}-${process.arch}`;
const nodeInFolder = path.join('node/node_modules', nodePackage, 'bin/node');
const standIns = path.join(import.meta.dirname, 'stand-ins');

/**
 * Makes sure that the editor, its Node and Chromium are there. Takes a moment
 * the first time, nothing afterwards. The editor comes from the npm registry:
 * the code-server package carries the whole of VS Code's server and web
 * workbench, so that tests run where the desktop editor cannot be downloaded.
 */
export async function ensureHost(codeServer = usualCodeServer): Promise<Host> {
	const chromium = ensureChromium();
	const folder = path.join(hosts, codeServer);
	if (!existsSync(folder)) {
		await fill(folder, codeServer);
	}
	const vscode = path.join(folder, 'vscode');
	const { version } = JSON.parse(readFileSync(path.join(vscode, 'product.json'), 'utf8'));
	const ownNode = path.join(folder, nodeInFolder);
	return { node: existsSync(ownNode) ? ownNode : process.execPath, vscode, version, chromium };
}

/**
 * An older server hangs in a newer Node, and a newer server does not start in
 * an older one: if this process's is another major version than the server
 * was built for, it gets its own.
 */
function addNode(folder: string): void {
	const { engines } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	const wanted = /\d+/.exec(engines.node)?.[0];
	if (wanted && wanted !== process.versions.node.split('.')[0]) {
		npm(['install', `${nodePackage}@${wanted}`, '--no-save', '--ignore-scripts', '--prefix', 'node'], folder);
	}
}

/**
 * Fills a folder of this process's own and renames it at the end: an
 * interrupted set-up leaves nothing that looks complete, and two at once do
 * not meet.
 */
async function fill(folder: string, codeServer: string): Promise<void> {
	console.log(`Fetching VS Code's server (code-server ${codeServer})…`);
	const started = Date.now();
	removeAbandoned();
	const filling = `${folder}.filling-${process.pid}`;
	mkdirSync(filling, { recursive: true });
	try {
		const vscode = fetchServer(filling, codeServer);
		removeUnneeded(vscode);
		replaceNativeModules(vscode);
		addRipgrep(vscode);
		addNode(filling);
		publish(filling, folder);
	} finally {
		rmSync(filling, { recursive: true, force: true });
	}
	console.log(`Ready after ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

function publish(filling: string, folder: string): void {
	try {
		renameSync(filling, folder);
	} catch (error) {
		// Another process was faster: its folder is as good.
		if (!existsSync(folder)) {
			throw error;
		}
	}
}

/** Removes what interrupted set-ups left. */
function removeAbandoned(): void {
	for (const name of existsSync(hosts) ? readdirSync(hosts) : []) {
		const pid = /\.filling-(\d+)$/.exec(name)?.[1];
		if (pid && !isRunning(Number(pid))) {
			rmSync(path.join(hosts, name), { recursive: true, force: true });
		}
	}
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

function npm(args: string[], cwd: string): string {
	return execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd,
		stdio: ['ignore', 'pipe', 'inherit'],
		encoding: 'utf8',
	});
}

/** Unpacks the server and installs its dependencies, without running anybody's install scripts. */
function fetchServer(folder: string, codeServer: string): string {
	const packed = npm(['pack', `code-server@${codeServer}`, '--silent'], folder);
	const tarball = path.join(folder, packed.trim().split('\n').at(-1) ?? '');
	const unpacked = ['package/lib/vscode', 'package/package.json'];
	execFileSync('tar', ['xzf', tarball, ...unpacked], { cwd: folder });
	rmSync(tarball);
	const vscode = path.join(folder, 'vscode');
	renameSync(path.join(folder, 'package/lib/vscode'), vscode);
	renameSync(path.join(folder, 'package/package.json'), path.join(folder, 'package.json'));
	rmSync(path.join(folder, 'package'), { recursive: true });
	// Not `npm ci`: the published shrinkwrap lacks an entry.
	npm(['install', '--omit=dev', '--ignore-scripts'], vscode);
	npm(['install', '--omit=dev', '--ignore-scripts'], path.join(vscode, 'extensions'));
	return vscode;
}

/** 180 MB that no test of an extension looks at. */
function removeUnneeded(vscode: string): void {
	for (const name of ['@github/copilot-sdk-linux-x64', '@microsoft/mxc-sdk']) {
		rmSync(path.join(vscode, 'node_modules', name), { recursive: true, force: true });
	}
}

/** Two of the server's compiled modules matter to tests; plain JavaScript in their place saves a compiler. */
function replaceNativeModules(vscode: string): void {
	const modules = path.join(vscode, 'node_modules');
	copyFileSync(path.join(standIns, 'spdlog.cjs'), path.join(modules, '@vscode/spdlog/index.js'));
	for (const name of ['@vscode/native-watchdog', 'native-watchdog']) {
		if (existsSync(path.join(modules, name))) {
			copyFileSync(path.join(standIns, 'native-watchdog.cjs'), path.join(modules, name, 'index.js'));
		}
	}
}

/** Older servers download ripgrep in an install script: take it from the package that ships it. */
function addRipgrep(vscode: string): void {
	const bin = path.join(vscode, 'node_modules/@vscode/ripgrep/bin');
	if (!existsSync(path.dirname(bin)) || existsSync(path.join(bin, 'rg'))) {
		return;
	}
	const folder = path.join(vscode, '../ripgrep');
	mkdirSync(folder);
	writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
	npm(['install', '@vscode/ripgrep-universal@1', '--no-save', '--ignore-scripts'], folder);
	const platform = `${process.platform}-${process.arch}`;
	const source = path.join(folder, 'node_modules/@vscode/ripgrep-universal/bin', platform);
	cpSync(source, bin, { recursive: true });
	rmSync(folder, { recursive: true });
}

if (import.meta.main) {
	console.log(await ensureHost());
}
