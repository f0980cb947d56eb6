import assert from 'node:assert/strict';
import { stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { resumePendingWork } from '../../../src/jobs/resume.ts';
import type { CallFault, ImageFault } from '../../../src/sandbox/faults.ts';
import { KEY, makeRig, rejection } from './rig.ts';

const refuse = (status: number, body: unknown, headers?: Record<string, string>): CallFault & ImageFault => ({
	kind: 'refuse',
	status,
	body,
	headers,
});

describe('One call of a person', () => {
	it('names both causes of a 401', async () => {
		await using rig = await makeRig();
		rig.sandbox.faults.next('generate', refuse(401, { message: 'x' }));
		const failure = await rejection(rig.generate());
		assert.equal(failure.message, 'Ideogram refused the key: wrong, paused, or out of balance.');
	});

	it('that cannot connect tries again, sends nothing and is not charged', async () => {
		const closed = await closedPort();
		await using rig = await makeRig({ baseUrl: () => `http://127.0.0.1:${closed}` });
		const failure = await rejection(rig.generate());
		assert.equal(failure.name, 'ConnectionError');
		assert.match(
			failure.message,
			/^Could not reach .*, so nothing was sent: check your network and try again\.$/,
		);
		assert.equal(rig.log.length, 3);
		assert.deepEqual(
			rig.ledger().map(({ state }) => state),
			['not-charged'],
		);
	});

	for (const status of [301, 302, 303, 307, 308] as const) {
		it(`does not take its key along a ${status} redirect`, async () => {
			await using rig = await makeRig();
			await using elsewhere = await makeRig();
			rig.sandbox.faults.next('generate', {
				kind: 'redirect',
				status,
				location: `${elsewhere.sandbox.origin}/v1/ideogram-v3/generate`,
			});
			const failure = await rejection(rig.generate());
			assert.equal(failure.name, 'UnknownOutcomeError');
			assert.equal(elsewhere.sandbox.requests.length, 0);
		});
	}

	it('over the cap of the day is refused with nothing sent', async () => {
		await using rig = await makeRig({ limits: { caps: { day: 100_000 } } });
		await rig.generate();
		const failure = await rejection(rig.generate());
		assert.equal(failure.name, 'BudgetError');
		assert.deepEqual(
			[failure.cap, failure.limit, failure.spent, failure.amount],
			['day', 100_000, 60_000, 60_000],
		);
		assert.equal(rig.sandbox.accepted.length, 1);
	});

	it('cannot spend the last cent together with another', async () => {
		await using rig = await makeRig({ limits: { caps: { day: 300_000 } } });
		const results = await Promise.allSettled(Array.from({ length: 12 }, () => rig.generate()));
		assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 5);
		assert.equal(rig.sandbox.accepted.length, 5);
	});

	it('counts as spent while its outcome is unknown', async () => {
		await using rig = await makeRig({ limits: { caps: { day: 100_000 } } });
		rig.sandbox.faults.next('generate', { kind: 'reset', when: 'after-body' });
		await rejection(rig.generate());
		assert.equal((await rejection(rig.generate())).name, 'BudgetError');
	});

	it('never leaves more than the allowed images in flight, nor starves', async () => {
		await using rig = await makeRig({ sandbox: { latencyMs: 5 } });
		await Promise.all([3, 8, 1, 4, 8, 2, 5, 1, 1, 7].map((numImages) => rig.generate({ numImages })));
		assert.ok(rig.sandbox.peakInFlight <= 10);
		assert.ok(!rig.log.some((line) => line.includes('429')));
		assert.equal((await rig.imageFiles()).length, 40);
	});
});

