import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { becomeOwner, isOwnerAlive, sweepOwners } from '../../../src/store/owners.ts';
import { newFolder } from './folders.ts';

const HOURS_AGO = new Date(Date.now() - 4 * 3_600_000);
const lockOf = (folder: string, id: string) => path.join(folder, 'owners', `${id}.lock`);

describe('A window', () => {
	it('is alive until it says that it is not, and dead once its lock is gone', async () => {
		using folder = newFolder();
		const owner = await becomeOwner(folder.path);
		assert.equal(await isOwnerAlive(folder.path, owner.id), true);
		await owner.release();
		assert.equal(await isOwnerAlive(folder.path, owner.id), false);
		assert.equal(await isOwnerAlive(folder.path, 'nobody'), false);
	});

	it('is dead where its lock is there and nobody holds it, sound or not', async () => {
		using folder = newFolder();
		await (await becomeOwner(folder.path)).release();
		writeFileSync(lockOf(folder.path, 'starting'), '');
		writeFileSync(lockOf(folder.path, 'garbage'), Buffer.alloc(4096, 0xa5));
		assert.equal(await isOwnerAlive(folder.path, 'starting'), false);
		assert.equal(await isOwnerAlive(folder.path, 'garbage'), false);
	});

	it('is not taken for dead where its lock cannot be opened, and its lock stays', async () => {
		using folder = newFolder();
		const lock = lockOf(folder.path, 'unclear');
		mkdirSync(lock, { recursive: true });
		utimesSync(lock, HOURS_AGO, HOURS_AGO);
		assert.equal(await isOwnerAlive(folder.path, 'unclear'), true);
		await sweepOwners(folder.path);
		assert.deepEqual(await readdir(path.join(folder.path, 'owners')), ['unclear.lock']);
	});

	it('is not taken for dead by one that may open no more files', async function () {
		if (process.platform === 'win32') {
			this.skip(); // There is no such limit.
		}
		using folder = newFolder();
		const owner = await becomeOwner(folder.path);
		const script = `
			import { openSync } from 'node:fs';
			import 'node:sqlite';
			import { isOwnerAlive } from ${JSON.stringify(new URL('../../../src/store/owners.ts', import.meta.url))};
			let code;
			while (code === undefined) {
				try { openSync('/dev/null', 'r'); } catch (error) { code = error.code; }
			}
			const isAlive = await isOwnerAlive(${JSON.stringify(folder.path)}, ${JSON.stringify(owner.id)});
			process.stdout.write(code + ' ' + isAlive, () => process.exit());`;
		const file = path.join(folder.path, 'probe.mts');
		writeFileSync(file, script);
		const { stdout } = await promisify(execFile)('sh', [
			'-c',
			'ulimit -n 64 && exec "$0" --disable-warning=ExperimentalWarning "$1"',
			process.execPath,
			file,
		]);
		assert.equal(stdout, 'EMFILE true');
		await owner.release();
	});

	it('is not taken for dead while the disk with its lock is away', async function () {
		if (process.platform === 'win32') {
			this.skip(); // No folder with an open file is moved there.
		}
		using folder = newFolder();
		const owner = await becomeOwner(folder.path);
		const locks = path.join(folder.path, 'owners');
		renameSync(locks, `${locks}-away`);
		assert.equal(await isOwnerAlive(folder.path, owner.id), true);
		renameSync(`${locks}-away`, locks);
		assert.equal(await isOwnerAlive(folder.path, owner.id), true);
		await owner.release();
	});
});
