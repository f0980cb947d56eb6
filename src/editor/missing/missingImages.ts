import type * as vscode from 'vscode';
import { type GenerateV3Input, generateV3 } from '../../api/operations/generate-v3.ts';
import { estimate, type Price } from '../../api/prices.ts';
import { imagesIn } from '../documents.ts';
import { type Choices, inputFor } from '../draft.ts';
import { type ImageTargets, targetsOf } from '../imageTargets.ts';
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
	const targets = targetsOf(document);
	for (const reference of imagesIn(document)) {
		const missing = await missingImage(document, reference, choices, targets);
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
	targets: ImageTargets = targetsOf(document),
): Promise<MissingImage | undefined> {
	if (await targets.existing(reference)) {
		return undefined;
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
