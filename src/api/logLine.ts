const MAX_CAUSES = 4;
const MAX_FRAMES = 3;

/**
 * An error as the log may have it, with what caused it: classes, codes, status,
 * request id, and the places in our own code. Never its words: a server quotes
 * the prompt in them, and a file system the names that files have of prompts.
 */
export function logLine(error: unknown): string {
	const causes: string[] = [];
	for (let each = error; each !== undefined && causes.length < MAX_CAUSES; ) {
		if (!(each instanceof Error)) {
			causes.push(typeof each);
			break;
		}
		causes.push(factsOf(each));
		each = each.cause;
	}
	return [causes.join(', caused by '), ...framesOf(error)].join(' at ');
}

function factsOf(error: Error): string {
	const { name, code, errcode, problem, status, requestId } = error as Error & Record<string, unknown>;
	const request = isPlain(requestId) ? `request ${requestId}` : undefined;
	return [name, code, errcode, problem, status, request].filter(isPlain).join(' ');
}

/** One word, or a number: nothing that tells a story. */
const isPlain = (value: unknown): value is string | number =>
	typeof value === 'number' || (typeof value === 'string' && /^(request )?[\w.:-]{1,100}$/.test(value));

/** Files without their folders, which have the person's name in them. */
function framesOf(error: unknown): readonly string[] {
	if (!(error instanceof Error)) {
		return [];
	}
	const lines = (error.stack ?? '').replace(error.message, '').split('\n').slice(1);
	return lines.flatMap((line) => /[^/\\(\s]+:\d+:\d+(?=\)?$)/.exec(line)?.[0] ?? []).slice(0, MAX_FRAMES);
}
