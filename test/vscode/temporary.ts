import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder of one's own that is gone after the run, even if nobody removes it. */
export class TemporaryFolder {
	readonly path = mkdtempSync(path.join(tmpdir(), 'ideogram-test-'));
	readonly #remove = () => this.remove();

	constructor() {
		process.once('exit', this.#remove);
	}

	/** A new folder inside. */
	folder(name: string): string {
		const folder = path.join(this.path, name);
		mkdirSync(folder, { recursive: true });
		return folder;
	}

	/** A copy of a workspace to change at will. */
	copyOf(source: string, name: string): string {
		const copy = path.join(this.path, name);
		cpSync(source, copy, { recursive: true });
		return copy;
	}

	remove(): void {
		process.off('exit', this.#remove);
		// Retries: a browser that has just been closed may still write its last files.
		rmSync(this.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}
}
