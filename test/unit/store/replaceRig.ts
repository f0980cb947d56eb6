import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { diskContent } from '../../../src/store/diskContent.ts';
import { type Content, replaceContent, sha256Of } from '../../../src/store/replacing.ts';
import { openStore } from '../../../src/store/store.ts';

export const workerUrl = new URL('../../../src/store/worker.ts', import.meta.url);
export const OLD = Buffer.from('what the person had, every byte of it');
export const NEW = Buffer.from('what was made of it');

export type ReplaceRig = Awaited<ReturnType<typeof makeReplaceRig>>;

/** A project with one file, whose bytes are `OLD`, and a store beside it. */
export async function makeReplaceRig() {
	const base = await mkdtemp(path.join(tmpdir(), 'ideogram-replace-'));
	const folder = path.join(base, 'store');
	const project = path.join(base, 'project');
	const file = path.join(project, 'logo.png');
	await mkdir(project);
	await writeFile(file, OLD);
	const store = await openStore({ folder, workerUrl });
	return {
		base,
		folder,
		project,
		file,
		store,
		async close() {
			await store.close();
			await rm(base, { recursive: true, force: true });
		},
		/** Has the result of a call take the place of the file's old bytes. */
		replace: (content: Content, bytes: Uint8Array = NEW) =>
			replaceContent(store, content, {
				uri: `file://${file}`,
				name: 'logo.png',
				sha256: sha256Of(OLD),
				bytes,
				callId: 'call',
				position: 0,
				now: 1,
			}),
		listed: () => store.records.listReplacements({ limit: 10 }),
		originals: () => readdir(path.join(folder, 'originals')).catch(() => []),
		onDisk: () => diskContent(file, project),
	};
}
