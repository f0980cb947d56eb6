import type { DatabaseSync } from 'node:sqlite';
import { OPEN } from './calls.ts';
import type { Database } from './database.ts';
import { enterLate, hasLate } from './late.ts';
import { removeMarker, setMarker } from './marker.ts';
import { isOwnerAlive } from './owners.ts';

/** Removes the marker if no window has anything unfinished. */
export function clearMarker(db: Database): Promise<void> {
	return db.transact((connection) => {
		const open = connection
			.prepare(
				`SELECT (SELECT COUNT(*) FROM calls WHERE ${OPEN} AND state <> 'unknown')
					+ (SELECT COUNT(*) FROM outputs WHERE state = 'pending')
					+ (SELECT COUNT(*) FROM replacements WHERE state <> 'replaced') AS n`,
			)
			.get() as { n: number };
		if (open.n === 0 && !hasLate(db.folder)) {
			removeMarker(db.folder);
			if (hasLate(db.folder)) {
				setMarker(db.folder); // Kept meanwhile, by a window that saw the marker.
			}
		}
	});
}

/** How many calls of dead windows were put right. */
export interface Recovered {
	/** They had been sent; whether they ran is not known. */
	readonly unknown: number;
	/** They had never left. */
	readonly notCharged: number;
	/** Images that anyone may fetch now. */
	readonly freed: number;
	/** False: some answer that was kept beside the ledger could not be entered yet. */
	readonly isComplete: boolean;
}

/**
 * Puts right what dead windows left: answers that were kept beside the ledger
 * are entered; of the others, what never left is `not-charged`, what was sent is
 * `unknown`; and unfetched images are free to be claimed.
 */
export async function recoverDeadOwners(db: Database, now: number): Promise<Recovered> {
	const { isComplete } = await enterLate(db);
	const owners = db.connection
		.prepare(
			`SELECT owner AS id FROM calls WHERE ${OPEN} AND state <> 'unknown' AND owner IS NOT NULL
			UNION SELECT claimed FROM outputs WHERE state = 'pending' AND claimed IS NOT NULL`,
		)
		.all() as { id: string }[];
	let unknown = 0;
	let notCharged = 0;
	let freed = 0;
	for (const { id } of owners) {
		if (await isOwnerAlive(db.folder, id)) {
			continue;
		}
		await db.transact((connection) => {
			notCharged += moveDead(connection, id, `state IN ('queued', 'reserved')`, 'not-charged', now);
			unknown += moveDead(connection, id, `state = 'sent'`, 'unknown', now);
			freed += Number(
				connection
					.prepare(`UPDATE outputs SET claimed = NULL WHERE state = 'pending' AND claimed = ?`)
					.run(id).changes,
			);
		});
	}
	return { unknown, notCharged, freed, isComplete };
}

function moveDead(
	connection: DatabaseSync,
	owner: string,
	where: string,
	state: string,
	now: number,
): number {
	const { changes } = connection
		.prepare(
			`UPDATE calls SET state = ?, settled = ?, error = 'WindowClosed' WHERE ${OPEN} AND owner = ? AND ${where}`,
		)
		.run(state, now, owner);
	return Number(changes);
}
