import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { BadRequestError, UnknownOutcomeError } from '../../../src/api/errors.ts';
import { logLine } from '../../../src/api/logLine.ts';
import { TransportError } from '../../../src/api/transport.ts';
import { StoreError } from '../../../src/store/errors.ts';

describe('An error in the log', () => {
	it('has its class, status and request id, and none of its words', () => {
		const error = new BadRequestError("Ideogram says: 'a secret fox' is not one of 'x', 'y'", {
			status: 400,
			requestId: 'req-1',
		});
		assert.match(logLine(error), /^BadRequestError 400 request req-1 at logLine\.test\.ts:\d+:\d+/);
		assert.doesNotMatch(logLine(error), /fox/);
	});

	it('has the codes of what caused it', () => {
		const reset = Object.assign(new Error('a secret fox'), { code: 'ECONNRESET' });
		const error = new UnknownOutcomeError('x', { cause: new TransportError('sent', reset) });
		assert.match(
			logLine(error),
			/^UnknownOutcomeError, caused by TransportError ECONNRESET, caused by Error ECONNRESET at /,
		);
		assert.match(logLine(new StoreError('full')), /^StoreError full at /);
	});

	it('has no file named after a prompt', async () => {
		const error = await readFile('/nowhere/a-secret-fox-7.png').catch((failure: unknown) => failure);
		assert.match(logLine(error), /^Error ENOENT/);
		assert.doesNotMatch(logLine(error), /fox|nowhere/);
	});

	it('tells nothing of a message, whatever that is made of', () => {
		fc.assert(
			fc.property(fc.string(), fc.constantFrom('', '\n    at fox (/fox/fox.js:1:1)\n'), (text, line) => {
				const message = `fox ${text}${line}`;
				const error = new TypeError(message, { cause: new Error(message, { cause: message }) });
				assert.doesNotMatch(logLine(error), /fox/);
			}),
		);
		assert.equal(logLine('a secret fox'), 'string');
	});
});
