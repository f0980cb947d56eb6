import assert from 'node:assert/strict';
import type { HistoryEntry } from '../../../src/store/history.ts';
import type { Records } from '../../../src/store/records.ts';
import { createDispatcher, type Handlers } from '../../../src/studio/dispatcher.ts';
import { createHandles } from '../../../src/studio/handles.ts';
import { createHistoryHandlers } from '../../../src/studio/historyHandlers.ts';
import { createImageHandlers } from '../../../src/studio/imageHandlers.ts';
import { createMakeHandlers } from '../../../src/studio/makeHandlers.ts';
import type { RequestType } from '../../../src/studio/messages.ts';
import { createSpendingHandlers } from '../../../src/studio/spendingHandlers.ts';
import { createFakeImages } from '../../page/fakeImages.ts';
import { createFakeMake } from '../../page/fakeMake.ts';
import { createFakeRecords } from '../../page/fakeRecords.ts';
import { sampleEntry } from '../../page/samples.ts';
import { HANDLE, SOUND } from './soundRequests.ts';

/** The real handlers, with what they did. */
function rig() {
	const done: string[] = [];
	const fake = createFakeRecords({ entries: [sampleEntry(0)] });
	const records = async () => fake as unknown as Records;
	const entries = createHandles<HistoryEntry>();
	const act = async () => void done.push('act');
	const host = { imageUri: (file: string) => file, copy: act, confirm: async () => true };
	const handlers = {
		...createMakeHandlers(createFakeMake(fake, done), host, entries),
		...createImageHandlers(createFakeImages(fake, done), host, entries),
		...createHistoryHandlers(
			{
				records,
				imagePath: (file) => file,
				thumbnails: { of: async () => undefined },
				actions: { insert: act, openFile: act, generateAgain: act },
				revert: act,
			},
			host,
			entries,
		),
		...createSpendingHandlers({
			records,
			spendingContext: async () => assert.fail('nobody asks'),
			exportSpending: act,
		}),
	};
	const answer = createDispatcher({
		handlers: handlers as Handlers,
		sentence: (error) => (error as Error).message,
		log: () => {},
	});
	return { answer, done };
}

describe('A handle that the page made up', () => {
	for (const type of Object.keys(SOUND) as RequestType[]) {
		const args = SOUND[type];
		if (!JSON.stringify(args).includes(HANDLE)) {
			continue;
		}
		it(`leads to nothing, and does nothing: ${type}`, async () => {
			const { answer, done } = rig();
			const reply = await answer({ id: 1, type, args });
			if (type === 'make/images') {
				assert.deepEqual(reply, { kind: 'answer', id: 1, value: { images: [] } });
			} else {
				assert.equal(reply.kind, 'error');
				assert.ok(reply.kind === 'error' && ['unknown-handle', 'failed'].includes(reply.code));
				assert.match(reply.message, /\.$/);
				assert.doesNotMatch(reply.message, /TypeError|undefined|Assertion/);
			}
			assert.deepEqual(done, []);
		});
	}
});
