import { parseArgs } from 'node:util';
import { REALISTIC_LATENCY_MS, startSandbox } from './server.ts';

const usage = 'usage: node src/sandbox/cli.ts [--port N] [--key K]';

/** Ends with one sentence and exit status 2. */
function fail(sentence: string): never {
	console.error(sentence);
	process.exit(2);
}

function readArguments(): { readonly port: number; readonly key: string | undefined } {
	const { port, key } = parse();
	if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) {
		fail(`--port must be a whole number from 0 to 65535, not "${port}".`);
	}
	if (key === '') {
		fail('--key must not be empty.');
	}
	return { port: Number(port), key };
}

function parse(): { readonly port: string; readonly key?: string | undefined } {
	try {
		return parseArgs({
			options: { port: { type: 'string', default: '0' }, key: { type: 'string' } },
		}).values;
	} catch {
		fail(`These arguments are not understood; ${usage}`);
	}
}

const { port, key } = readArguments();
const sandbox = await startSandbox({
	port,
	...(key === undefined ? {} : { key }),
	workerUrl: new URL('./worker.ts', import.meta.url),
	latencyMs: REALISTIC_LATENCY_MS,
}).catch((error: NodeJS.ErrnoException) =>
	fail(
		error.code === 'EADDRINUSE'
			? `Port ${port} is in use by another program.`
			: `The sandbox cannot listen on port ${port}: ${error.message}`,
	),
);
console.log(`sandbox listening on ${sandbox.origin}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => void sandbox.close());
}
