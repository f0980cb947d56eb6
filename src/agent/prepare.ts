import * as vscode from 'vscode';
import { choiceName } from '../api/choice-names.ts';
import type { Field } from '../api/field.ts';
import { operationName } from '../api/operation-names.ts';
import { imagesText, money } from '../editor/costText.ts';
import { priceLabel } from '../editor/imageJobs.ts';
import { agentsLimit, checkLimit, leftText } from './budget.ts';
import { asFailure, showLimit } from './failure.ts';
import type { AgentParts } from './parts.ts';
import { readRequest, requireReady, type ToolRequest } from './request.ts';
import { costNow, keepShown } from './shown.ts';
import { AGENT_TOOLS, type AgentToolName } from './tools.ts';

const MAX_PROMPT_SHOWN = 300;
const MAX_VALUE_SHOWN = 100;

/**
 * What the person reads before they allow a call: what, where to and how much.
 * Throws for the model to read where the call would be refused anyhow; the
 * limits are enforced when the call is made.
 */
export async function prepareTool(
	parts: AgentParts,
	name: AgentToolName,
	sent: unknown,
): Promise<vscode.PreparedToolInvocation> {
	try {
		await requireReady(parts);
		const request = await readRequest(AGENT_TOOLS[name], sent);
		const { amount, remembered } = await costNow(parts, request);
		const isFree = remembered !== undefined;
		const price = isFree ? money(0) : priceLabel(parts, request.operation, request.input);
		const what = whatText(request);
		const moneyText = isFree ? [freeText(price)] : await moneyTexts(parts, request, price);
		keepShown(name, sent, amount);
		return {
			invocationMessage: vscode.l10n.t('Ideogram: {0}', what),
			confirmationMessages: {
				title: vscode.l10n.t('Ideogram: {0} ({1})?', what, price),
				// The narrow view cuts off the end: a long prompt must not push the price out of sight.
				message: paragraphs([
					...moneyText,
					placeText(request),
					choicesText(request),
					quoted(request.input.prompt),
				]),
			},
		};
	} catch (error) {
		showLimit(error);
		throw asFailure(error, undefined);
	}
}

/** "Generate, 2 images": nothing of the model's own words, which could say anything. */
function whatText({ operation, input, tool }: ToolRequest): string {
	const name = operationName(operation.id);
	return tool.result === 'text'
		? name
		: vscode.l10n.t('{0}, {1}', name, imagesText(countOf(operation, input)));
}

const countOf = (operation: ToolRequest['operation'], input: object): number =>
	operation.imagesInFlight(input as never);

/**
 * Each in a paragraph of its own, as text: what a model or a file name says is
 * not read as Markdown. `appendText` would let no line break.
 */
function paragraphs(texts: readonly (string | undefined)[]): vscode.MarkdownString {
	const escaped = texts.flatMap((text) => (text ? [text.replace(/[!-/:-@[-`{-~]/g, '\\$&')] : []));
	return new vscode.MarkdownString(escaped.join('\n\n'));
}

function quoted(prompt: unknown): string | undefined {
	if (typeof prompt !== 'string') {
		return undefined;
	}
	return vscode.l10n.t('“{0}”', oneLine(prompt, MAX_PROMPT_SHOWN));
}

/** Invisible characters and changes of direction would show another text than the one that is sent. */
function oneLine(text: string, maxLength: number): string {
	const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
	return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}

/**
 * "Model: 3.0, Aspect Ratio: 16:9, Speed: Default": what was chosen beside the
 * prompt and the images, in the words of the Studio's form.
 */
function choicesText({ tool, operation, input }: ToolRequest): string | undefined {
	const chosen = Object.keys(tool.fields).flatMap((name) => {
		const field = operation.fields[name];
		if (!field || field.kind === 'image' || field.kind === 'list' || name === 'prompt') {
			return [];
		}
		const value = input[name] ?? (field.kind === 'choice' ? field.default : undefined);
		const title = vscode.l10n.t(field.title);
		if (field.kind === 'boolean') {
			// As a box: it is ticked or it is not.
			return value === true ? [title] : [];
		}
		return value === undefined ? [] : [vscode.l10n.t('{0}: {1}', title, shown(field, value))];
	});
	const model = operation.model ? [vscode.l10n.t('Model: {0}', operation.model)] : [];
	return [...model, ...chosen].join(', ') || undefined;
}

const shown = ({ kind }: Field, value: unknown): string =>
	kind === 'choice' ? choiceName(String(value)) : oneLine(String(value), MAX_VALUE_SHOWN);

function placeText({ tool, place, transparent }: ToolRequest): string {
	if (tool.result === 'text') {
		return vscode.l10n.t('No file is written.');
	}
	if (!place) {
		return vscode.l10n.t('Kept in History, since no folder is open.');
	}
	const type = place.typeFor('png', transparent);
	const to = place.folder ?? vscode.workspace.asRelativePath(place.uriOf({ seed: null, type }));
	return tool.result === 'file beside'
		? vscode.l10n.t('Will be saved as {0}; the original stays.', to)
		: vscode.l10n.t('Will be saved to {0}.', to);
}

const freeText = (price: string): string =>
	vscode.l10n.t('Price: {0}, since the same file was described before: nothing is sent.', price);

async function moneyTexts(
	parts: AgentParts,
	request: ToolRequest,
	price: string,
): Promise<readonly string[]> {
	const { sources } = request;
	if (parts.targets.sandboxOn) {
		return [
			vscode.l10n.t('The sandbox on this computer answers: nothing leaves it, and nothing is charged.'),
		];
	}
	const { amount } = request.price;
	const limit = await agentsLimit(parts);
	checkLimit(limit, amount);
	const files = sources.map(({ uri }) => vscode.workspace.asRelativePath(uri)).join(', ');
	const host = new URL(parts.targets.apiOrigin()).host;
	return [
		limit
			? vscode.l10n.t('Price: {0}. After it, {1}.', price, leftText(limit, amount))
			: vscode.l10n.t('Price: {0}; no limit is set.', price),
		...(files ? [vscode.l10n.t('Sent to {0}: {1}.', host, files)] : []),
	];
}
