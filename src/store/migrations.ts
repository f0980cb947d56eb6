/**
 * The schema, one numbered step after another; `user_version` counts the steps
 * that a database has. A step that has shipped is never edited.
 *
 * Amounts are USD micro-dollars, times milliseconds since the epoch, `day` the
 * local calendar day on which the call was reserved. `marked`: the person said
 * that it was not charged. `text`: what a call yielded in words, `data`: the
 * same as the API said it, JSON, or its `unreadable` answer. `deleted`: the person deleted it; the row stays
 * for the books. `raises`: a cap of one day (or month) that was raised.
 * `replacements`: a file of the person's that a result was written over; `kept`
 * is the file in the folder `originals` with what it held before.
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
	`
	ALTER TABLE calls ADD COLUMN price_terms TEXT;
	ALTER TABLE calls ADD COLUMN marked INTEGER;
	ALTER TABLE calls ADD COLUMN text TEXT;
	ALTER TABLE calls ADD COLUMN data TEXT;
	DROP INDEX calls_by_day;
	CREATE INDEX calls_spent ON calls (day, sandbox, state, source, amount);
	CREATE INDEX calls_by_operation ON calls (operation, model);
	CREATE INDEX calls_by_workspace ON calls (workspace);
	CREATE INDEX calls_settled ON calls (settled) WHERE settled IS NOT NULL;
	CREATE INDEX calls_marked ON calls (marked) WHERE marked IS NOT NULL;

	ALTER TABLE outputs ADD COLUMN deleted INTEGER;
	CREATE INDEX outputs_saved ON outputs (bytes) WHERE state = 'saved' AND deleted IS NULL;
	CREATE INDEX outputs_deleted ON outputs (deleted) WHERE deleted IS NOT NULL AND file IS NOT NULL;

	CREATE TABLE placements (
		call INTEGER NOT NULL,
		position INTEGER NOT NULL,
		uri TEXT NOT NULL,
		created INTEGER NOT NULL,
		PRIMARY KEY (call, position, uri),
		FOREIGN KEY (call, position) REFERENCES outputs (call, position) ON DELETE CASCADE
	) STRICT, WITHOUT ROWID;

	CREATE TABLE raises (
		period TEXT NOT NULL,
		cap TEXT NOT NULL,
		amount INTEGER NOT NULL,
		PRIMARY KEY (period, cap)
	) STRICT, WITHOUT ROWID;

	CREATE VIRTUAL TABLE words USING fts5 (
		prompt, text, content = '', contentless_delete = 1, prefix = '2 3',
		tokenize = 'unicode61 remove_diacritics 2'
	);
	INSERT INTO words (rowid, prompt, text) SELECT number, prompt, '' FROM calls;
	`,
	`
	DROP INDEX outputs_saved;
	CREATE INDEX outputs_by_state ON outputs (state, deleted, bytes);
	CREATE INDEX outputs_by_call ON outputs (call, deleted);
	CREATE INDEX calls_texts ON calls (state) WHERE text IS NOT NULL;
	`,
	`
	CREATE TABLE replacements (
		id TEXT PRIMARY KEY,
		state TEXT NOT NULL CHECK (state IN ('replacing', 'replaced', 'reverting')),
		owner TEXT,
		uri TEXT NOT NULL,
		kept TEXT NOT NULL,
		old_sha256 TEXT NOT NULL,
		new_sha256 TEXT NOT NULL,
		call TEXT NOT NULL,
		position INTEGER NOT NULL,
		created INTEGER NOT NULL
	) STRICT, WITHOUT ROWID;
	CREATE INDEX replacements_by_uri ON replacements (uri, created);
	CREATE INDEX replacements_open ON replacements (state) WHERE state <> 'replaced';
	`,
];
