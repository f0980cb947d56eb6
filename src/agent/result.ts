import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { logLine } from '../api/logLine.ts';
import { operationName } from '../api/operation-names.ts';
import { costText, imagesText, money } from '../editor/costText.ts';
import { recordPlacement } from '../editor/deliver.ts';
import { messageOf } from '../editor/notices.ts';
import { saveIntoWorkspace } from '../editor/save.ts';
import { transparencyMessage } from '../editor/transparencyMessage.ts';
import { encodeAs } from '../images/fit.ts';
import { recogniseImage } from '../images/format.ts';
import { isOpaque, type Pixels } from '../images/pixels.ts';
import { alphaStats } from '../images/transparency.ts';
import type { JobResult } from '../jobs/request.ts';
import type { StoredOutput } from '../store/outputs.ts';
import { agentsLimit, leftText } from './budget.ts';
import type { AgentParts } from './parts.ts';
import type { ToolRequest } from './request.ts';

/** Puts what was paid for where it belongs, and says in words what a model needs to know of it. */
export async function resultText(
	parts: AgentParts,
	request: ToolRequest,
	result: JobResult,
): Promise<string> {
	const { operation, tool } = request;
	const lines =
		tool.result === 'text' ? captionLines(result) : await imageLines(parts, request, result.outputs);
	const head =
		tool.result === 'text'
			? describedText(request)
			: vscode.l10n.t('{0}: {1}', operationName(operation.id), imagesText(lines.length));
	const cost = costText(result.price.amount, result.label);
	return [head, ...lines.map((line) => `- ${line}`), '', await moneyText(parts, cost)].join('\n');
}

/** What was said of an image before, in the same form; nothing was sent. */
export async function rememberedText(
	parts: AgentParts,
	request: ToolRequest,
	caption: string,
): Promise<string> {
	const cost = vscode.l10n.t('{0}, since the same file was described before', money(0));
	const lines = caption.split('\n\n').map((text) => `- ${text}`);
	return [describedText(request), ...lines, '', await moneyText(parts, cost)].join('\n');
}

/** "Describe: public/img/fox.png" */
const describedText = ({ operation, sources }: ToolRequest): string =>
	vscode.l10n.t(
		'{0}: {1}',
		operationName(operation.id),
		sources.map(({ uri }) => vscode.workspace.asRelativePath(uri)).join(', '),
	);

function captionLines({ data, label }: JobResult): readonly string[] {
	const captions = Array.isArray(data) ? data.filter((text) => typeof text === 'string') : [];
	return label === 'sandbox'
		? captions.map((text) => vscode.l10n.t('(sandbox sample, says nothing about the image) {0}', text))
		: captions;
}

async function imageLines(
	parts: AgentParts,
	request: ToolRequest,
	outputs: readonly StoredOutput[],
): Promise<readonly string[]> {
	const lines: string[] = [];
	for (const output of outputs) {
		lines.push(output.state === 'saved' ? await placed(parts, request, output) : missing(output));
	}
	return lines;
}

/** Saves one image. What keeps it out of the workspace is said, with where it is: it has been paid for. */
async function placed(parts: AgentParts, request: ToolRequest, output: StoredOutput): Promise<string> {
	const store = await parts.store();
	const file = store.imagePath(output.file ?? '');
	const pixels = await decoded(parts, file);
	const facts = factsOf(output, pixels);
	const problem = request.transparent && pixels ? await transparencyMessage(pixels) : undefined;
	if (problem) {
		return vscode.l10n.t('{0} ({1})', problem, facts);
	}
	const { place } = request;
	if (!place) {
		return vscode.l10n.t('Kept in History, since no folder is open ({0})', facts);
	}
	try {
		const came = recogniseImage(await readFile(file))?.type ?? 'png';
		const type = pixels ? place.typeFor(came, !isOpaque(pixels)) : came;
		const uri = await saveIntoWorkspace({
			source: pixels && type !== came ? await encodeAs(pixels, type, await parts.codec.open()) : file,
			target: place.uriOf({ seed: output.seed, type }),
			workspaceFolder: place.workspaceFolder,
		});
		await recordPlacement({ store, output }, uri);
		return vscode.l10n.t('{0} ({1})', vscode.workspace.asRelativePath(uri), facts);
	} catch (error) {
		return vscode.l10n.t('Kept in History ({0}). {1} Do not make it again.', facts, messageOf(error));
	}
}

/** Undefined where it cannot be decoded here, which takes nothing from the file. */
async function decoded(parts: AgentParts, file: string): Promise<Pixels | undefined> {
	try {
		const codec = await parts.codec.open();
		return await codec.decode(await readFile(file));
	} catch (error) {
		parts.log.warn(`transparency: ${logLine(error)}`);
		return undefined;
	}
}

/** "1312x736 pixels, seed 7, opaque" */
function factsOf({ width, height, seed }: StoredOutput, pixels: Pixels | undefined): string {
	return [
		vscode.l10n.t('{0}x{1} pixels', pixels?.width ?? width ?? '?', pixels?.height ?? height ?? '?'),
		...(seed === null ? [] : [vscode.l10n.t('seed {0}', seed)]),
		...(pixels ? [transparencyText(pixels)] : []),
	].join(', ');
}

function transparencyText(pixels: Pixels): string {
	const { transparent, partial } = alphaStats(pixels);
	const percent = (share: number) =>
		share.toLocaleString(vscode.env.language, { style: 'percent', maximumFractionDigits: 1 });
	return transparent + partial === 0
		? vscode.l10n.t('opaque')
		: vscode.l10n.t('{0} transparent, {1} partly', percent(transparent), percent(partial));
}

function missing({ state }: StoredOutput): string {
	switch (state) {
		case 'withheld':
			return vscode.l10n.t(
				"Withheld by Ideogram's safety check, and charged all the same: change the prompt.",
			);
		case 'expired':
			return vscode.l10n.t('Paid for, but it could not be fetched before its link expired.');
		default:
			return vscode.l10n.t('Paid for but not fetched yet: it will arrive in History. Do not make it again.');
	}
}

/** What it cost, and what is left. What was paid for is told whatever the store says to another question. */
async function moneyText(parts: AgentParts, cost: string): Promise<string> {
	try {
		const limit = await agentsLimit(parts);
		return limit
			? vscode.l10n.t('Cost: {0}. Now {1}.', cost, leftText(limit, 0))
			: vscode.l10n.t('Cost: {0}; no limit is set.', cost);
	} catch {
		return vscode.l10n.t('Cost: {0}.', cost);
	}
}
