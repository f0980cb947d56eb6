import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { ValidationError } from '../api/errors.ts';
import type { ImageFile } from '../api/field.ts';
import { logLine } from '../api/logLine.ts';
import type { CodecOpener } from '../editor/codecOpener.ts';
import { checkedImage, pickImages, readImage, uriInWorkspace } from '../editor/workspaceImages.ts';
import { recogniseImage } from '../images/format.ts';
import type { InputImage, InputImages } from './parts.ts';
import type { Thumbnails } from './thumbnails.ts';
import { tidy } from './tidy.ts';

export interface InputImagesOptions {
	/** Keeps what was pasted. */
	readonly folder: string;
	/** Windows without a workspace have one folder, and each a memento of its own. */
	readonly isShared: boolean;
	readonly thumbnails: Thumbnails;
	readonly codec: Pick<CodecOpener, 'open'>;
	readonly memento: vscode.Memento;
	/** Absolute path of an image of the store. */
	readonly imagePath: (file: string) => string;
	readonly log: (message: string) => void;
}

interface Kept {
	readonly handle: string;
	readonly uri: string;
	readonly version: string;
}

const REMEMBERED = 'ideogram.inputImages';
const MAX_KEPT = 60;
/** How long a shared folder keeps what this window does not know: another one may. */
const SHARED_KEEP_MS = 30 * 24 * 60 * 60_000;
/** Image files in memory; each may have 10 MB. */
const MAX_READ = 12;

export function createInputImages(options: InputImagesOptions): InputImages {
	const { folder, isShared, thumbnails, codec, memento, imagePath, log } = options;
	let kept = soundlyKept(memento.get(REMEMBERED));
	const filesRead = new Map<string, ImageFile>();

	const remember = (handle: string, file: ImageFile) => {
		filesRead.delete(handle);
		filesRead.set(handle, file);
		const [oldest] = filesRead.keys();
		if (filesRead.size > MAX_READ && oldest !== undefined) {
			filesRead.delete(oldest);
		}
	};
	const add = async (file: ImageFile): Promise<InputImage> => {
		const uri = file.path ?? '';
		const version = hashOf(file.bytes);
		const known = kept.find((image) => image.uri === uri);
		const handle = known?.handle ?? randomBytes(9).toString('base64url');
		kept = [{ handle, uri, version }, ...kept.filter((image) => image !== known)].slice(0, MAX_KEPT);
		await memento.update(REMEMBERED, kept);
		remember(handle, file);
		return shown({ handle, uri, version }, file);
	};
	const shown = async ({ handle, uri, version }: Kept, file: ImageFile): Promise<InputImage> => {
		const source = vscode.Uri.parse(uri);
		// Only what is on this disk can be made a thumbnail of.
		const local = source.scheme === 'file' ? source.fsPath : await write(file.bytes, version);
		return {
			handle,
			name: file.name,
			version,
			thumbnail: thumbnails.of({ path: local, version }),
			isSmaller: file.fileSha256 !== undefined,
		};
	};
	const write = async (bytes: Uint8Array, version: string): Promise<string> => {
		const { type = 'png' } = recogniseImage(bytes) ?? {};
		const file = path.join(folder, `${version}.${type}`);
		await mkdir(folder, { recursive: true });
		await writeFile(file, bytes);
		return file;
	};
	const uriOf = (handle: string): vscode.Uri => {
		const found = kept.find((image) => image.handle === handle);
		if (!found) {
			throw new ValidationError(vscode.l10n.t('An image is not there any more: choose it again.'));
		}
		return vscode.Uri.parse(found.uri);
	};
	const read = async (handle: string): Promise<ImageFile> => {
		const file = await readImage(uriOf(handle), codec, filesRead.get(handle));
		remember(handle, file);
		return file;
	};
	const all = async (uris: readonly vscode.Uri[]): Promise<readonly InputImage[]> => {
		const files = await Promise.all(uris.map((uri) => readImage(uri, codec)));
		const added: InputImage[] = [];
		for (const file of files) {
			added.push(await add(file));
		}
		return added;
	};

	/** What nothing refers to any more: files are named for what the image's bytes or the image are known by. */
	const tidyAll = async () => {
		const used = new Set(kept.flatMap(({ version, handle }) => [version, handle]));
		const isUsed = (name: string) => name.split('.').some((part) => used.has(part));
		for (const place of ['', 'thumbnails', 'pictures', 'masks']) {
			await tidy(path.join(folder, place), { isUsed, keepMs: isShared ? SHARED_KEEP_MS : 0 });
		}
	};
	tidyAll().catch((error) => log(`input images: ${logLine(error)}`));

	return {
		pick: async (several) => all(await pickImages(several)),
		drop: async (uris) => all(await Promise.all(uris.map(uriInWorkspace))),
		async keep(name, bytes) {
			// The name is only shown and sent; the file has one of our own.
			const plain = path.win32.basename(path.posix.basename(name)).slice(0, 100) || 'image.png';
			checkedImage(plain, bytes, vscode.Uri.file(folder));
			const file = await write(bytes, hashOf(bytes));
			return add({ name: plain, bytes, path: vscode.Uri.file(file).toString() });
		},
		open: async (uri) => add(await readImage(vscode.Uri.parse(uri), codec)),
		ofStore: async (file) => add(await readImage(vscode.Uri.file(imagePath(file)), codec)),
		async restore(handles) {
			const found = await Promise.all(
				handles.map(async (handle) => {
					const image = kept.find((known) => known.handle === handle);
					const file = image && (await read(handle).catch(() => undefined));
					return image && file ? [await shown(image, file)] : [];
				}),
			);
			return found.flat();
		},
		read,
		remembered: async (handle) => filesRead.get(handle) ?? read(handle),
	};
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function soundlyKept(value: unknown): readonly Kept[] {
	return Array.isArray(value)
		? value.filter(
				(image): image is Kept =>
					typeof image?.handle === 'string' &&
					typeof image.uri === 'string' &&
					typeof image.version === 'string',
			)
		: [];
}
