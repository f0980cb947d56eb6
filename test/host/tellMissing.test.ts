import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { tellMissing } from '../../src/editor/generation.ts';
import type { StoredOutput } from '../../src/store/outputs.ts';
import { replaced } from './support.ts';

describe('Images that were paid for and have not been fetched', () => {
	const said: (readonly string[])[] = [];

	beforeEach(() => {
		said.length = 0;
	});

	const tell = async (count: number) => {
		using _heard = replaced(vscode.window, 'showWarningMessage', (async (...shown: string[]) => {
			said.push(shown);
		}) as never);
		const message = 'The address of the image was refused. It is tried again until the link ends.';
		await tellMissing(Array.from({ length: count }, () => ({ state: 'pending', message }) as StoredOutput));
	};

	for (const [count, images] of [
		[1, '1 image'],
		[2, '2 images'],
	] as const) {
		it(`are told in one sentence, which leads to where the causes are: ${images}`, async () => {
			await tell(count);
			assert.deepEqual(said, [
				[`Paid for, but not fetched yet: ${images}; fetching goes on until the link ends.`, 'Show History'],
			]);
		});
	}

	it('are not spoken of where there are none', async () => {
		await tell(0);
		assert.deepEqual(said, []);
	});
});
