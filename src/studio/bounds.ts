import type { ErrorCode } from './messages.ts';

/** What any message of the page keeps to, long before anybody looks at what it says. */
const MAX_CHARACTERS = 120_000;
const MAX_VALUES = 1_000;
const MAX_DEPTH = 8;
/** Of image files out of the clipboard. */
const MAX_BYTES = 10 * 1024 * 1024;

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** What is wrong with the message: its size, or that it is not plain data. Undefined where nothing is. */
export function problemWith(message: unknown): Extract<ErrorCode, 'malformed' | 'too-large'> | undefined {
	let characters = 0;
	let values = 0;
	let bytes = 0;
	const open: (readonly [value: unknown, depth: number])[] = [[message, 0]];
	for (let next = open.pop(); next; next = open.pop()) {
		const [value, depth] = next;
		values += 1;
		characters += typeof value === 'string' ? value.length : 0;
		if (characters > MAX_CHARACTERS || values > MAX_VALUES || depth > MAX_DEPTH) {
			return 'too-large';
		}
		if (typeof value !== 'object' || value === null) {
			if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
				return 'malformed';
			}
			continue;
		}
		if (value instanceof Uint8Array) {
			bytes += value.length;
			if (bytes > MAX_BYTES) {
				return 'too-large';
			}
			continue;
		}
		const keys = Reflect.ownKeys(value);
		if (keys.length > MAX_VALUES) {
			return 'too-large';
		}
		if (!isPlain(value)) {
			return 'malformed';
		}
		for (const key of keys) {
			const property = Object.getOwnPropertyDescriptor(value, key);
			if (typeof key === 'symbol' || FORBIDDEN_KEYS.has(key) || !property || !('value' in property)) {
				return 'malformed';
			}
			characters += key.length;
			open.push([property.value, depth + 1]);
		}
	}
	return undefined;
}

function isPlain(value: object): boolean {
	const prototype = Object.getPrototypeOf(value);
	return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
