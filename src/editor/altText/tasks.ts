import type * as vscode from 'vscode';
import { imagesIn } from '../documents.ts';
import { targetsOf } from '../imageTargets.ts';
import { needsAlt } from '../text/altEdit.ts';
import type { ImageReference } from '../text/reference.ts';
import type { DescribableImage, LookAtImage } from './describable.ts';

/** An image of a text that lacks alt text. */
export interface AltTask {
	readonly document: vscode.TextDocument;
	readonly reference: ImageReference;
	/** The image itself; undefined where it is no file of this workspace, or none that can be described. */
	readonly image: DescribableImage | undefined;
}

/** The images of a document that lack alt text, within a range of offsets if one is given. */
export async function altTasks(
	document: vscode.TextDocument,
	lookAt: LookAtImage,
	within?: { readonly start: number; readonly end: number },
): Promise<readonly AltTask[]> {
	const references = imagesIn(document).filter(
		(reference) =>
			needsAlt(reference) &&
			(!within || (reference.range.start <= within.end && reference.range.end >= within.start)),
	);
	const targets = targetsOf(document);
	return Promise.all(
		references.map(async (reference) => {
			const uri = await targets.existing(reference);
			return { document, reference, image: uri && (await lookAt(uri)) };
		}),
	);
}

/**
 * The same image of the text as it stands now, in `document`: the person may have
 * typed since. Undefined where it is gone or has an alt text meanwhile.
 */
export function standingReference(
	task: AltTask,
	among: readonly AltTask[],
	document: vscode.TextDocument,
): ImageReference | undefined {
	const { reference } = task;
	const alike = (other: ImageReference) => needsAlt(other) && other.target === reference.target;
	const nth = among.filter(
		(other) =>
			other.document === task.document &&
			alike(other.reference) &&
			other.reference.range.start < reference.range.start,
	).length;
	return imagesIn(document).filter(alike)[nth];
}
