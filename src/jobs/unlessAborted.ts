/** What the work resolves to, or undefined as soon as the signal is aborted; the work goes on without its caller. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T | undefined> {
	if (signal.aborted) {
		return undefined;
	}
	const { promise: aborted, resolve } = Promise.withResolvers<undefined>();
	const abort = () => resolve(undefined);
	signal.addEventListener('abort', abort);
	try {
		return await Promise.race([work, aborted]);
	} finally {
		signal.removeEventListener('abort', abort);
	}
}
