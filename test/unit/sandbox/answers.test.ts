import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as v from 'valibot';
import { catalog, estimate } from '../../../src/api/prices.ts';
import { type ContractOperation, readContract } from '../api/contract.ts';
import { inputOf, isRight } from './arbitrary.ts';
import { faultsBy } from './contract-check.ts';
import { call, sandboxes } from './support.ts';

describe('The answer of the sandbox', () => {
	const start = sandboxes();
	const contract = readContract();

	for (const operation of catalog) {
		const documented = contract?.operations.find(
			({ method, path }: ContractOperation) => method === operation.method && path === operation.path,
		);

		it(`is in the shape that the operation reads, and billed as it says: ${operation.id}`, async () => {
			const sandbox = await start();
			const priced = inputOf(operation)
				.filter((input) => isRight(() => estimate(operation, input)))
				.map((input) => (operation.id === 'model' ? { modelId: 'sandbox-draft' } : input));
			await fc.assert(
				fc.asyncProperty(priced, async (input) => {
					const before = sandbox.accepted.length;
					const answer = await call(sandbox, operation, input);
					assert.equal(answer.status, 200, answer.text);
					assert.deepEqual(v.safeParse(operation.answer, answer.body).issues, undefined);
					const response = documented?.responses['200'];
					if (contract && response) {
						assert.deepEqual(faultsBy(contract, response, answer.body), []);
					}
					const read = operation.read(v.parse(operation.answer, answer.body) as never);
					const [paid] = sandbox.accepted.slice(before);
					assert.equal(paid?.operation, operation.billing && operation.id);
					assert.equal(paid?.images, operation.billing?.(input as never).count);
					if (read.images.length > 0) {
						assert.equal(read.images.length, operation.imagesInFlight(input as never));
					}
				}),
				{ numRuns: 6 },
			);
		});
	}

	it('follows the contract', function () {
		if (!contract) {
			this.skip();
		}
		const paths = catalog.map(({ method, path }) => `${method} ${path}`);
		const known = contract.operations.map(({ method, path }) => `${method} ${path}`);
		assert.deepEqual(
			paths.filter((path) => !known.includes(path)),
			[],
		);
	});
});
