import type { Database } from './database.ts';
import { matchFor } from './match.ts';

/** What to look for in History. Empty members are no filter. */
export interface HistoryQuery {
	/** Words of the prompt; every one must be in it, as a word or the beginning of one. */
	readonly words?: string;
	/** An operation's id. */
	readonly operation?: string;
	readonly model?: string;
	/** A workspace's name. */
	readonly workspace?: string;
	/** Where the last page ended. */
	readonly after?: HistoryCursor;
	/** Entries a page, at most 200. */
	readonly limit: number;
}

/** A place in History; newest first. */
export interface HistoryCursor {
	readonly number: number;
	readonly position: number;
}

/** An image of History, or a text that a call yielded (`position` 0, no file). */
export interface HistoryEntry {
	readonly cursor: HistoryCursor;
	readonly callId: string;
	readonly position: number;
	readonly kind: 'image' | 'text';
	/** `pending`: paid for, still to be fetched. `saved` for texts. */
	readonly state: 'pending' | 'saved' | 'withheld' | 'expired';
	/** Milliseconds since the epoch. */
	readonly created: number;
	readonly operation: string;
	readonly model: string;
	readonly workspace: string | null;
	/** The person's own. */
	readonly prompt: string;
	/** The captions of a description, one after another. */
	readonly text: string | null;
	readonly seed: number | null;
	/** Pixels. */
	readonly width: number | null;
	readonly height: number | null;
	/** Path within the store's image folder, once saved. */
	readonly file: string | null;
	readonly bytes: number | null;
	/** Hexadecimal. */
	readonly sha256: string | null;
	readonly sandbox: boolean;
	/** Files in workspaces that the image was saved as, as URIs, newest first. */
	readonly placements: readonly string[];
	/** Why it could not be fetched. */
	readonly message: string | null;
}

export interface HistoryPage {
	readonly entries: readonly HistoryEntry[];
	/** Where to go on; undefined at the end. */
	readonly next?: HistoryCursor;
	/** How many there are in all; on the first page only. */
	readonly total?: number;
}

/** What there is to filter by. */
export interface HistoryFacets {
	readonly operations: readonly string[];
	readonly models: readonly string[];
	readonly workspaces: readonly string[];
}

/** What History holds on this computer. */
export interface HistorySize {
	readonly images: number;
	readonly texts: number;
	readonly bytes: number;
}

/** What the columns of an entry are read from. */
const ENTRY = `c.number, COALESCE(o.position, 0) AS position, c.id AS callId,
	CASE WHEN o.call IS NULL THEN 'text' ELSE 'image' END AS kind, COALESCE(o.state, 'saved') AS state, c.created,
	c.operation, c.model, c.workspace, c.prompt, c.text, o.seed, o.width, o.height, o.file, o.bytes, o.sha256,
	c.sandbox, o.message, (SELECT json_group_array(p.uri ORDER BY p.created DESC) FROM placements p
		WHERE p.call = o.call AND p.position = o.position) AS placements`;

/** A call that yielded an image which was not deleted, or words. */
const FROM = `calls c LEFT JOIN outputs o ON o.call = c.number`;
const SHOWN = `c.state = 'charged' AND o.deleted IS NULL AND (o.call IS NOT NULL OR c.text IS NOT NULL)`;
const HAS_ENTRY = `c.state = 'charged' AND (
	EXISTS (SELECT 1 FROM outputs o WHERE o.call = c.number AND o.deleted IS NULL)
	OR (c.text IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outputs o WHERE o.call = c.number)))`;

const MAX_PAGE = 200;

