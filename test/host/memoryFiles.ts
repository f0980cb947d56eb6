import * as vscode from 'vscode';

interface Entry {
	readonly type: vscode.FileType;
	readonly bytes: Uint8Array;
}

/** A file system in memory, as an extension for remote or virtual files brings one. */
export class MemoryFiles implements vscode.FileSystemProvider {
	/** Paths that nobody may write. */
	readonly readOnly = new Set<string>();
	readonly #entries = new Map<string, Entry>();
	readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
	readonly onDidChangeFile = this.#changed.event;

	/** Puts an entry there directly, a link for example. */
	put(path: string, type: vscode.FileType, content = ''): void {
		this.#entries.set(path, { type, bytes: Buffer.from(content) });
	}

	paths(): string[] {
		return [...this.#entries.keys()].sort();
	}

	content(path: string): string {
		return Buffer.from(this.#entries.get(path)?.bytes ?? []).toString();
	}

	watch(): vscode.Disposable {
		return { dispose() {} };
	}

	stat(uri: vscode.Uri): vscode.FileStat {
		const { type, bytes } = this.#find(uri);
		const base = { type, ctime: 0, mtime: 0, size: bytes.length };
		return this.readOnly.has(uri.path) ? { ...base, permissions: vscode.FilePermission.Readonly } : base;
	}

	readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
		const start = uri.path.endsWith('/') ? uri.path : `${uri.path}/`;
		return [...this.#entries]
			.filter(([path]) => path.startsWith(start) && !path.slice(start.length).includes('/'))
			.map(([path, { type }]) => [path.slice(start.length), type]);
	}

	createDirectory(uri: vscode.Uri): void {
		this.put(uri.path, vscode.FileType.Directory);
	}

	readFile(uri: vscode.Uri): Uint8Array {
		return this.#find(uri).bytes;
	}

	writeFile(
		uri: vscode.Uri,
		content: Uint8Array,
		options: { readonly create: boolean; readonly overwrite: boolean },
	): void {
		const there = this.#entries.has(uri.path);
		if (there && !options.overwrite) {
			throw vscode.FileSystemError.FileExists(uri);
		}
		if (!there && !options.create) {
			throw vscode.FileSystemError.FileNotFound(uri);
		}
		this.#entries.set(uri.path, { type: vscode.FileType.File, bytes: content });
	}

	delete(uri: vscode.Uri): void {
		this.#entries.delete(uri.path);
	}

	rename(from: vscode.Uri, to: vscode.Uri, options: { readonly overwrite: boolean }): void {
		const entry = this.#find(from);
		if (this.#entries.has(to.path) && !options.overwrite) {
			throw vscode.FileSystemError.FileExists(to);
		}
		this.#entries.delete(from.path);
		this.#entries.set(to.path, entry);
	}

	#find(uri: vscode.Uri): Entry {
		const entry = this.#entries.get(uri.path);
		if (!entry) {
			throw vscode.FileSystemError.FileNotFound(uri);
		}
		return entry;
	}
}