describe('Fetching a paid image', () => {
	const image = async (fault: ImageFault, times = 1) => {
		const rig = await makeRig();
		rig.sandbox.faults.next('image', fault, times);
		await rig.generate();
		return rig;
	};

	it('goes on where it broke off, and never buys again', async () => {
		await using rig = await image({ kind: 'truncated' }, 2);
		assert.deepEqual(
			rig.outputs().map(({ state }) => state),
			['saved'],
		);
		assert.equal(rig.sandbox.accepted.length, 1);
	});

	for (const [name, fault] of [
		['a 503', refuse(503, '')],
		['a 404', refuse(404, '')],
		['a page of HTML', refuse(200, '<html></html>', { 'content-type': 'text/html' })],
	] as const) {
		it(`tries again after ${name}`, async () => {
			await using rig = await image(fault);
			assert.deepEqual(
				rig.outputs().map(({ state }) => state),
				['saved'],
			);
		});
	}

	it('keeps the link for later when the server stays down', async () => {
		await using rig = await image(refuse(503, ''), 6);
		assert.deepEqual(
			rig.outputs().map(({ state }) => state),
			['pending'],
		);
		assert.equal(rig.ledger()[0]?.state, 'charged');
		assert.deepEqual(await rig.imageFiles(), []);
	});

	it('says so when the link has expired', async () => {
		await using rig = await makeRig({ sandbox: { linkLifetimeMs: 0 } });
		await rig.generate();
		const [output] = rig.outputs();
		assert.deepEqual(
			[output?.state, output?.message],
			['expired', 'The link to this image has expired, so it can no longer be fetched.'],
		);
	});

	it('keeps a link that is refused before its end, and says what to do', async () => {
		await using rig = await image(refuse(403, '<html>Blocked</html>'), 6);
		const [output] = rig.outputs();
		assert.equal(output?.state, 'pending');
		assert.match(output?.message ?? '', /refused \(403\): if a filter .* have 127\.0\.0\.1 allowed/);
		const resumed = await resumePendingWork(rig.folder, async () => rig.store, { transport: rig.transport });
		assert.equal(resumed?.saved.length, 1);
	});

	it('takes up what was given up before its link ended, and nothing else', async () => {
		await using rig = await image(refuse(503, ''), 6);
		const givenUp = (column: string) => rig.sql.exec(`UPDATE outputs SET state = 'expired', ${column}`);
		const resume = () => resumePendingWork(rig.folder, async () => rig.store, { transport: rig.transport });
		for (const gone of ['expires = 1', 'deleted = 1', 'url = NULL']) {
			const { url, expires } = rig.sql.prepare('SELECT url, expires FROM outputs').get() as {
				url: string;
				expires: number;
			};
			givenUp(gone);
			await writeFile(path.join(rig.folder, 'pending'), '');
			assert.equal((await resume())?.saved.length, 0, gone);
			assert.equal(rig.outputs()[0]?.state, 'expired', gone);
			rig.sql.prepare('UPDATE outputs SET url = ?, expires = ?, deleted = NULL').run(url, expires);
		}
		givenUp('claimed = NULL');
		await writeFile(path.join(rig.folder, 'pending'), '');
		assert.equal((await resume())?.saved.length, 1);
		assert.equal(rig.outputs()[0]?.state, 'saved');
	});

	for (const [what, fault, width, bytes] of [
		['has more pixels than can be shown', { kind: 'huge-dimensions' }, 100_000, 45],
		[
			'is longer than most images',
			{ kind: 'oversize', bytes: 65 * 1024 * 1024, declared: true },
			1,
			65 * 1024 * 1024,
		],
	] as const) {
		it(`keeps an image that ${what}, as it came`, async () => {
			await using rig = await image(fault);
			const [output] = rig.sql.prepare('SELECT state, width, bytes FROM outputs').all();
			assert.deepEqual({ ...output }, { state: 'saved', width, bytes });
			const [file] = await rig.imageFiles();
			assert.equal((await stat(path.join(rig.folder, 'images', file ?? ''))).size, bytes);
		});
	}

	it('keeps the link of what is longer than any image, and asks for it once', async () => {
		await using rig = await image({ kind: 'oversize', bytes: 1024 ** 3 + 1 }, 2);
		const [output] = rig.outputs();
		assert.deepEqual(
			[output?.state, output?.message],
			['pending', 'The image is larger than 1 GB, so it was not fetched.'],
		);
		assert.deepEqual(await rig.imageFiles(), []);
		const resumed = await resumePendingWork(rig.folder, async () => rig.store, { transport: rig.transport });
		assert.equal(resumed?.pending, 0);
		assert.equal(rig.sandbox.faults.pending('image'), 1);
	});

	it('does not send the key even when the link redirects', async () => {
		await using rig = await image({ kind: 'redirect', status: 302, location: 'http://127.0.0.1:9/' }, 6);
		assert.ok(
			rig.sandbox.requests.filter(({ path }) => path.includes('ephemeral')).every(({ keySent }) => !keySent),
		);
		assert.ok(!rig.log.join('').includes(KEY));
	});
});

async function closedPort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}
