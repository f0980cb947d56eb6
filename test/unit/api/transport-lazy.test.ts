import assert from 'node:assert/strict';
import { createClient } from '../../../src/api/client.ts';
import { ConnectionError } from '../../../src/api/errors.ts';
import { generateV3 } from '../../../src/api/operations/generate-v3.ts';
import { lazyTransport, type Transport, TransportError } from '../../../src/api/transport.ts';
import { autoTransport } from '../../../src/api/transport-auto.ts';

const refusing: Transport = {
	async send() {
		return { status: 400, header: () => undefined, body: noBytes(), discard() {} };
	},
	async close() {},
};

async function* noBytes(): AsyncGenerator<Uint8Array> {}

/** A transport whose file is away so many times. */
function away(times: number): { readonly transport: Transport; readonly loads: () => number } {
	let loads = 0;
	const transport = lazyTransport(async () => {
		loads += 1;
		if (loads <= times) {
			throw new Error('Cannot find module');
		}
		return refusing;
	});
	return { transport, loads: () => loads };
}

async function failureOf(transport: Transport): Promise<Error> {
	const client = createClient({
		baseUrl: 'https://api.ideogram.ai',
		key: async () => 'a-key',
		transport,
		images: () => Promise.reject(new Error('No mask is used here.')),
	});
	const call = await client.prepare(generateV3, { prompt: 'a fox' });
	return call.send().then(
		() => assert.fail('It was taken.'),
		(error: Error) => error,
	);
}

describe('A transport that cannot be loaded', () => {
	it('has sent nothing, which is not charged, and says what to do', async () => {
		const error = await failureOf(away(1).transport);
		assert.ok(error instanceof ConnectionError);
		assert.equal(error.mayHaveBeenCharged, false);
		assert.equal(
			error.message,
			'Nothing was sent, since a part of Ideogram Assets has been updated or removed and could not be loaded: reload this window.',
		);
	});

	it('is loaded anew by the next request, and then kept', async () => {
		const { transport, loads } = away(1);
		assert.equal((await failureOf(transport)).name, 'ConnectionError');
		assert.equal((await failureOf(transport)).name, 'BadRequestError');
		assert.equal((await failureOf(transport)).name, 'BadRequestError');
		assert.equal(loads(), 2);
	});

	it('leaves the way to the other one', async () => {
		const { transport } = away(9);
		const auto = autoTransport({ undici: transport, editor: refusing, choice: () => 'auto' });
		assert.equal((await failureOf(auto)).name, 'BadRequestError');
	});

	it('is named where neither way works', async () => {
		const { transport } = away(9);
		const editor: Transport = {
			...refusing,
			send: () => Promise.reject(new TransportError('connect', new Error('offline'))),
		};
		const auto = autoTransport({ undici: transport, editor, choice: () => 'auto' });
		assert.match((await failureOf(auto)).message, /reload this window/);
	});

	it('can be closed', async () => {
		const { transport } = away(1);
		await failureOf(transport);
		await transport.close();
	});
});
