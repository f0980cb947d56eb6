import { t } from '@vscode/l10n';
import { BaseUrlError } from './errors.ts';

/**
 * The origin of an API address from the settings. Throws `BaseUrlError` unless
 * it is `https`, or `http` on loopback.
 */
export function apiOrigin(baseUrl: string): string {
	let url: URL;
	try {
		url = new URL(baseUrl);
	} catch {
		throw new BaseUrlError(t('The setting ideogram.baseUrl is not an address: {0}', baseUrl));
	}
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
		throw new BaseUrlError(t('The setting ideogram.baseUrl must be an https address: {0}', url.origin));
	}
	return url.origin;
}

/** True for the names and addresses of this very machine. */
export function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
