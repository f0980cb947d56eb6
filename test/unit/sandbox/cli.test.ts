import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { sandboxes } from './support.ts';

const cli = fileURLToPath(new URL('../../../src/sandbox/cli.ts', import.meta.url));

function run(...args: readonly string[]) {
	return spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function failure(...args: readonly string[]): Promise<string> {
	const child = run(...args);
	const [[code], stdout, stderr] = await Promise.all([
		once(child, 'exit'),
		text(child.stdout),
		text(child.stderr),
	]);
	assert.equal(code, 2, stderr);
	assert.equal(stdout, '');
	assert.equal(stderr.trim().split('\n').length, 1, stderr);
	return stderr;
}

describe('The sandbox on the command line', () => {
	const start = sandboxes();

	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		it(`says where it listens, asks for its key, and ends cleanly on ${signal}`, async () => {
			const child = run('--port', '0', '--key', 'right');
			const [line] = await once(child.stdout, 'data');
			const [, origin] = /^sandbox listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(String(line)) ?? [];
			assert.ok(origin, String(line));
			const status = async (key: string) =>
				(await fetch(`${origin}/models`, { headers: { 'Api-Key': key } })).status;
			assert.equal(await status('right'), 200);
			assert.equal(await status('wrong'), 401);
			child.kill(signal);
			const [code] = await once(child, 'exit');
			// Windows has no signals to a child: it ends at once, without a code.
			assert.equal(code, process.platform === 'win32' ? null : 0);
		});
	}

	it('names a port that is in use', async () => {
		const { port } = await start();
		assert.match(await failure('--port', String(port)), new RegExp(`Port ${port} is in use`));
	});

	it('names what is wrong with its arguments', async () => {
		assert.match(await failure('--port', '65536'), /--port must be/);
		assert.match(await failure('--port', 'http'), /--port must be/);
		assert.match(await failure('--key', ''), /--key must not be empty/);
		assert.match(await failure('--colour'), /usage/);
		assert.match(await failure('8080'), /usage/);
	});
});
