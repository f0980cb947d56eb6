import * as vscode from 'vscode';
import { type GenerateV3Input, generateV3 } from '../../api/operations/generate-v3.ts';
import { estimate, type Price } from '../../api/prices.ts';
import { imagesIn } from '../documents.ts';
import { type Choices, inputFor } from '../draft.ts';
import { candidatesFor, existingTarget } from '../imageTargets.ts';
import { exists } from '../outputFolder.ts';
import { ownPriceTerms } from '../settings.ts';
import { imagePromptFor } from '../text/imagePrompt.ts';
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

/** What can be made: other formats are drawn, filmed or made by tools of their own. */
const MADE = /\.(?:png|webp|jpe?g)$/i;

/** The missing images of a document, each once, in order. `choices`: for what the text leaves open. */
export async function missingImages(
	document: vscode.TextDocument,
	choices: Choices,
): Promise<readonly MissingImage[]> {
	const found = new Map<string, MissingImage>();
	for (const reference of imagesIn(document)) {
		const missing = await missingImage(document, reference, choices);
		if (missing && !found.has(missing.uri.path)) {
			found.set(missing.uri.path, missing);
		}
	}
	return [...found.values()];
}

/** Undefined: the image is there, is none of this workspace, or nothing says what it should be. */
export async function missingImage(
	document: vscode.TextDocument,
	reference: ImageReference,
	choices: Choices,
): Promise<MissingImage | undefined> {
	if (await existingTarget(document, reference)) {
		return undefined;
	}
	const uri = await expectedPlace(document, reference);
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

/** The likeliest of the places that the reference can mean: one whose folder is there, else the first. */
async function expectedPlace(
	document: vscode.TextDocument,
	reference: ImageReference,
): Promise<vscode.Uri | undefined> {
	const candidates = candidatesFor(document, reference);
	for (const uri of candidates) {
		if (await exists(vscode.Uri.joinPath(uri, '..'))) {
			return uri;
		}
	}
	return candidates.at(reference.url?.startsWith('/') ? -1 : 0);
}
