import { raiseCap, standingOn } from './budget.ts';
import { callInput, enqueue, markSent, requeue, reserve, stateOf } from './calls.ts';
import { captionsFor } from './captions.ts';
import type { Database } from './database.ts';
import { storeDiagnostics } from './diagnostics.ts';
import { exportSpending } from './export.ts';
import { historyEntry, historyFacets, historySize, searchHistory } from './history.ts';
import { addPlacement, claimPending, markExpired, markSaved, outputsOf, releaseClaim } from './outputs.ts';
import { sweepOwners } from './owners.ts';
import { clearMarker, recoverDeadOwners } from './pending.ts';
import { recentCalls } from './recent.ts';
import { clearHistory, deleteEntries, oldestImages, removeDeletedFiles } from './removal.ts';
import {
	beginReplacement,
	beginRevert,
	claimReplacements,
	dropReplacement,
	finishReplacement,
	keptOriginals,
	listReplacements,
} from './replacements.ts';
import { markNotCharged, settle, unmark } from './settle.ts';
import { spendingReport } from './spending.ts';

/** Everything the store can be asked; each takes the database first. What they take and answer is cloned. */
export const procedures = {
	enqueue,
	reserve,
	markSent,
	requeue,
	settle,
	stateOf,
	callInput,
	captionsFor,
	outputsOf,
	markSaved,
	markExpired,
	releaseClaim,
	claimPending,
	addPlacement,
	clearMarker,
	recoverDeadOwners,
	sweepOwners: (db: Database) => sweepOwners(db.folder),
	standingOn,
	raiseCap,
	markNotCharged,
	unmark,
	recentCalls,
	searchHistory,
	historyEntry,
	historyFacets,
	historySize,
	deleteEntries,
	clearHistory,
	oldestImages,
	removeDeletedFiles,
	beginReplacement,
	finishReplacement,
	beginRevert,
	dropReplacement,
	claimReplacements,
	listReplacements,
	keptOriginals,
	spendingReport,
	exportSpending,
	storeDiagnostics,
};

export type Procedures = typeof procedures;