/** One page of what is looked for, newest first. */
export function searchHistory(db: Database, query: HistoryQuery): HistoryPage {
	const { from, conditions, values } = filtered(query);
	const limit = Math.min(Math.max(1, query.limit), MAX_PAGE);
	const after = query.after;
	const { number = Number.MAX_SAFE_INTEGER, position = -1 } = after ?? {};
	// Each call has an entry, but for that of the cursor, whose last may have been on the page before.
	const rows = db.connection
		.prepare(
			`SELECT ${ENTRY} FROM ${FROM} WHERE ${SHOWN} AND (c.number < ? OR COALESCE(o.position, 0) > ?)
				AND c.number IN (SELECT ${from.number} FROM ${from.calls}
					WHERE ${[HAS_ENTRY, ...conditions].join(' AND ')} AND ${from.number} <= ?
					ORDER BY ${from.number} DESC LIMIT ?)
			ORDER BY c.number DESC, COALESCE(o.position, 0) LIMIT ?`,
		)
		.all(number, position, ...values, number, limit + 2, limit + 1);
	const entries = rows.slice(0, limit).map(entryOf);
	const next = rows.length > limit ? entries.at(-1)?.cursor : undefined;
	if (after) {
		return { entries, next };
	}
	const { total } = db.connection
		.prepare(
			`SELECT COUNT(*) AS total FROM ${from.calls} LEFT JOIN outputs o ON o.call = c.number
			WHERE ${[SHOWN, ...conditions].join(' AND ')}`,
		)
		.get(...values) as { total: number };
	return { entries, next, total };
}

/** One image or text, unless it was deleted. */
export function historyEntry(db: Database, callId: string, position: number): HistoryEntry | undefined {
	const row = db.connection
		.prepare(`SELECT ${ENTRY} FROM ${FROM} WHERE ${SHOWN} AND c.id = ? AND COALESCE(o.position, 0) = ?`)
		.get(callId, position);
	return row && entryOf(row);
}

/** Every operation, model and workspace that History has something of. */
export function historyFacets(db: Database): HistoryFacets {
	const distinct = (column: string) =>
		db.connection
			.prepare(`SELECT DISTINCT ${column} AS name FROM calls WHERE ${column} <> '' ORDER BY ${column}`)
			.all()
			.map(({ name }) => String(name));
	return { operations: distinct('operation'), models: distinct('model'), workspaces: distinct('workspace') };
}

/** What the store's own folder holds. */
export function historySize(db: Database): HistorySize {
	const images = db.connection
		.prepare(
			`SELECT COUNT(*) AS images, COALESCE(SUM(bytes), 0) AS bytes FROM outputs
			WHERE state = 'saved' AND deleted IS NULL`,
		)
		.get() as { images: number; bytes: number };
	const { texts } = db.connection
		.prepare(
			`SELECT COUNT(*) AS texts FROM calls c WHERE c.state = 'charged' AND c.text IS NOT NULL
			AND NOT EXISTS (SELECT 1 FROM outputs o WHERE o.call = c.number)`,
		)
		.get() as { texts: number };
	return { ...images, texts };
}

interface Filtered {
	/** Calls, and their number in what is walked through from the newest: the index of words has its own. */
	readonly from: { readonly calls: string; readonly number: string };
	readonly conditions: readonly string[];
	readonly values: readonly string[];
}

function filtered(query: HistoryQuery): Filtered {
	const conditions: string[] = [];
	const values: string[] = [];
	let from = { calls: 'calls c', number: 'c.number' };
	const match = query.words ? matchFor(query.words) : undefined;
	if (match?.kind === 'words') {
		from = { calls: 'words w CROSS JOIN calls c ON c.number = w.rowid', number: 'w.rowid' };
		conditions.push('w.words MATCH ?');
		values.push(match.expression);
	} else if (match) {
		for (const part of match.parts) {
			conditions.push(`(instr(lower(c.prompt), ?) > 0 OR instr(lower(COALESCE(c.text, '')), ?) > 0)`);
			values.push(part, part);
		}
	}
	for (const name of ['operation', 'model', 'workspace'] as const) {
		const value = query[name];
		if (value) {
			conditions.push(`c.${name} = ?`);
			values.push(value);
		}
	}
	return { from, conditions, values };
}

function entryOf(row: unknown): HistoryEntry {
	const { number, position, sandbox, placements, ...rest } = row as Omit<
		HistoryEntry,
		'cursor' | 'sandbox' | 'placements'
	> & {
		number: number;
		sandbox: number;
		placements: string;
	};
	return {
		...rest,
		cursor: { number, position },
		position,
		sandbox: sandbox === 1,
		placements: JSON.parse(placements),
	};
}
