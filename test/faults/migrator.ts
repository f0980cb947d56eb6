// A process that opens a store, which takes it to the newest schema, and closes it: `migrator.mjs FOLDER`.
import { openStore } from '../../src/store/store.ts';

const store = await openStore({
	folder: process.argv[2] ?? '',
	workerUrl: new URL('./store-worker.mjs', import.meta.url),
});
await store.close();
