import type { MicroDollars } from '../api/money.ts';
import type { Database } from './database.ts';

/** A call that has ended, as the status bar tells of it. */
export interface RecentCall {
	readonly callId: string;
	/** Milliseconds since the epoch. */
	readonly settled: number;
	readonly operation: string;
	readonly model: string;
	readonly amount: MicroDollars;
	readonly state: 'charged' | 'not-charged' | 'unknown';
	readonly sandbox: boolean;
	readonly images: number;
	readonly withheld: number;
	/** Its images that are still there, in order. */
	readonly files: readonly RecentFile[];
}

export interface RecentFile {
	/** Path within the store's image folder. */
	readonly file: string;
	/** Where it was last saved in a workspace, as a URI. */
	readonly placement: string | null;
}

/** The calls that ended last, newest first, over all windows. */
export function recentCalls(db: Database, limit: number): readonly RecentCall[] {
	return db.connection
		.prepare(
			`SELECT id AS callId, settled, operation, model, amount, state, sandbox, images,
				(SELECT COUNT(*) FROM outputs o WHERE o.call = c.number AND o.state = 'withheld') AS withheld,
				(SELECT json_group_array(json_object('file', o.file, 'placement',
					(SELECT uri FROM placements p WHERE p.call = o.call AND p.position = o.position
						ORDER BY p.created DESC LIMIT 1)) ORDER BY o.position)
					FROM outputs o WHERE o.call = c.number AND o.state = 'saved' AND o.deleted IS NULL) AS files
			FROM calls c WHERE settled IS NOT NULL AND COALESCE(error, '') <> 'Cancelled'
			ORDER BY settled DESC, number DESC LIMIT ?`,
		)
		.all(limit)
		.map(
			(row) =>
				({
					...row,
					sandbox: row.sandbox === 1,
					files: JSON.parse(String(row.files)),
				}) as unknown as RecentCall,
		);
}
