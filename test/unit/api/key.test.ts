import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { createClient } from '../../../src/api/client.ts';
import { InvalidKeyError } from '../../../src/api/errors.ts';
import { isUsableKey } from '../../../src/api/key.ts';
import { generateV3 } from '../../../src/api/operations/generate-v3.ts';
import { fetchTransport } from '../../../src/api/transport-fetch.ts';

describe('A key that no request can carry', () => {
	for (const key of [
		'SECRET\nKEY',
		'SECRET\r\nKEY',
		'SECRET KEY',
		'SECRET\tKEY',
		'SECRET\u200bKEY',
		'SECRÉTKEY',
	]) {
		it(`is refused before anything is sent, and not told: ${JSON.stringify(key)}`, async () => {
			const seen: unknown[] = [];
			const client = createClient({
				baseUrl: 'https://api.ideogram.ai',
				key: async () => key,
				transport: fetchTransport(() => async (input) => {
					seen.push(input);
					return new Response('{}');
				}),
				images: () => Promise.reject(new Error('No mask is used here.')),
				report: (report) => seen.push(report),
			});
			const error = await client
				.prepare(generateV3, { prompt: 'a fox' })
				.then((call) => call.send())
				.then(
					() => assert.fail('It was taken.'),
					(failure: unknown) => failure,
				);
			assert.ok(error instanceof InvalidKeyError);
			assert.match(
				error.message,
				/^Nothing was sent, since .* line breaks or special characters .* set it again\.$/,
			);
			assert.doesNotMatch(inspect(error, { depth: 9 }), /SECR|KEY(?!_)/);
			assert.deepEqual(seen, []);
		});
	}

	it('is any but one of visible ASCII characters', () => {
		assert.ok(isUsableKey('abc-DEF_0123456789!~'));
		assert.ok(!isUsableKey(''));
	});
});
