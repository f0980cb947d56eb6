import { setTimeout as delay } from 'node:timers/promises';
import { withAnyNotice } from '../priceNotice.ts';

/**
 * Waits until a condition holds and gives what it returned; for everything
 * that Playwright's own waiting does not reach (files, requests, processes).
 */
export async function waitFor<T>(
	what: string,
	condition: () => T | Promise<T>,
	seconds = 60,
): Promise<NonNullable<T>> {
	const end = Date.now() + seconds * 1000;
	for (;;) {
		const value = await condition();
		if (value) {
			return value;
		}
		if (Date.now() > end) {
			throw new Error(`Waited ${seconds} s in vain: ${what}`);
		}
		await delay(50);
	}
}

/** A pattern for exactly this text; prices in it may say how old they are. */
export function exactly(text: string): RegExp {
	return new RegExp(`^\\s*${withAnyNotice(text)}\\s*$`);
}
