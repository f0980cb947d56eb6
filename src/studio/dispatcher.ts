import { t } from '@vscode/l10n';
import * as v from 'valibot';
import { logLine } from '../api/logLine.ts';
import { problemWith } from './bounds.ts';
import { UnknownHandleError } from './handles.ts';
import {
	type Answers,
	type Args,
	type ErrorCode,
	REQUESTS,
	type Reply,
	type RequestType,
} from './messages.ts';

/** Who answers what; a request without an answer does not compile. */
export type Handlers = {
	readonly [T in RequestType]: (args: Args<T>) => Promise<Answers[T]>;
};

export interface DispatcherOptions {
	readonly handlers: Handlers;
	/** An error as one sentence for a person. */
	readonly sentence: (error: unknown) => string;
	readonly log: (message: string) => void;
}

const MAX_PENDING = 100;

const envelope = v.strictObject({
	id: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
	type: v.string(),
	args: v.unknown(),
});

const notUnderstood = (): string => t('The request was not understood: try again, or reload this window.');

/**
 * Answers messages of the page, whatever they are: each one with what it asked for or with an error, and none
 * reaches a handler that is not of the shape it must have. Never rejects.
 */
export function createDispatcher(options: DispatcherOptions): (message: unknown) => Promise<Reply> {
	const { handlers, sentence, log } = options;
	let pending = 0;
	const refuse = (id: number, code: ErrorCode, message: string): Reply => {
		log(`panel: refused a message: ${code}`);
		return { kind: 'error', id, code, message };
	};
	return async (message) => {
		const problem = problemOf(message);
		if (problem) {
			return problem === 'too-large'
				? refuse(idOf(message), problem, t('This is too much at once: shorten it, or make it smaller.'))
				: refuse(0, problem, notUnderstood());
		}
		const parsed = v.safeParse(envelope, message);
		if (!parsed.success) {
			return refuse(idOf(message), 'malformed', notUnderstood());
		}
		const { id, type } = parsed.output;
		if (!isRequestType(type)) {
			return refuse(id, 'unknown-type', notUnderstood());
		}
		const args = v.safeParse(REQUESTS[type], parsed.output.args);
		if (!args.success) {
			return refuse(id, 'malformed', notUnderstood());
		}
		if (pending >= MAX_PENDING) {
			return refuse(id, 'too-many', t('Too much was asked for at once: try again in a moment.'));
		}
		pending += 1;
		try {
			const handle = handlers[type] as (args: unknown) => Promise<unknown>;
			return { kind: 'answer', id, value: await handle(args.output) };
		} catch (error) {
			const code = error instanceof UnknownHandleError ? 'unknown-handle' : 'failed';
			log(`panel: ${type}: ${logLine(error)}`);
			return { kind: 'error', id, code, message: sentence(error) };
		} finally {
			pending -= 1;
		}
	};
}

/** Hostile data may even throw when it is looked at. */
function problemOf(message: unknown): ReturnType<typeof problemWith> {
	try {
		return problemWith(message);
	} catch {
		return 'malformed';
	}
}

/** Whom to tell, if the message says so; 0 is nobody. */
function idOf(message: unknown): number {
	const found = v.safeParse(v.object({ id: envelope.entries.id }), message);
	return found.success ? found.output.id : 0;
}

function isRequestType(type: string): type is RequestType {
	return Object.hasOwn(REQUESTS, type);
}
