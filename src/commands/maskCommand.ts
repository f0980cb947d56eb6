import { operationName } from '../api/operation-names.ts';
import type { Clicked } from '../editor/fix/files.ts';
import { requireTrust } from '../editor/trust.ts';
import type { PanelOpener } from '../studio/panelOpener.ts';

/** A command that opens the Studio with one image file, to be painted on. */
export function maskCommand(
	job: 'edit' | 'removeObject',
): (panel: Pick<PanelOpener, 'begin'>, clicked: Clicked) => Promise<void> {
	return async (panel, clicked) => {
		if (await requireTrust()) {
			const { fileToPaint } = await import('../editor/fix/files.ts');
			const uri = await fileToPaint(operationName(job), clicked);
			if (uri) {
				await panel.begin(job, uri.toString());
			}
		}
	};
}
