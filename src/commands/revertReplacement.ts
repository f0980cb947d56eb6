import type { Parts } from '../editor/parts.ts';
import { requireTrust } from '../editor/trust.ts';

/** Brings back what a file held before a result was written over it. */
export async function revertReplacement(parts: Parts, clicked: unknown): Promise<void> {
	if (await requireTrust()) {
		const { chooseAndRevert } = await import('../editor/fix/revert.ts');
		await chooseAndRevert(parts, clicked);
	}
}
