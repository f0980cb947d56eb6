import type { HistoryEntry } from '../../../src/store/history.ts';
import { createHandles } from '../../../src/studio/handles.ts';
import { createMakeHandlers } from '../../../src/studio/makeHandlers.ts';
import type { FormValues } from '../../../src/studio/makeMessages.ts';
import { createFakeMake, type FakeMakeOptions } from '../../page/fakeMake.ts';
import { createFakeRecords } from '../../page/fakeRecords.ts';

/** What answers the page about Make, with Make and the store behind it as far as that is concerned. */
export function rig(options: FakeMakeOptions = {}, entries: readonly HistoryEntry[] = []) {
	const records = createFakeRecords({ entries });
	const done: string[] = [];
	const make = createFakeMake(records, done, options);
	const known = createHandles<HistoryEntry>();
	const handlers = createMakeHandlers(
		make,
		{ imageUri: (file, version) => `webview:${file}?version=${version}` },
		known,
	);
	const calls = async () => (await handlers['make/calls']({})).calls;
	/** At the price that is on the screen. */
	const start = async (filled: ReturnType<typeof generate>) => {
		const { price } = await handlers['make/preview'](filled);
		return handlers['make/start']({ ...filled, price: price ?? '' });
	};
	return { records, done, make, handlers, known, calls, start };
}

/** A form that is filled in soundly, with further values. */
export const generate = (values: FormValues = {}): { operation: string; values: FormValues } => ({
	operation: 'generate/3.0',
	values: { prompt: 'A fox', ...values },
});
