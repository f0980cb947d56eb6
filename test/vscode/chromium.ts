import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';

const usualPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where Chromium is, or undefined. `CHROMIUM_PATH` wins over the usual places. */
function findChromium(): string | undefined {
	const named = process.env.CHROMIUM_PATH;
	if (named) {
		accessSync(named, constants.X_OK);
		return named;
	}
	return usualPlaces.find((place) => existsSync(place));
}

/** What to put before a command that needs root, or undefined where nobody may ask for a password. */
function asRoot(): string[] | undefined {
	if (process.getuid?.() === 0) {
		return [];
	}
	try {
		execFileSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
		return ['sudo', '-n'];
	} catch {
		return undefined;
	}
}

/** Finds Chromium, and on a Debian machine without one installs it. */
export function ensureChromium(): string {
	const found = findChromium();
	if (found) {
		return found;
	}
	const prefix = asRoot();
	if (!prefix || !existsSync('/usr/bin/apt-get')) {
		throw new Error('These tests need Chromium: install it, or set CHROMIUM_PATH to its executable.');
	}
	const apt = (...args: string[]) => {
		const [command, ...rest] = [...prefix, 'apt-get', ...args] as [string, ...string[]];
		execFileSync(command, rest, {
			stdio: ['ignore', 'ignore', 'inherit'],
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		});
	};
	console.log('Installing Chromium…');
	apt('update');
	apt('install', '-y', '--no-install-recommends', 'chromium');
	const installed = findChromium();
	if (!installed) {
		throw new Error('apt-get installed chromium, but it is in none of its usual places: set CHROMIUM_PATH.');
	}
	return installed;
}
