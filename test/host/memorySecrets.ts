import * as vscode from 'vscode';

/** Secrets as the editor keeps them, in memory: the extension's own can be reached by nobody else. */
export class MemorySecrets implements vscode.SecretStorage {
	readonly values = new Map<string, string>();
	readonly #changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
	readonly onDidChange = this.#changed.event;

	async keys(): Promise<string[]> {
		return [...this.values.keys()];
	}

	async get(key: string): Promise<string | undefined> {
		return this.values.get(key);
	}

	async store(key: string, value: string): Promise<void> {
		this.values.set(key, value);
		this.#changed.fire({ key });
	}

	async delete(key: string): Promise<void> {
		this.values.delete(key);
		this.#changed.fire({ key });
	}
}
