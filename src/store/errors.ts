import { t } from '@vscode/l10n';

/** What keeps the store from working. */
export type StoreProblem = 'newer' | 'locked' | 'full' | 'read-only' | 'damaged' | 'unreachable' | 'failed';

/** The store cannot be used as it is; the message says what to do. Nothing was changed. */
export class StoreError extends Error {
	readonly problem: StoreProblem;

	constructor(problem: StoreProblem, cause?: unknown) {
		super(sentenceFor(problem), { cause });
		this.name = 'StoreError';
		this.problem = problem;
	}
}

function sentenceFor(problem: StoreProblem): string {
	switch (problem) {
		case 'newer':
			return t('A newer version of Ideogram Assets has updated its records: reload this window to go on.');
		case 'locked':
			return t('The records of Ideogram Assets are locked by another program: close it and try again.');
		case 'full':
			return t('The disk with the records of Ideogram Assets is full: free some space and try again.');
		case 'read-only':
			return t('The records of Ideogram Assets cannot be written: make their folder writable and try again.');
		case 'damaged':
			return t('The records of Ideogram Assets are damaged: reload this window to have them repaired.');
		case 'unreachable':
			return t(
				'The records of Ideogram Assets cannot be reached now: see that the disk with them is connected, and try again.',
			);
		case 'failed':
			return t('The records of Ideogram Assets cannot be used now: see the log, and reload this window.');
	}
}

// SQLite's result codes, and those of the file system around it.
const BUSY = 5;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;
const IOERR_SHORT_READ = 522;
const IOERR_SHMSIZE = 4874;

const sqliteCode = (error: unknown): number => (error as { errcode?: number } | undefined)?.errcode ?? 0;

/** True where another connection holds the lock that was asked for. */
export function isBusy(error: unknown): boolean {
	return sqliteCode(error) % 256 === BUSY;
}

/** True where the file is not, or no longer, a sound database. */
export function isDamage(error: unknown): boolean {
	const code = sqliteCode(error);
	return code % 256 === CORRUPT || code % 256 === NOTADB || code === IOERR_SHORT_READ;
}

/** True where the database was given up for a repaired one while it was in use. */
export function isClosed(error: unknown): boolean {
	return (error as { code?: unknown } | undefined)?.code === 'ERR_INVALID_STATE';
}

/** The store's own error for what SQLite or the disk said; others are passed on as they are. */
export function storeError(error: unknown): unknown {
	if (isDamage(error)) {
		return new StoreError('damaged', error);
	}
	if (sqliteCode(error) === IOERR_SHMSIZE) {
		return new StoreError('full', error); // No room for the index of the write-ahead log.
	}
	const { code, syscall } = error as { code?: unknown; syscall?: unknown };
	switch (sqliteCode(error) % 256 || code) {
		case FULL:
		case 'ENOSPC':
		case 'EDQUOT':
			return new StoreError('full', error);
		case READONLY:
		case CANTOPEN:
		case 'EROFS':
		case 'EACCES':
		case 'EPERM':
			return new StoreError('read-only', error);
		case BUSY:
			return new StoreError('locked', error);
		case IOERR:
			return new StoreError('unreachable', error);
		default:
			if (typeof syscall === 'string') {
				// Whatever else the system says of a file: a folder that is gone, a server that does not answer, too
				// many files open at once. It may be over at the next try.
				return new StoreError('unreachable', error);
			}
			return code === 'ERR_SQLITE_ERROR' ? new StoreError('failed', error) : error;
	}
}

/** Whether there is no such file. */
export const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';
