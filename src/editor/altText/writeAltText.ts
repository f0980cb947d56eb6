import * as vscode from 'vscode';
import { ValidationError } from '../../api/errors.ts';
import { confirmAmount } from '../consent.ts';
import { DOCUMENT_FILES } from '../documentFilters.ts';
import { findSources } from '../generatedFolders.ts';
import { filterFiles, openDocuments } from '../manyFiles.ts';
import type { Parts } from '../parts.ts';
import { ownAmount } from '../settings.ts';
import { needsAlt } from '../text/altEdit.ts';
import { altFromCaption } from '../text/altFromCaption.ts';
import { findImages } from '../text/findImages.ts';
import { purposeAlt } from '../text/purposeAlt.ts';
import { type AltTexts, applyAlt } from './applyAlt.ts';
import { describeImages, descriptionPrice, distinct, rememberedCaptions } from './captions.ts';
import { type AltPlan, choosePlan } from './choosePlan.ts';
import { createLookAtImages, type DescribableImage } from './describable.ts';
import { type AltTask, altTasks } from './tasks.ts';

/** Where alt text is to be written: files and folders of the explorer, or a place in a document. */
export interface AltRequest {
	readonly uris?: readonly vscode.Uri[];
	/** Offset in the one document of `uris`. */
	readonly at?: number;
}

const MAX_FILES = 20_000;

/** From images without alt text to one edit that gives it to them. */
export async function writeAltText(parts: Parts, request: AltRequest): Promise<void> {
	const tasks = await tasksFor(request);
	if (tasks.length === 0) {
		await vscode.window.showInformationMessage(vscode.l10n.t('No image here lacks alt text.'));
		return;
	}
	const store = await parts.store();
	const images = tasks.flatMap(({ image }) => image ?? []);
	const remembered = await rememberedCaptions(store, images);
	const unknown = (some: readonly AltTask[]) =>
		distinct(some.flatMap(({ image }) => (image && !remembered.has(image.sha256) ? [image] : [])));
	const plan = await choosePlan(tasks, {
		priceOf: (some) => descriptionPrice(unknown(some).length),
		sandbox: parts.targets.sandboxOn,
	});
	if (!plan) {
		return;
	}
	const described = unknown([...plan].filter(([, source]) => source === 'description').map(([task]) => task));
	const captions = await paidCaptions(parts, described);
	if (!captions) {
		return;
	}
	const texts = textsFor(plan, new Map([...remembered, ...captions]));
	if (texts.size > 0 && !(await applyAlt(texts)) && described.length > 0) {
		// What was paid for is remembered: the next time costs nothing.
		await vscode.window.showInformationMessage(
			vscode.l10n.t('No alt text was written; the descriptions are kept, and cost nothing the next time.'),
		);
	}
}

/** Captions of images that nobody has described yet. Undefined: nothing is to be written. */
async function paidCaptions(
	parts: Parts,
	images: readonly DescribableImage[],
): Promise<ReadonlyMap<string, string> | undefined> {
	if (images.length === 0) {
		return new Map();
	}
	if (parts.targets.sandboxOn) {
		await vscode.window.showInformationMessage(
			vscode.l10n.t(
				'The sandbox does not look at images, so its words are not written into files: switch it off to describe these.',
			),
		);
		return undefined;
	}
	const amount = descriptionPrice(images.length);
	if (amount > ownAmount('confirmAbove') && !(await confirmAmount(amount))) {
		return undefined;
	}
	const found = await describeImages(parts, images);
	if (found && found.failures.length > 0) {
		const [first] = found.failures;
		void vscode.window.showWarningMessage(
			found.failures.length === 1
				? String(first)
				: vscode.l10n.t('{0} images were not described. {1}', found.failures.length, String(first)),
		);
	}
	return found?.captions;
}

function textsFor(plan: AltPlan, captions: ReadonlyMap<string, string>): AltTexts {
	const texts = new Map<AltTask, string>();
	for (const [task, source] of plan) {
		const caption = captions.get(task.image?.sha256 ?? '');
		const fit = caption === undefined ? undefined : altFromCaption(caption);
		if (source === 'decorative') {
			texts.set(task, '');
		} else if (source === 'link') {
			const alt = purposeAlt(task.reference, fit ?? '');
			if (alt) {
				texts.set(task, alt);
			}
		} else if (fit) {
			texts.set(task, fit);
		}
	}
	return texts;
}

async function tasksFor({ uris, at }: AltRequest): Promise<readonly AltTask[]> {
	const editor = vscode.window.activeTextEditor;
	const lookAt = createLookAtImages();
	if (uris && uris.length > 0) {
		const documents = await documentsIn(uris);
		const within = at === undefined ? undefined : { start: at, end: at };
		const tasks: AltTask[] = [];
		for (const document of documents) {
			tasks.push(...(await altTasks(document, lookAt, within)));
		}
		return tasks;
	}
	if (!editor) {
		return [];
	}
	const { document, selection } = editor;
	return altTasks(
		document,
		lookAt,
		selection.isEmpty
			? undefined
			: { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) },
	);
}

/** Of a folder, only files with something to do are opened: it may hold thousands. */
async function documentsIn(uris: readonly vscode.Uri[]): Promise<readonly vscode.TextDocument[]> {
	const files = await Promise.all(
		uris.map(async (uri) => {
			const { type } = await vscode.workspace.fs.stat(uri);
			return type & vscode.FileType.Directory ? filesToFill(uri) : [uri];
		}),
	);
	return openDocuments(files.flat());
}

async function filesToFill(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
	const pattern = new vscode.RelativePattern(folder, DOCUMENT_FILES);
	const { files, isPartial } = await findSources(pattern, MAX_FILES);
	if (files.length === 0 && isPartial) {
		throw new ValidationError(
			vscode.l10n.t('The files of this folder cannot be searched: choose its documents instead.'),
		);
	}
	return filterFiles(files, (content, { path }) =>
		findImages({ languageId: '', path, text: content.toString() }).some(needsAlt),
	);
}
