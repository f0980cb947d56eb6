import { existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Caps } from '../../src/store/budget.ts';

const EVERY_MS = 20;

export interface Watch {
	/** Stops watching. Returns what was seen that may not be. */
	stop(): readonly string[];
}

/** Looks from outside, while others work on a store, whether a limit is ever exceeded. */
export function watchLimits(
	folder: string,
	day: string,
	limits: { readonly caps: Caps; readonly maxInFlight: number },
): Watch {
	const file = path.join(folder, 'store.sqlite');
	const seen = new Set<string>();
	let connection: DatabaseSync | undefined;
	let looks = 0;
	const look = () => {
		if (!existsSync(file)) {
			return;
		}
		try {
			connection ??= new DatabaseSync(file, { readOnly: true, timeout: 0 });
			const { spent, agents, images } = connection
				.prepare(
					`SELECT COALESCE(SUM(amount), 0) AS spent,
						COALESCE(SUM(CASE source WHEN 'agent' THEN amount END), 0) AS agents,
						COALESCE(SUM(CASE WHEN state IN ('reserved', 'sent') THEN images END), 0) AS images
					FROM calls WHERE day = ? AND state IN ('reserved', 'sent', 'charged', 'unknown')`,
				)
				.get(day) as { spent: number; agents: number; images: number };
			looks++;
			const over = (what: string, value: number, limit = Number.POSITIVE_INFINITY) =>
				value > limit && seen.add(`${what}: ${value} of ${limit}`);
			over('day', spent, limits.caps.day);
			over('agents', agents, limits.caps.agentsDay);
			over('slots', images, limits.maxInFlight);
		} catch {
			// Being made, or locked: the next look.
		}
	};
	const timer = setInterval(look, EVERY_MS);
	return {
		stop() {
			clearInterval(timer);
			connection?.close();
			return looks > 0 ? [...seen] : ['No look into the ledger succeeded.'];
		},
	};
}
