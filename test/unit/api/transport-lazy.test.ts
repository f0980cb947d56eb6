import assert from 'node:assert/strict';
import { lazyTransport, type Transport } from '../../../src/api/transport.ts';

describe('A transport that is loaded with its first request', () => {
	const request = { method: 'GET', url: 'https://api.example/', headers: {} } as never;

	it('is loaded again with the next one where it could not be, and can be closed meanwhile', async () => {
		const closed: string[] = [];
		const inner = { send: async () => ({ status: 204 }), close: async () => void closed.push('inner') };
		let loads = 0;
		const transport = lazyTransport(async () => {
			loads++;
			if (loads === 1) {
				throw new Error('EMFILE: too many open files');
			}
			return inner as unknown as Transport;
		});
		await transport.close();
		assert.equal(loads, 0);
		await assert.rejects(transport.send(request), /EMFILE/);
		await transport.close();
		assert.equal((await transport.send(request)).status, 204);
		await transport.close();
		assert.deepEqual([loads, closed], [2, ['inner']]);
	});
});
