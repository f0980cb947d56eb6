import * as vscode from 'vscode';
import type { AltRequest } from '../editor/altText/writeAltText.ts';
import type { Parts } from '../editor/parts.ts';
import { requireTrust } from '../editor/trust.ts';

/** From the palette, from files and folders of the explorer, or from the light bulb. */
export async function writeAltText(
	parts: Parts,
	from: AltRequest | vscode.Uri | undefined,
	selected: readonly vscode.Uri[] | undefined,
): Promise<void> {
	if (!(await requireTrust())) {
		return;
	}
	const { writeAltText: write } = await import('../editor/altText/writeAltText.ts');
	await write(parts, from instanceof vscode.Uri ? { uris: selected ?? [from] } : (from ?? {}));
}
