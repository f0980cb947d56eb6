import assert from 'node:assert/strict';
import { generateV3 } from '../../../src/api/operations/generate-v3.ts';
import { makeRig, type Rig, rejection } from './rig.ts';

describe('A call whose price was shown', () => {
	const start = (rig: Rig, shown: number) =>
		rig.jobs.start({
			operation: generateV3,
			input: { prompt: 'a red fox' },
			target: rig.target,
			source: 'agent',
			shown,
			workspace: undefined,
		});

	it('is refused where it costs more, before it enters the ledger or anybody is asked', async () => {
		let asked = 0;
		const confirm = async () => ++asked > 0;
		await using rig = await makeRig({ confirm, limits: { confirmAbove: 0 } });
		const error = await rejection(start(rig, 59_999));
		assert.equal(error.name, 'DearerError');
		assert.equal(
			error.message,
			'This costs more now than what was shown when it was allowed, so nothing was sent: try again.',
		);
		assert.deepEqual([asked, rig.ledger().length, rig.sandbox.requests.length], [0, 0, 0]);
	});

	it('is made where it costs as much or less, or nothing', async () => {
		await using rig = await makeRig();
		assert.equal((await (await start(rig, 60_000))?.done)?.price.amount, 60_000);
		await using free = await makeRig({ isSandbox: true });
		assert.equal((await (await start(free, 0))?.done)?.label, 'sandbox');
	});
});
