/**
 * The schema, one numbered step after another; `user_version` counts the steps
 * that a database has. A step that has shipped is never edited.
 *
 * Amounts are USD micro-dollars, times milliseconds since the epoch, `day` the
 * local calendar day on which the call was reserved.
 */
export const migrations: readonly string[] = [
	`
	CREATE TABLE calls (
		number INTEGER PRIMARY KEY AUTOINCREMENT,
		id TEXT NOT NULL UNIQUE,
		state TEXT NOT NULL CHECK (state IN
			('queued', 'reserved', 'sent', 'charged', 'not-charged', 'unknown')),
		owner TEXT,
		created INTEGER NOT NULL,
		day TEXT NOT NULL,
		operation TEXT NOT NULL,
		model TEXT NOT NULL,
		prompt TEXT NOT NULL,
		input TEXT NOT NULL,
		images INTEGER NOT NULL,
		amount INTEGER NOT NULL,
		price_row TEXT NOT NULL,
		price_confirmed TEXT NOT NULL,
		account TEXT NOT NULL,
		sandbox INTEGER NOT NULL,
		source TEXT NOT NULL CHECK (source IN ('person', 'agent')),
		workspace TEXT,
		overtaken INTEGER NOT NULL DEFAULT 0,
		sent INTEGER,
		settled INTEGER,
		status INTEGER,
		request_id TEXT,
		error TEXT,
		message TEXT
	) STRICT;
	CREATE INDEX calls_by_day ON calls (day, state);
	CREATE INDEX calls_open ON calls (state) WHERE state IN ('queued', 'reserved', 'sent', 'unknown');

	CREATE TABLE outputs (
		call INTEGER NOT NULL REFERENCES calls (number) ON DELETE CASCADE,
		position INTEGER NOT NULL,
		state TEXT NOT NULL CHECK (state IN ('pending', 'saved', 'withheld', 'expired')),
		url TEXT,
		expires INTEGER,
		prompt TEXT,
		seed INTEGER,
		width INTEGER,
		height INTEGER,
		file TEXT,
		bytes INTEGER,
		sha256 TEXT,
		claimed TEXT,
		message TEXT,
		PRIMARY KEY (call, position)
	) STRICT, WITHOUT ROWID;
	CREATE INDEX outputs_pending ON outputs (state) WHERE state = 'pending';

	CREATE TABLE holds (
		account TEXT PRIMARY KEY,
		until INTEGER NOT NULL
	) STRICT, WITHOUT ROWID;
	`,
];
