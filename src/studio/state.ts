import * as v from 'valibot';
import { problemWith } from './bounds.ts';
import { INITIAL_STATE, type PanelState, panelState } from './messages.ts';

/** What the editor kept of a panel, which anybody may have written; the initial state where it is not sound. */
export function readState(kept: unknown): PanelState {
	try {
		const parsed = problemWith(kept) === undefined && v.safeParse(panelState, kept);
		return parsed !== false && parsed.success ? parsed.output : INITIAL_STATE;
	} catch {
		return INITIAL_STATE;
	}
}
