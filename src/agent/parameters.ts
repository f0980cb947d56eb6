import { t } from '@vscode/l10n';
import { ValidationError } from '../api/errors.ts';
import type { AnyOperation } from '../api/operation.ts';
import { isLegalFileName } from '../images/names.ts';
import { MAX_TEXT_LENGTH } from './schema.ts';
import type { AgentTool } from './tools.ts';

/** What an agent asked for, before any file is looked at. */
export interface Parameters {
	readonly operation: AnyOperation;
	/** Fields of the operation, images still as paths. */
	readonly fields: Readonly<Record<string, unknown>>;
	readonly folder: string | undefined;
	readonly fileName: string | undefined;
}

/**
 * Reads what a model sent, which may be anything: an editor need not have held
 * it against the schema. Throws `ValidationError`, which says what to correct.
 * The fields are still to be validated against the operation.
 */
export function readParameters(tool: AgentTool, input: unknown): Parameters {
	if (typeof input !== 'object' || input === null || Array.isArray(input)) {
		throw new ValidationError(t('The parameters must be an object.'));
	}
	const known = [...Object.keys(tool.fields), ...Object.keys(tool.own)];
	const given = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
	for (const name of given.keys()) {
		if (!known.includes(name)) {
			throw new ValidationError(
				t('{0} is no parameter of this tool; it has {1}.', name.slice(0, 60), known.join(', ')),
			);
		}
	}
	for (const [name, value] of given) {
		checkTexts(name, value);
	}
	const folder = ownText(tool, given, 'folder');
	const fileName = ownText(tool, given, 'fileName');
	if (fileName !== undefined && !isLegalFileName(fileName)) {
		throw new ValidationError(
			t('fileName must be a name without folders that every system takes, such as hero.png.'),
			'fileName',
		);
	}
	const operation = operationFor(tool, given.get('transparentBackground'));
	for (const name of given.keys()) {
		if (Object.hasOwn(tool.fields, name) && !Object.hasOwn(operation.fields, name)) {
			throw new ValidationError(t('{0} does not go with transparentBackground: leave one out.', name), name);
		}
	}
	const fields = [...given].filter(([name]) => Object.hasOwn(tool.fields, name));
	return { operation, fields: Object.fromEntries(fields), folder, fileName };
}

function operationFor(tool: AgentTool, isTransparent: unknown): AnyOperation {
	if (!tool.transparent) {
		return tool.operation;
	}
	if (isTransparent !== undefined && typeof isTransparent !== 'boolean') {
		throw new ValidationError(
			t('{0} must be true or false.', 'transparentBackground'),
			'transparentBackground',
		);
	}
	return isTransparent ? tool.transparent : tool.operation;
}

function ownText(tool: AgentTool, given: ReadonlyMap<string, unknown>, name: string): string | undefined {
	const value = Object.hasOwn(tool.own, name) ? given.get(name) : undefined;
	if (value !== undefined && typeof value !== 'string') {
		throw new ValidationError(t('{0} must be text.', name), name);
	}
	return value;
}

function checkTexts(name: string, value: unknown): void {
	if (typeof value === 'string' && value.length > MAX_TEXT_LENGTH) {
		throw new ValidationError(
			t('{0} is longer than {1} characters: shorten it.', name, MAX_TEXT_LENGTH),
			name,
		);
	}
}
