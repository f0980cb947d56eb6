import { t } from '@vscode/l10n';
import { InvalidKeyError } from './errors.ts';

/** Whether a key can be sent at all: HTTP stacks quote a header in their errors that they do not take. */
export function isUsableKey(key: string): boolean {
	return /^[\x21-\x7e]+$/.test(key);
}

/** Throws `InvalidKeyError`, which does not tell the key. */
export function requireUsableKey(key: string): void {
	if (!isUsableKey(key)) {
		throw new InvalidKeyError(
			t(
				'Nothing was sent, since the Ideogram API key has spaces, line breaks or special characters in it, which no key has: set it again.',
			),
		);
	}
}
