import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';
import type { EditorWindow } from './window.ts';

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

/** Gives the window the key of that API, as a person does. */
export async function storeKey(window: EditorWindow): Promise<void> {
	await window.palette('Ideogram: Set API Key');
	await window.quickInput.waitForTitle('Ideogram API Key');
	await window.quickInput.type(KEY);
	await window.quickInput.accept();
	await (await window.notification('Ideogram accepts it')).dismiss();
}
