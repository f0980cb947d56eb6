// A process that reserves the calls it is told to, when it is told to: `racer.mjs FOLDER`.
import { BudgetError } from '../../src/store/budget.ts';
import { type ReserveOptions, reserve } from '../../src/store/calls.ts';
import { openDatabase } from '../../src/store/database.ts';

/** What it is told, and how it went. */
export interface Heat extends ReserveOptions {
	readonly id: string;
}
export type Finish = 'reserved' | 'waits' | 'refused';

const db = await openDatabase(process.argv[2] ?? '');
// Thousands of commits: whether each is on the disk is not what is tried here.
db.connection.exec('PRAGMA synchronous = OFF');

async function run({ id, ...options }: Heat): Promise<Finish> {
	try {
		return (await reserve(db, id, options)).reserved ? 'reserved' : 'waits';
	} catch (error) {
		if (error instanceof BudgetError) {
			return 'refused';
		}
		throw error;
	}
}

process.on('message', async (heat: Heat) => process.send?.(await run(heat)));
process.on('disconnect', () => db.close());
process.send?.('ready');
