import * as vscode from 'vscode';
import { ValidationError } from '../api/errors.ts';
import type { Fields, ImageFile } from '../api/field.ts';
import { requireUsableKey } from '../api/key.ts';
import type { AnyOperation } from '../api/operation.ts';
import { estimate, type Price } from '../api/prices.ts';
import { validate } from '../api/validate.ts';
import { checkTarget } from '../editor/inside.ts';
import { ownPriceTerms } from '../editor/settings.ts';
import { readParameters } from './parameters.ts';
import type { AgentParts } from './parts.ts';
import { placeBeside, placeInFolder, type ResultPlace } from './place.ts';
import type { AgentTool } from './tools.ts';
import { readWorkspaceImage, type WorkspaceImage } from './workspaceFiles.ts';

/** What an agent asked for, found to be in order. */
export interface ToolRequest {
	readonly tool: AgentTool;
	readonly operation: AnyOperation;
	/** Valid for the operation. */
	readonly input: Readonly<Record<string, unknown>>;
	/** What is sent. */
	readonly sources: readonly WorkspaceImage[];
	readonly price: Price;
	/** The images of the result are to have transparent parts. */
	readonly transparent: boolean;
	/** Where they go; undefined: into History alone. */
	readonly place: ResultPlace | undefined;
}

/** Nothing was sent, and the person alone can change that. */
export class NotReadyError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'NotReadyError';
	}
}

/** Throws `NotReadyError` in a workspace that is not trusted and without a key, `InvalidKeyError` with one that is none. */
export async function requireReady({ keys, targets }: Pick<AgentParts, 'keys' | 'targets'>): Promise<void> {
	if (!vscode.workspace.isTrusted) {
		throw new NotReadyError(
			vscode.l10n.t('Ideogram Assets sends and writes nothing until the person trusts this workspace.'),
		);
	}
	if (targets.sandboxOn) {
		return;
	}
	const key = await keys.get(targets.apiOrigin());
	if (!key) {
		throw new NotReadyError(
			vscode.l10n.t(
				'No Ideogram API key is stored: ask the person to run the command "Ideogram: Set API Key", or "Ideogram: Use Sandbox" to try it for free.',
			),
		);
	}
	requireUsableKey(key);
}

/**
 * Reads what a model sent. The same request has the same place each time, so
 * that what was confirmed is what is done. Throws `ValidationError`, which says
 * what to correct, and what `checkTarget` throws: nothing is paid for that could
 * not be put into its place.
 */
export async function readRequest(tool: AgentTool, sent: unknown): Promise<ToolRequest> {
	const { operation, fields, folder, fileName } = readParameters(tool, sent);
	const { input, sources } = await withImages(operation.fields, fields);
	validate(operation, input);
	const price = estimate(operation, input, ownPriceTerms());
	const [source] = sources;
	const place =
		tool.result === 'new file'
			? await placeInFolder(String(input.prompt), folder, fileName)
			: tool.result === 'file beside' && source
				? placeBeside(source, tool.suffix)
				: undefined;
	const transparent =
		operation === tool.transparent ||
		operation.job === 'removeBackground' ||
		input.transparentBackground === true;
	if (place) {
		const type = place.typeFor('png', transparent);
		await checkTarget(place.uriOf({ seed: null, type }), place.workspaceFolder);
	}
	return { tool, operation, input, sources, price, transparent, place };
}

/** The fields with files instead of paths. */
async function withImages(
	known: Fields,
	fields: Readonly<Record<string, unknown>>,
): Promise<Pick<ToolRequest, 'input' | 'sources'>> {
	const input: Record<string, unknown> = {};
	const sources: WorkspaceImage[] = [];
	const read = async (value: unknown, name: string): Promise<ImageFile> => {
		if (typeof value !== 'string') {
			throw new ValidationError(vscode.l10n.t('{0} must be the path of an image.', name), name);
		}
		const source = await readWorkspaceImage(value, name);
		sources.push(source);
		return source.file;
	};
	for (const [name, value] of Object.entries(fields)) {
		const field = known[name];
		const isList = field?.kind === 'list' && field.item.kind === 'image' && Array.isArray(value);
		if (isList && value.length <= (field.maxItems ?? value.length)) {
			const files: ImageFile[] = [];
			for (const item of value) {
				files.push(await read(item, name));
			}
			input[name] = files;
		} else {
			input[name] = field?.kind === 'image' ? await read(value, name) : value;
		}
	}
	return { input, sources };
}
