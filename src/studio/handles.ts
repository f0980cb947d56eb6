import { randomBytes } from 'node:crypto';
import { t } from '@vscode/l10n';

/** The page named something that it was never given, or that is too long ago. */
export class UnknownHandleError extends Error {
	constructor() {
		super(t('The list has changed since: open the view again.'));
		this.name = 'UnknownHandleError';
	}
}

/** Short names under which the page knows things of the store; they say nothing and cannot be made up. */
export interface Handles<T> {
	/** The same for the same key, as long as it is remembered. */
	of(key: string, value: T): string;
	/** Throws `UnknownHandleError`. */
	get(handle: string): T;
}

const MAX_HANDLES = 50_000;

/** Remembers the newest; a person has long scrolled past the oldest. */
export function createHandles<T>(limit = MAX_HANDLES): Handles<T> {
	const byKey = new Map<string, string>();
	const byHandle = new Map<string, { readonly key: string; readonly value: T }>();
	return {
		of(key, value) {
			const handle = byKey.get(key) ?? randomBytes(9).toString('base64url');
			byKey.delete(key);
			byHandle.delete(handle);
			byKey.set(key, handle);
			byHandle.set(handle, { key, value });
			if (byKey.size > limit) {
				const [oldestKey, oldestHandle] = byKey.entries().next().value as [string, string];
				byKey.delete(oldestKey);
				byHandle.delete(oldestHandle);
			}
			return handle;
		},
		get(handle) {
			const found = byHandle.get(handle);
			if (!found) {
				throw new UnknownHandleError();
			}
			return found.value;
		},
	};
}
