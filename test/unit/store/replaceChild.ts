// A window that writes over a file, or takes that back, and dies at one of the steps on the way:
// `replaceChild.ts FOLDER FILE replace|revert disk|provider STEP`. It prints how many steps
// there are if it lives, and those at which a provider is writing.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

const [folder = '', file = '', task = '', kind = '', lastStep = ''] = process.argv.slice(2);
let step = 0;
const writing: number[] = [];

/** The process dies here if its time has come: nothing that follows is done. */
function pass(): void {
	step += 1;
	if (step === Number(lastStep)) {
		process.kill(process.pid, 'SIGKILL');
	}
}

/** Lets the process die before and after every call of these. */
function interrupt(target: object, names: readonly string[]): void {
	const functions = target as Record<string, (...args: unknown[]) => Promise<unknown>>;
	for (const name of names) {
		const original = functions[name] as (...args: unknown[]) => Promise<unknown>;
		functions[name] = async function (this: unknown, ...args) {
			pass();
			if (name === 'writeFile' && args[0] instanceof Uint8Array) {
				const [bytes] = args;
				await original.call(this, bytes.subarray(0, bytes.length >> 1));
				pass();
				return original.call(this, bytes.subarray(bytes.length >> 1));
			}
			const result = await original.apply(this, args);
			pass();
			return result;
		};
	}
}

const { openStore } = await import('../../../src/store/store.ts');
const { diskContent } = await import('../../../src/store/diskContent.ts');
const { replaceContent, revertReplacement, sha256Of } = await import('../../../src/store/replacing.ts');
const { brokenContent } = await import('./contents.ts');
const store = await openStore({
	folder,
	workerUrl: new URL('../../../src/store/worker.ts', import.meta.url),
});
const [listed] = await store.records.listReplacements({ limit: 1 });
const old = fs.readFileSync(file);

const handle = await fs.promises.open(file, 'r');
interrupt(Object.getPrototypeOf(handle), ['writeFile', 'sync', 'chmod']);
await handle.close();
interrupt(fs.promises, ['rename', 'rm', 'open']);
syncBuiltinESMExports();
const records = new Proxy(store.records, {
	get:
		(target, name) =>
		async (...args: never[]) => {
			pass();
			const asked = target as unknown as Record<string, (...args: never[]) => Promise<unknown>>;
			const result = await asked[String(name)]?.(...args);
			pass();
			return result;
		},
});

const books = { records, folder, owner: store.owner };
const content =
	kind === 'disk'
		? diskContent(file, path.dirname(file))
		: brokenContent(file, () => {
				writing.push(step + 1);
				pass();
			});
if (task === 'replace') {
	await replaceContent(books, content, {
		uri: `file://${file}`,
		name: 'logo.png',
		sha256: sha256Of(old),
		bytes: fs.readFileSync(`${file}.new`),
		callId: 'call',
		position: 0,
		now: 1,
	});
} else if (listed) {
	await revertReplacement(books, content, listed);
}
console.log(JSON.stringify({ count: step, writing }));
await store.close();
