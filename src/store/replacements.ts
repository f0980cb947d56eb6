import type { Database } from './database.ts';
import { setMarker } from './marker.ts';
import { isOwnerAlive } from './owners.ts';

/** A file of the person's that a result was written over, and what it held before. */
export interface Replacement {
	readonly id: string;
	/**
	 * `replacing` and `reverting`: the old bytes are safe in the store, and what the
	 * file holds is to be looked at; `replaced`: it holds the result.
	 */
	readonly state: 'replacing' | 'replaced' | 'reverting';
	/** The window that is at it. */
	readonly owner: string | null;
	readonly uri: string;
	/** Within the store's folder `originals`. */
	readonly kept: string;
	/** Hexadecimal. */
	readonly oldSha256: string;
	/** Hexadecimal. */
	readonly newSha256: string;
	readonly callId: string;
	readonly position: number;
	/** Milliseconds since the epoch. */
	readonly created: number;
}

/** A replacement as a person chooses one to take back. */
export interface ListedReplacement extends Replacement {
	/** The operation's id; empty where its call is no longer known. */
	readonly operation: string;
}

const COLUMNS = `r.id, r.state, r.owner, r.uri, r.kept, r.old_sha256 AS oldSha256, r.new_sha256 AS newSha256,
	r.call AS callId, r.position, r.created`;

/** Enters a replacement whose old bytes are safe, and sets the marker that something is unfinished. */
export function beginReplacement(db: Database, replacement: Omit<Replacement, 'state'>): Promise<void> {
	return db.transact((connection) => {
		setMarker(db.folder);
		connection
			.prepare(
				`INSERT INTO replacements (id, state, owner, uri, kept, old_sha256, new_sha256, call, position, created)
				VALUES (?, 'replacing', ?, ?, ?, ?, ?, ?, ?, ?)`,
			)
			.run(
				replacement.id,
				replacement.owner,
				replacement.uri,
				replacement.kept,
				replacement.oldSha256,
				replacement.newSha256,
				replacement.callId,
				replacement.position,
				replacement.created,
			);
	});
}

/** Records that the file holds the result, or that it was left to what somebody else has made of it. */
export function finishReplacement(db: Database, id: string): Promise<void> {
	return db.transact((connection) => {
		connection.prepare(`UPDATE replacements SET state = 'replaced', owner = NULL WHERE id = ?`).run(id);
	});
}

/**
 * Records that the old bytes are about to be written back over a file that holds
 * `foundSha256`, and sets the marker. False: it was taken back already.
 */
export function beginRevert(db: Database, id: string, owner: string, foundSha256: string): Promise<boolean> {
	return db.transact((connection) => {
		setMarker(db.folder);
		const { changes } = connection
			.prepare(
				`UPDATE replacements SET state = 'reverting', owner = ?, new_sha256 = ?
				WHERE id = ? AND state = 'replaced'`,
			)
			.run(owner, foundSha256, id);
		return changes === 1;
	});
}

/** Forgets a replacement: the file holds what it held before. */
export function dropReplacement(db: Database, id: string): Promise<void> {
	return db.transact((connection) => {
		connection.prepare('DELETE FROM replacements WHERE id = ?').run(id);
	});
}

/** Takes every unfinished replacement that no other living window is at, so that none mends it too. */
export async function claimReplacements(db: Database, owner: string): Promise<readonly Replacement[]> {
	const owners = db.connection
		.prepare(`SELECT DISTINCT owner AS id FROM replacements WHERE state <> 'replaced' AND owner IS NOT NULL`)
		.all() as { id: string }[];
	const dead: string[] = [];
	for (const { id } of owners) {
		if (id !== owner && !(await isOwnerAlive(db.folder, id))) {
			dead.push(id);
		}
	}
	return db.transact((connection) => {
		const claim = connection.prepare(
			`UPDATE replacements SET owner = ? WHERE owner IS ? AND state <> 'replaced'`,
		);
		for (const id of [...dead, null]) {
			claim.run(owner, id);
		}
		return connection
			.prepare(`SELECT ${COLUMNS} FROM replacements r WHERE r.state <> 'replaced' AND r.owner = ?`)
			.all(owner)
			.map((row) => ({ ...row }) as unknown as Replacement);
	});
}

/** What can be taken back, newest first: of one file, or of all. */
export function listReplacements(
	db: Database,
	query: { readonly uri?: string; readonly limit: number },
): readonly ListedReplacement[] {
	return db.connection
		.prepare(
			`SELECT ${COLUMNS}, COALESCE(c.operation, '') AS operation
			FROM replacements r LEFT JOIN calls c ON c.id = r.call
			WHERE r.state = 'replaced' ${query.uri === undefined ? '' : 'AND r.uri = ?'}
			ORDER BY r.created DESC, r.id LIMIT ?`,
		)
		.all(...(query.uri === undefined ? [] : [query.uri]), query.limit)
		.map((row) => ({ ...row }) as unknown as ListedReplacement);
}

/** What is still needed in the folder `originals`. */
export function keptOriginals(db: Database): readonly string[] {
	return db.connection
		.prepare('SELECT kept FROM replacements')
		.all()
		.map(({ kept }) => String(kept));
}
