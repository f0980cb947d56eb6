import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { catalog } from '../api/prices.ts';
import type { CodecOpener } from '../editor/codecOpener.ts';
import { isRecordedFile, type RecordedFile, readRecordedFile } from '../editor/storedInput.ts';
import { displayedSize, recogniseImage } from '../images/format.ts';
import type { HistoryEntry } from '../store/history.ts';
import type { Records } from '../store/records.ts';
import type { RecordedImage } from './parts.ts';

/**
 * The images that calls were made with, copied to where the page may show them.
 * `folder`: theirs alone, emptied when the panel is loaded.
 */
export function createRecordedImages(
	records: () => Promise<Pick<Records, 'callInput'>>,
	folder: string,
	codec: Pick<CodecOpener, 'open'>,
): (entry: HistoryEntry) => Promise<readonly RecordedImage[]> {
	const emptied = rm(folder, { recursive: true, force: true });
	const copy = async (recorded: RecordedFile): Promise<RecordedImage | undefined> => {
		// Moved, changed or deleted since: then there is nothing to compare with.
		const found = await readRecordedFile(recorded, codec).catch(() => undefined);
		const info = found && recogniseImage(found.bytes);
		if (!found || !info) {
			return undefined;
		}
		const file = path.join(folder, `${recorded.sha256}.${info.extension}`);
		await emptied.catch(() => undefined);
		await mkdir(folder, { recursive: true });
		await writeFile(file, found.bytes);
		return { name: recorded.name, file, sha256: recorded.sha256, ...displayedSize(info) };
	};
	return async ({ callId }) => {
		const asked = await (await records()).callInput(callId);
		const copies = asked ? await Promise.all(recordedFiles(asked.operation, asked.input).map(copy)) : [];
		return copies.flatMap((found) => found ?? []);
	};
}

/** The image files of an input, but for masks and references: what the result is a version of. */
function recordedFiles(id: string, json: string): readonly RecordedFile[] {
	const fields = catalog.find((operation) => operation.id === id)?.fields ?? {};
	return Object.entries(JSON.parse(json) as Record<string, unknown>).flatMap(([name, value]) => {
		const field = fields[name];
		const isVersioned = name === 'images' || (field?.kind === 'image' && !field.mask);
		const all = Array.isArray(value) ? value : [value];
		return isVersioned ? all.filter(isRecordedFile) : [];
	});
}
