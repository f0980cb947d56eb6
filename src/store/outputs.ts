import type { Database } from './database.ts';

/** One image of a call, as the store knows it. */
export interface StoredOutput {
	readonly callId: string;
	readonly position: number;
	readonly state: 'pending' | 'saved' | 'withheld' | 'expired';
	readonly url: string | null;
	/** The person's own. */
	readonly prompt: string;
	/** As the model saw it, expanded by magic prompt. */
	readonly expandedPrompt: string | null;
	readonly seed: number | null;
	readonly width: number | null;
	readonly height: number | null;
	/** Path within the store's image folder, once saved. */
	readonly file: string | null;
	/** Of the saved file, hexadecimal. */
	readonly sha256: string | null;
	readonly sandbox: boolean;
	readonly account: string;
	readonly created: number;
	/** Why it could not be fetched, in a sentence. */
	readonly message: string | null;
}

const COLUMNS = `c.id AS callId, o.position, o.state, o.url, c.prompt, o.prompt AS expandedPrompt, o.seed,
	o.width, o.height, o.file, o.sha256, c.sandbox, c.account, c.created, o.message`;

function read(row: unknown): StoredOutput {
	const output = row as StoredOutput & { sandbox: number | boolean };
	return { ...output, sandbox: Boolean(output.sandbox) };
}

/** The images of one call, in order. */
export function outputsOf(db: Database, callId: string): readonly StoredOutput[] {
	return db.connection
		.prepare(
			`SELECT ${COLUMNS} FROM outputs o JOIN calls c ON c.number = o.call WHERE c.id = ? AND o.deleted IS NULL
			ORDER BY o.position`,
		)
		.all(callId)
		.map(read);
}

export interface SavedFile {
	readonly file: string;
	readonly bytes: number;
	readonly sha256: string;
	/** Pixels, as measured in the file itself. */
	readonly width: number;
	readonly height: number;
}

/** Records that an image is safely on disk. */
export function markSaved(db: Database, callId: string, position: number, saved: SavedFile): Promise<void> {
	return db.transactTogether((connection) => {
		connection
			.prepare(
				`UPDATE outputs SET state = 'saved', file = ?, bytes = ?, sha256 = ?, width = ?, height = ?,
					claimed = NULL, message = NULL
				WHERE call = (SELECT number FROM calls WHERE id = ?) AND position = ?`,
			)
			.run(saved.file, saved.bytes, saved.sha256, saved.width, saved.height, callId, position);
	});
}

/** Records that an image can no longer be fetched. */
export function markExpired(db: Database, callId: string, position: number, message: string): Promise<void> {
	return db.transact((connection) => {
		connection
			.prepare(
				`UPDATE outputs SET state = 'expired', message = ?, claimed = NULL
				WHERE call = (SELECT number FROM calls WHERE id = ?) AND position = ?`,
			)
			.run(message, callId, position);
	});
}

/** Lets other windows try to fetch an image that this one could not. */
export function releaseClaim(db: Database, callId: string, position: number, message: string): Promise<void> {
	return db.transact((connection) => {
		connection
			.prepare(
				`UPDATE outputs SET claimed = NULL, message = ?
				WHERE call = (SELECT number FROM calls WHERE id = ?) AND position = ?`,
			)
			.run(message, callId, position);
	});
}

/**
 * Takes every pending image that no other window has claimed, so that none fetches it too. Those that this
 * window claimed before are among them: it may have failed to say that they were saved. So are those that were
 * given up before their links ended.
 */
export function claimPending(db: Database, owner: string, now: number): Promise<readonly StoredOutput[]> {
	return db.transact((connection) => {
		connection
			.prepare(
				`UPDATE outputs SET state = 'pending' WHERE state = 'expired' AND url IS NOT NULL AND expires > ?
					AND deleted IS NULL AND (SELECT sandbox FROM calls WHERE number = call) = 0`,
			)
			.run(now);
		const rows = connection
			.prepare(
				`SELECT ${COLUMNS} FROM outputs o JOIN calls c ON c.number = o.call
				WHERE o.state = 'pending' AND (o.claimed IS NULL OR o.claimed = ?) ORDER BY c.number, o.position`,
			)
			.all(owner)
			.map(read);
		connection
			.prepare(`UPDATE outputs SET claimed = ? WHERE state = 'pending' AND claimed IS NULL`)
			.run(owner);
		return rows;
	});
}

/** Records where in a workspace an image was saved, so that it is known to be used. */
export function addPlacement(
	db: Database,
	callId: string,
	position: number,
	uri: string,
	now: number,
): Promise<void> {
	return db.transact((connection) => {
		connection
			.prepare(
				`INSERT OR REPLACE INTO placements (call, position, uri, created)
				SELECT o.call, o.position, ?, ? FROM outputs o JOIN calls c ON c.number = o.call
				WHERE c.id = ? AND o.position = ?`,
			)
			.run(uri, now, callId, position);
	});
}
