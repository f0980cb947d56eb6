import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readBounded, type Transport } from '../../../src/api/transport.ts';
import { KEY, makeRig, rejection } from './rig.ts';

/** The API, but for what it says to a call. */
const saying =
	(change: (answer: string) => string) =>
	(inner: Transport): Transport => ({
		async send(request) {
			const response = await inner.send(request);
			if (request.method !== 'POST') {
				return response;
			}
			const changed = change((await readBounded(response.body, 1e6)).toString());
			const body = (async function* () {
				yield Buffer.from(changed);
			})();
			return { status: response.status, header: (name) => response.header(name), body, discard() {} };
		},
		close: () => inner.close(),
	});

describe('An odd answer to one call of a person', () => {
	for (const [what, change] of [
		['a seed that is no whole number', (answer: string) => answer.replace(/"seed":\d+/, '"seed":1.5')],
		['a seed of more than 64 bits', (answer: string) => answer.replace(/"seed":\d+/, '"seed":1e19')],
		['a seed of 63 bits', (answer: string) => answer.replace(/"seed":\d+/, '"seed":4611686018427387904')],
		['no time', (answer: string) => answer.replace('"created"', '"made"')],
		['null for a size', (answer: string) => answer.replace(/"resolution":"\w+"/, '"resolution":null')],
	] as const) {
		it(`with ${what} brings its images all the same`, async () => {
			const trouble: string[] = [];
			await using rig = await makeRig({
				transport: saying(change),
				onTrouble: ({ problem }) => {
					trouble.push(problem);
				},
			});
			const result = await rig.generate({ numImages: 2 });
			assert.deepEqual(
				result?.outputs.map(({ state }) => state),
				['saved', 'saved'],
			);
			assert.deepEqual(trouble, []);
		});
	}

	it('in which no image is found is kept with the call, without the key, and exported', async () => {
		const odd = (answer: string) => answer.replace('"data"', '"pictures"').replace('{', `{"yours":"${KEY}",`);
		await using rig = await makeRig({ transport: saying(odd) });
		const error = await rejection(rig.generate());
		assert.match(error.message, /: Export Spending has what it said\.$/);
		const [call] = rig.ledger();
		assert.deepEqual([call?.state, call?.message], ['unknown', error.message]);
		const file = path.join(rig.folder, 'spending.csv');
		await rig.store.records.exportSpending(file);
		const exported = await readFile(file, 'utf8');
		assert.match(exported, /,unread answer\r\n/);
		assert.match(
			exported,
			/""pictures"":\[\{""url"":""http:\/\/127\.0\.0\.1:\d+\/api\/images\/ephemeral\/[^"]+""/,
		);
		assert.ok(!(await rig.contents()).includes(KEY));
	});
});
