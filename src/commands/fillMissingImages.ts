import * as vscode from 'vscode';
import { recallChoices } from '../editor/draft.ts';
import type { MissingImage } from '../editor/missing/missingImages.ts';
import type { Parts } from '../editor/parts.ts';
import { priceText } from '../editor/priceText.ts';
import { requireTrust } from '../editor/trust.ts';

/** Which missing images are to be made: those of a document, or the one at an offset. */
export interface MissingRequest {
	readonly uri: vscode.Uri;
	readonly at?: number;
}

/** Makes the images that a text refers to and that do not exist; without a request, of the active editor. */
export async function fillMissingImages(parts: Parts, request?: MissingRequest): Promise<void> {
	const document = request
		? await vscode.workspace.openTextDocument(request.uri)
		: vscode.window.activeTextEditor?.document;
	if (!document || !(await requireTrust())) {
		return;
	}
	const [{ lacksCandidates, missingImages }, { fillMissing }] = await Promise.all([
		import('../editor/missing/missingImages.ts'),
		import('../editor/missing/fillMissing.ts'),
	]);
	const all = await missingImages(document, recallChoices(parts.context.workspaceState));
	const at = request?.at;
	const wanted =
		at === undefined ? all : all.filter(({ reference: { range } }) => range.start <= at && at < range.end);
	if (wanted.length === 0) {
		await vscode.window.showInformationMessage(
			(await lacksCandidates(document))
				? vscode.l10n.t(
						'Nothing is left to generate here: what is missing in srcset are other sizes or formats of an image, to be made from that one.',
					)
				: vscode.l10n.t('This file refers to no image that is missing.'),
		);
		return;
	}
	const agreed = request ? wanted : await chooseMissing(parts, wanted);
	if (agreed && agreed.length > 0) {
		await fillMissing(parts, agreed);
	}
}

/** From the palette nobody has seen a price yet. */
async function chooseMissing(
	parts: Parts,
	images: readonly MissingImage[],
): Promise<readonly MissingImage[] | undefined> {
	const picked = await vscode.window.showQuickPick(
		images.map((image) => ({
			label: vscode.workspace.asRelativePath(image.uri, false),
			description: parts.targets.sandboxOn ? vscode.l10n.t('free') : priceText(image.price),
			detail: image.prompt,
			picked: true,
			image,
		})),
		{
			title: vscode.l10n.t('Generate Missing Images'),
			placeHolder: vscode.l10n.t('Enter makes those that are checked, at the price beside each'),
			canPickMany: true,
			ignoreFocusOut: true,
		},
	);
	return picked?.map(({ image }) => image);
}
