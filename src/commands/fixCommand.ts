import type { Clicked } from '../editor/fix/files.ts';
import type { FixName } from '../editor/fix/fixJobs.ts';
import type { Parts } from '../editor/parts.ts';
import { requireTrust } from '../editor/trust.ts';

/** A command that changes the image files it is run on. What it takes is loaded when it is first used. */
export function fixCommand(name: FixName): (parts: Parts, clicked: Clicked) => Promise<void> {
	return async (parts, clicked) => {
		if (await requireTrust()) {
			const { fixImages } = await import('../editor/fix/fixImages.ts');
			await fixImages(parts, name, clicked);
		}
	};
}
