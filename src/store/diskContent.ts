import { constants } from 'node:fs';
import { access, lstat, mkdir, open, readFile, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { t } from '@vscode/l10n';
import { isMissing } from './errors.ts';
import { flushFolder } from './flush.ts';
import { type Content, checkHolds, ReadOnlyFileError } from './replacing.ts';
import { isWithin } from './within.ts';

/** The file is reached through a link that it may not be reached by; nothing was written. */
export class LinkedAwayError extends Error {
	constructor(name: string) {
		super(t('{0} is reached through a link that leads elsewhere, so it was left as it is.', name));
		this.name = 'LinkedAwayError';
	}
}

/** The folder that the file was in is gone, and so is the one around it; nothing was written. */
export class MissingFolderError extends Error {
	constructor(folder: string, cause: unknown) {
		super(t('The folder {0} is not there any more: make it again first.', folder), { cause });
		this.name = 'MissingFolderError';
	}
}

const ANYONE_WRITES = 0o222;

/**
 * A file on this computer's disks, which must lie within `root` (both absolute),
 * also after links are followed. Its content changes all at once: a sibling is
 * written, flushed and renamed. Who may read and write it stays as it was.
 */
export function diskContent(file: string, root: string): Content {
	const name = path.basename(file);
	/** Where the bytes really are: a link inside stays a link. */
	const realFile = async (): Promise<string> => {
		const realRoot = await realpath(root);
		const real = (await isThere(file))
			? await realpath(file).catch(() => undefined)
			: path.join(await realpath(path.dirname(file)), name);
		if (real === undefined || !isWithin(realRoot, real)) {
			throw new LinkedAwayError(name);
		}
		return real;
	};
	/** A rename, and a privileged user, would not ask. */
	const checkWritable = async (real: string): Promise<void> => {
		const before = await lstat(real).catch(() => undefined);
		if (before && (before.mode & ANYONE_WRITES) === 0) {
			throw new ReadOnlyFileError(name);
		}
		try {
			await access(before ? real : path.dirname(real), constants.W_OK);
			await access(path.dirname(real), constants.W_OK);
		} catch (error) {
			throw new ReadOnlyFileError(name, error);
		}
	};
	/** A file that is brought back may have lost its folder. */
	const makeFolder = async (): Promise<void> => {
		const folder = path.dirname(file);
		const realRoot = await realpath(root).catch((error) => {
			throw new MissingFolderError(root, error);
		});
		let existing = folder;
		while (!(await isThere(existing))) {
			existing = path.dirname(existing);
		}
		const real = await realpath(existing).catch(() => undefined);
		if (real === undefined || !isWithin(realRoot, real)) {
			throw new LinkedAwayError(name);
		}
		await mkdir(folder, { recursive: true });
	};
	const temporary = (real: string, id: string) => path.join(path.dirname(real), `.${id}.tmp`);
	const read = async (): Promise<Uint8Array | undefined> => {
		try {
			return await readFile(await realFile());
		} catch (error) {
			if (isMissing(error)) {
				return undefined;
			}
			throw error;
		}
	};
	return {
		atomic: true,
		read,
		checkWritable: async () => checkWritable(await realFile()),
		async write(bytes, id, expected) {
			await makeFolder();
			const real = await realFile();
			await checkWritable(real);
			const before = await lstat(real).catch(() => undefined);
			const beside = temporary(real, id);
			try {
				const handle = await open(beside, 'w', before ? before.mode & 0o7777 : 0o666);
				try {
					if (before && process.platform !== 'win32') {
						await handle.chmod(before.mode & 0o7777); // The umask may have taken something away.
					}
					await handle.writeFile(bytes);
					await handle.sync();
				} finally {
					await handle.close();
				}
				await checkHolds({ read }, expected);
				await rename(beside, real);
			} catch (error) {
				await rm(beside, { force: true });
				throw error;
			}
			flushFolder(path.dirname(real));
		},
		async remove(expected) {
			await realFile();
			await checkHolds({ read }, expected);
			await rm(file); // Of a link, the link alone.
			flushFolder(path.dirname(file));
		},
		async tidy(id) {
			await rm(temporary(await realFile(), id), { force: true });
		},
	};
}

async function isThere(file: string): Promise<boolean> {
	try {
		await lstat(file);
		return true;
	} catch {
		return false;
	}
}
