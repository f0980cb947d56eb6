import path from 'node:path';
import * as vscode from 'vscode';
import type { Replacement } from '../../store/replacements.ts';
import { removeContent, revertReplacement, sha256Of } from '../../store/replacing.ts';
import { exists } from '../fileFacts.ts';
import { showError } from '../notices.ts';
import type { Parts } from '../parts.ts';
import { contentOf } from './content.ts';
import type { Made } from './placing.ts';
import {
	documentsNaming,
	previewedEdit,
	type ReferenceEdits,
	referencesTo,
	workspaceEdit,
} from './references.ts';
import { compare } from './revert.ts';

/** A file that gave way to its result in another format. */
interface Moved {
	readonly made: Made;
	readonly replacement: Replacement;
}

/**
 * Results that were to replace their files, but have another format: offers to
 * let what refers to the old file refer to the new one, in the editor's own
 * preview, and to take the old file away once nothing names it any more.
 */
export async function offerUpdate(parts: Parts, made: readonly Made[], cost: string): Promise<void> {
	const changes = await changesFor(made);
	const references = changes.reduce((count, { edits }) => count + edits.length, 0);
	const files = new Set(changes.map(({ document }) => document.uri.toString())).size;
	const update =
		references > 0
			? updateLabel(references, files)
			: made.length === 1
				? vscode.l10n.t('Replace the Original')
				: vscode.l10n.t('Replace the Originals');
	const compareLabel = vscode.l10n.t('Compare');
	for (;;) {
		const picked = await vscode.window.showInformationMessage(
			sentence(made, cost),
			...[update, ...(made.length === 1 ? [compareLabel] : [])],
		);
		if (picked !== compareLabel) {
			if (picked === update) {
				await replaceAll(parts, made);
			}
			return;
		}
		await compare(await parts.store(), made[0] as Made);
	}
}

function updateLabel(references: number, files: number): string {
	if (references === 1) {
		return vscode.l10n.t('Replace and Update 1 Reference');
	}
	return files === 1
		? vscode.l10n.t('Replace and Update {0} References in 1 File', references)
		: vscode.l10n.t('Replace and Update {0} References in {1} Files', references, files);
}

function sentence(made: readonly Made[], cost: string): string {
	const [only] = made;
	return only && made.length === 1
		? vscode.l10n.t(
				'Saved {0}, since JPEG has no transparency ({1}).',
				vscode.workspace.asRelativePath(only.uri),
				cost,
			)
		: vscode.l10n.t(
				'{0} files were saved in another format, since JPEG has no transparency ({1}).',
				made.length,
				cost,
			);
}

/** All edits, those of one document together. */
async function changesFor(made: readonly Made[], back = false): Promise<readonly ReferenceEdits[]> {
	const byDocument = new Map<string, ReferenceEdits>();
	for (const { source, uri } of made) {
		for (const { document, edits } of await (back
			? referencesTo(uri, source.uri)
			: referencesTo(source.uri, uri))) {
			const before = byDocument.get(document.uri.toString())?.edits ?? [];
			byDocument.set(document.uri.toString(), { document, edits: [...before, ...edits] });
		}
	}
	return [...byDocument.values()];
}

async function replaceAll(parts: Parts, made: readonly Made[]): Promise<void> {
	// Looked for again: the notification may have stood there for an hour.
	const changes = await changesFor(made);
	const [first] = made;
	if (first && changes.length > 0) {
		const edit = previewedEdit(changes, first.uri);
		const isApplied = await vscode.workspace.applyEdit(edit, { isRefactoring: true });
		if (!isApplied) {
			return;
		}
	}
	const moved: Moved[] = [];
	for (const each of made) {
		const replacement = await removeUnnamed(parts, each);
		if (replacement) {
			moved.push({ made: each, replacement });
		}
	}
	await tellMoved(parts, moved);
}

/** Takes the old file away, to be had back from the store; a file that is still named stays. */
async function removeUnnamed(parts: Parts, { source, output }: Made): Promise<Replacement | undefined> {
	const { documents: naming, isPartial } = await documentsNaming(source.uri);
	const [first] = naming;
	if (first) {
		const show = vscode.l10n.t('Show');
		void vscode.window
			.showWarningMessage(
				vscode.l10n.t(
					'{0} is kept: {1} still names it.',
					source.name,
					naming.length === 1
						? vscode.workspace.asRelativePath(first.uri)
						: vscode.l10n.t('{0} and others', vscode.workspace.asRelativePath(first.uri)),
				),
				show,
			)
			.then((picked) => {
				if (picked === show) {
					void vscode.commands.executeCommand('workbench.action.findInFiles', {
						query: source.name,
						triggerSearch: true,
					});
				}
			});
		return undefined;
	}
	if (isPartial) {
		void vscode.window.showWarningMessage(
			vscode.l10n.t(
				'{0} is kept: not all files of this workspace could be looked through, so one may still name it.',
				source.name,
			),
		);
		return undefined;
	}
	try {
		return await removeContent(await parts.store(), contentOf(source.uri), {
			uri: source.uri.toString(),
			name: source.name,
			sha256: source.sha256,
			callId: output.callId,
			position: output.position,
			now: Date.now(),
		});
	} catch (error) {
		await showError(error);
		return undefined;
	}
}

async function tellMoved(parts: Parts, moved: readonly Moved[]): Promise<void> {
	const [only] = moved;
	if (!only) {
		return;
	}
	const undo = vscode.l10n.t('Undo');
	const picked = await vscode.window.showInformationMessage(
		moved.length === 1
			? vscode.l10n.t(
					'{0} has taken the place of {1}.',
					path.posix.basename(only.made.uri.path),
					only.made.source.name,
				)
			: vscode.l10n.t('{0} files have taken the place of their originals.', moved.length),
		undo,
	);
	if (picked === undo) {
		await undoMoves(parts, moved);
	}
}

/** The old files first, so that nothing ever refers to a file that is not there. */
async function undoMoves(parts: Parts, moved: readonly Moved[]): Promise<void> {
	const store = await parts.store();
	for (const { made, replacement } of moved) {
		await revertReplacement(store, contentOf(made.source.uri), replacement);
	}
	const made = moved.map((each) => each.made);
	const isApplied = await vscode.workspace.applyEdit(workspaceEdit(await changesFor(made, true)), {
		isRefactoring: true,
	});
	for (const { uri, sha256 } of isApplied ? made : []) {
		const isOurs = (await exists(uri)) && sha256Of(await vscode.workspace.fs.readFile(uri)) === sha256;
		const { documents, isPartial } = await documentsNaming(uri);
		if (isOurs && documents.length === 0 && !isPartial) {
			await vscode.workspace.fs.delete(uri);
		}
	}
}
