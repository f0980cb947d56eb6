import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { AcceptedGeneration } from '../../src/sandbox/call.ts';

interface Call {
	readonly number: number;
	readonly prompt: string;
	readonly state: string;
	readonly error: string | null;
	readonly images: number;
}

/** How the calls of unknown outcome came to be so. */
export interface Unknowns {
	/** Nobody knows but the server: it ran. */
	readonly ran: number;
	/** Their process was killed between `sent` and the first byte. */
	readonly neverLeft: number;
	/** Killed after the request had been handed over; the server has not read it whole. */
	readonly leftInPart: number;
	/** The server's answer left it open, and it had not run. */
	readonly unclear: number;
}

/**
 * Holds the ledger against what the sandboxes have accepted. `handedOver`: the prompts of requests that were
 * handed over to be sent.
 */
export function compareBooks(
	ledger: DatabaseSync,
	accepted: readonly AcceptedGeneration[],
	handedOver: ReadonlySet<string>,
): Unknowns {
	const calls = ledger.prepare('SELECT * FROM calls').all() as unknown as Call[];
	const markerOf = (prompt: string) => /call-\d+-\d+/.exec(prompt)?.[0] ?? '';
	const ran = new Map<string, AcceptedGeneration>();
	for (const generation of accepted) {
		const marker = markerOf(generation.prompt);
		assert.ok(!ran.has(marker), `${marker} was bought twice`);
		ran.set(marker, generation);
	}
	const entered = new Map(calls.map((call) => [markerOf(call.prompt), call]));
	assert.equal(entered.size, calls.length, 'every call is in the ledger once');
	for (const [marker, { images }] of ran) {
		const call = entered.get(marker);
		assert.ok(call, `${marker} ran and is not in the ledger`);
		assert.ok(['charged', 'unknown'].includes(call.state), `${marker} ran and is ${call.state}`);
		assert.equal(call.images, images);
	}
	let [neverLeft, leftInPart, unclear] = [0, 0, 0];
	for (const [marker, { state, error }] of entered) {
		assert.ok(['charged', 'unknown', 'not-charged'].includes(state), `${marker} is still ${state}`);
		if (ran.has(marker)) {
			continue;
		}
		assert.notEqual(state, 'charged', `${marker} never ran and is charged`);
		if (state === 'unknown') {
			const left = handedOver.has(marker);
			neverLeft += error === 'WindowClosed' && !left ? 1 : 0;
			leftInPart += error === 'WindowClosed' && left ? 1 : 0;
			unclear += error === 'WindowClosed' ? 0 : 1;
			assert.ok(left || error === 'WindowClosed', `${marker} never left and is unknown`);
		}
	}
	const unknown = [...entered.values()].filter(({ state }) => state === 'unknown').length;
	return { ran: unknown - neverLeft - leftInPart - unclear, neverLeft, leftInPart, unclear };
}

/** Every image that was paid for is on disk, whole, or is known not to be; nothing else is there. */
export function compareFiles(ledger: DatabaseSync, folder: string): { saved: number; expired: number } {
	const wrong = ledger
		.prepare(
			`SELECT c.prompt, c.images, COUNT(o.call) AS outputs FROM calls c LEFT JOIN outputs o ON o.call = c.number
			WHERE c.state = 'charged' GROUP BY c.number HAVING outputs <> c.images`,
		)
		.all();
	assert.deepEqual(wrong, []);
	const outputs = ledger.prepare('SELECT state, file, sha256, claimed, url FROM outputs').all() as {
		state: string;
		file: string | null;
		sha256: string | null;
		claimed: string | null;
		url: string | null;
	}[];
	const images = path.join(folder, 'images');
	for (const { state, file, sha256, claimed, url } of outputs) {
		assert.equal(claimed, null, 'nothing is claimed any more');
		assert.notEqual(state, 'pending');
		if (state === 'saved') {
			assert.equal(
				createHash('sha256')
					.update(readFileSync(path.join(images, file ?? '')))
					.digest('hex'),
				sha256,
			);
		} else {
			assert.equal(url === null, state === 'withheld');
		}
	}
	const there = readdirSync(images, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(images, path.join(entry.parentPath, entry.name)));
	const known = outputs.flatMap(({ file }) => file ?? []);
	assert.deepEqual(there.sort(), known.sort());
	const count = (wanted: string) => outputs.filter(({ state }) => state === wanted).length;
	return { saved: count('saved'), expired: count('expired') };
}
