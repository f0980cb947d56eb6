import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../src/store/database.ts';
import { migrations } from '../../src/store/migrations.ts';
import { oldDatabase } from '../unit/store/ledger.ts';
import { scriptOf } from './build.ts';
import { kills, randomFrom, seed } from './random.ts';

const CALLS = 4000;

describe('A window that is killed while it migrates the store', () => {
	it('leaves it old or new, every row in it, and at most a backup that is whole', async () => {
		const root = mkdtempSync(path.join(tmpdir(), 'ideogram-migrating-'));
		const script = await scriptOf('migrator');
		const random = randomFrom(seed);
		let migratedBefore = 0;
		const lifetimeMs = await timeToOpen(script, path.join(root, 'whole'));
		for (let done = 0; done < Math.ceil(kills / 5); ) {
			const folder = path.join(root, String(done));
			mkdirSync(folder);
			oldDatabase(path.join(folder, 'store.sqlite'), 1, CALLS);
			const child = spawn(process.execPath, [script, folder], { stdio: 'ignore' });
			setTimeout(() => child.kill('SIGKILL'), random.between(0, lifetimeMs));
			const [, signal] = await once(child, 'exit');
			done += signal === 'SIGKILL' ? 1 : 0;
			const before = versionIn(path.join(folder, 'store.sqlite'));
			assert.ok(before === 1 || before === migrations.length);
			migratedBefore += before === 1 ? 0 : 1;
			await assertWhole(folder);
			rmSync(folder, { recursive: true });
		}
		console.log(`      ${Math.ceil(kills / 5)} kills, ${migratedBefore} after the migration`);
		rmSync(root, { recursive: true });
	});
});

/** How long a process that is left alone takes for this store, on this machine. */
async function timeToOpen(script: string, folder: string): Promise<number> {
	mkdirSync(folder);
	oldDatabase(path.join(folder, 'store.sqlite'), 1, CALLS);
	const started = performance.now();
	await once(spawn(process.execPath, [script, folder], { stdio: 'ignore' }), 'exit');
	return Math.ceil(performance.now() - started);
}

async function assertWhole(folder: string): Promise<void> {
	const db = await openDatabase(folder);
	const count = (sql: string) => (db.connection.prepare(sql).get() as { n: number }).n;
	assert.equal(count('SELECT COUNT(*) AS n FROM calls'), CALLS);
	assert.equal(count(`SELECT COUNT(*) AS n FROM words WHERE words MATCH 'fox'`), CALLS);
	assert.deepEqual({ ...db.connection.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
	db.close();
	const backups = readdirSync(path.join(folder, 'backups'));
	assert.equal(backups.length, 1, backups.join());
	const backup = path.join(folder, 'backups', backups[0] ?? '');
	assert.equal(versionIn(backup), 1);
	assert.ok(!existsSync(path.join(folder, 'repair.lock')), 'nothing was taken for damaged');
}

function versionIn(file: string): number {
	const connection = new DatabaseSync(file);
	const { user_version: version } = connection.prepare('PRAGMA user_version').get() as {
		user_version: number;
	};
	connection.close();
	return version;
}
