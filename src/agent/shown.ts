import { createHash } from 'node:crypto';
import type { MicroDollars } from '../api/money.ts';
import type { AgentParts } from './parts.ts';
import { rememberedCaption } from './remembered.ts';
import type { ToolRequest } from './request.ts';
import type { AgentToolName } from './tools.ts';

/** Questions that are kept for a call that may follow; a person who declines leaves one behind. */
const MAX_KEPT = 100;

/** What people were shown of calls that have not come yet, oldest first. */
const kept: { readonly call: string; readonly amount: MicroDollars }[] = [];

// The editor gives a call nothing else in common with the question about it.
const callOf = (name: AgentToolName, sent: unknown): string =>
	createHash('sha256')
		.update(`${name} ${JSON.stringify(sent)}`)
		.digest('hex');

/** What a call costs as things stand, USD micro-dollars, with the words where they were paid for before. */
export async function costNow(
	parts: Pick<AgentParts, 'store' | 'targets'>,
	request: ToolRequest,
): Promise<{ readonly amount: MicroDollars; readonly remembered: string | undefined }> {
	const remembered = await rememberedCaption(parts, request);
	const isFree = remembered !== undefined || parts.targets.sandboxOn;
	return { amount: isFree ? 0 : request.price.amount, remembered };
}

/**
 * Keeps the amount that a person is about to be shown, for the call that it is
 * about. Where a tool is always allowed nobody reads it, which the editor does
 * not tell: the call is held to it all the same, besides the limits.
 */
export function keepShown(name: AgentToolName, sent: unknown, amount: MicroDollars): void {
	kept.push({ call: callOf(name, sent), amount });
	if (kept.length > MAX_KEPT) {
		kept.shift();
	}
}

/**
 * The amount that was shown for a call, the lowest where the same was asked
 * about more than once, and no longer kept. Undefined: nobody was asked.
 */
export function takeShown(name: AgentToolName, sent: unknown): MicroDollars | undefined {
	const call = callOf(name, sent);
	const [lowest] = kept.filter((each) => each.call === call).toSorted((a, b) => a.amount - b.amount);
	if (lowest) {
		kept.splice(kept.indexOf(lowest), 1);
	}
	return lowest?.amount;
}
