import { requireTrust } from '../editor/notices.ts';
import type { Parts } from '../editor/parts.ts';

/** Brings back what a file held before a result was written over it. */
export async function revertReplacement(parts: Parts, clicked: unknown): Promise<void> {
	if (await requireTrust()) {
		const { chooseAndRevert } = await import('../editor/fix/revert.ts');
		await chooseAndRevert(parts, clicked);
	}
}
