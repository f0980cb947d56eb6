import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';

/** A call of a client: resolves with the answer read. */
export type ClientCall = () => Promise<unknown>;

const folder = import.meta.dirname;
const KEY = 'a-key-of-nobody';
const PROMPT = 'a red fox';

/** The client packages that calls are compared with, each pointed at `origin`; undefined: they cannot be had. */
export async function loadPeers(origin: string): Promise<Readonly<Record<string, ClientCall>> | undefined> {
	if (!install()) {
		return undefined;
	}
	const { OpenAI } = await load('openai');
	const openai = new OpenAI({ apiKey: KEY, baseURL: `${origin}/v1`, maxRetries: 0 });
	const { IdeogramAPI } = await load('ideogram-api');
	const ideogramApi = new IdeogramAPI(KEY, undefined, 'error');
	// Its constructor takes nothing but https; what it holds is then what it calls.
	ideogramApi.baseUrl = origin;
	const { IdeogramImageModel } = await load('@aigne/ideogram');
	const aigne = new IdeogramImageModel({ apiKey: KEY, baseURL: origin });
	return {
		openai: () => openai.images.generate({ model: 'ideogram-v3', prompt: PROMPT }),
		'ideogram-api': () => ideogramApi.generate({ prompt: PROMPT }),
		'@aigne/ideogram': () => aigne.invoke({ prompt: PROMPT, outputFileType: 'url' }),
	};
}

// Their types come with them, and they are not here when the project is checked.
const load = (name: string) => import(name);

/** Whether the packages of this folder's lock file are there, now at the latest. */
function install(): boolean {
	const installed = path.join(folder, 'node_modules/.package-lock.json');
	const lock = path.join(folder, 'package-lock.json');
	if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) {
		return true;
	}
	console.log('Installing the client packages that calls are compared with (test/bench/package.json)…');
	try {
		execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
			cwd: folder,
			stdio: ['ignore', 'ignore', 'inherit'],
		});
		return true;
	} catch {
		console.log('They could not be installed: what is compared with them is not measured.');
		return false;
	}
}
