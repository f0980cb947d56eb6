import type * as vscode from 'vscode';
import { type GenerateV3Input, generateV3 } from '../../api/operations/generate-v3.ts';
import { estimate, type Price } from '../../api/prices.ts';
import { imagesIn } from '../documents.ts';
import { type Choices, inputFor } from '../draft.ts';
import { type ImageTargets, targetsOf } from '../imageTargets.ts';
import { ownPriceTerms } from '../settings.ts';
import { imagePromptFor } from '../text/imagePrompt.ts';
import { isCandidate, MADE, otherCandidates, standsForPicture } from '../text/onePicture.ts';
import type { ImageReference } from '../text/reference.ts';

/** An image that a text refers to and that does not exist, with everything that is needed to make it. */
export interface MissingImage {
	readonly document: vscode.TextDocument;
	readonly reference: ImageReference;
	/** Where the text expects it. */
	readonly uri: vscode.Uri;
	readonly prompt: string;
	readonly input: GenerateV3Input;
	readonly price: Price;
	/** Pixels that the text states. */
	readonly resizeTo: { readonly width: number; readonly height: number } | undefined;
}

/** What the references of a document are looked at with. */
interface Around {
	readonly all: readonly ImageReference[];
	readonly targets: ImageTargets;
}

const aroundOf = (document: vscode.TextDocument): Around => ({
	all: imagesIn(document),
	targets: targetsOf(document),
});

/** The missing images of a document, each once, one for each picture, in order. `choices`: for what the text leaves open. */
export async function missingImages(
	document: vscode.TextDocument,
	choices: Choices,
): Promise<readonly MissingImage[]> {
	const found = new Map<string, MissingImage>();
	const around = aroundOf(document);
	for (const reference of around.all) {
		const missing = await missingImage(document, reference, choices, around);
		if (missing && !found.has(missing.uri.path)) {
			found.set(missing.uri.path, missing);
		}
	}
	return [...found.values()];
}

/** Whether files for `srcset` that could be made are missing, whatever else of their pictures is there. */
export async function lacksCandidates(document: vscode.TextDocument): Promise<boolean> {
	const { all, targets } = aroundOf(document);
	for (const reference of all.filter(isCandidate)) {
		const isThere = (await targets.existing(reference)) !== undefined;
		if (!isThere && MADE.test((await targets.expected(reference))?.path ?? '')) {
			return true;
		}
	}
	return false;
}

/**
 * Undefined: the image is there, is none of this workspace, nothing says what it should be, or another file
 * stands for the same picture.
 */
export async function missingImage(
	document: vscode.TextDocument,
	reference: ImageReference,
	choices: Choices,
	{ all, targets }: Around = aroundOf(document),
): Promise<MissingImage | undefined> {
	if (!standsForPicture(reference, all)) {
		return undefined;
	}
	const others = isCandidate(reference) ? otherCandidates(reference, all) : [];
	for (const each of [reference, ...others]) {
		if (await targets.existing(each)) {
			return undefined;
		}
	}
	const uri = await targets.expected(reference);
	if (!uri || !MADE.test(uri.path)) {
		return undefined;
	}
	const source = { languageId: document.languageId, path: document.uri.path, text: document.getText() };
	const { prompt, shape, resizeTo } = imagePromptFor(reference, source, generateV3.fields.aspectRatio.values);
	if (prompt === '') {
		return undefined;
	}
	const input = inputFor(prompt, {
		...choices,
		count: 1,
		shape: (shape as Choices['shape'] | undefined) ?? choices.shape,
	});
	return {
		document,
		reference,
		uri,
		prompt,
		input,
		price: estimate(generateV3, input, ownPriceTerms()),
		resizeTo,
	};
}
