import type { Clicked } from '../editor/fix/files.ts';
import type { Parts } from '../editor/parts.ts';
import { requireTrust } from '../editor/trust.ts';

/** Says in words what image files show. */
export async function describeImage(parts: Parts, clicked: Clicked): Promise<void> {
	if (await requireTrust()) {
		const { describeImages } = await import('../editor/fix/describeImages.ts');
		await describeImages(parts, clicked);
	}
}
