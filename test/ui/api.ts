import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';

/** A key that no honest file, log or setting ever contains. */
export const KEY = 'key-THAT-MUST-NOT-LEAK-0123456789';

/** Ideogram's API as far as the window is concerned: not the embedded sandbox, so its calls are money. */
export function startApi(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
	return startSandbox({
		key: KEY,
		workerUrl: new URL('../../src/sandbox/worker.ts', import.meta.url),
		...options,
	});
}
