import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { recogniseImage } from '../../../src/images/format.ts';
import { createPictures } from '../../../src/sandbox/pictures.ts';
import { generate, newLink, sandboxes, workerUrl } from './support.ts';

async function bytesOf(link: string, headers: Readonly<Record<string, string>> = {}): Promise<Buffer> {
	return Buffer.from(await (await fetch(link, { headers })).arrayBuffer());
}

/** CRC-32 as the PNG standard gives it, a bit at a time. */
function crc(bytes: Uint8Array): number {
	let sum = 0xffffffff;
	for (const byte of bytes) {
		sum ^= byte;
		for (let bit = 0; bit < 8; bit += 1) {
			sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
		}
	}
	return (sum ^ 0xffffffff) >>> 0;
}

/** The pixels of an 8-bit RGB PNG whose rows use filters 0 to 2; anything else fails. */
function decodePng(png: Buffer): { readonly width: number; readonly height: number; readonly rgb: Buffer } {
	assert.equal(png.toString('hex', 0, 8), '89504e470d0a1a0a');
	const chunks = new Map<string, Buffer>();
	for (let at = 8; at < png.length; ) {
		const length = png.readUInt32BE(at);
		const type = png.toString('latin1', at + 4, at + 8);
		assert.equal(png.readUInt32BE(at + 8 + length), crc(png.subarray(at + 4, at + 8 + length)), type);
		chunks.set(type, png.subarray(at + 8, at + 8 + length));
		at += 12 + length;
	}
	assert.deepEqual([...chunks.keys()], ['IHDR', 'IDAT', 'IEND']);
	const header = chunks.get('IHDR') as Buffer;
	assert.equal(header.toString('hex', 8), '0802000000');
	const width = header.readUInt32BE(0);
	const height = header.readUInt32BE(4);
	const rows = inflateSync(chunks.get('IDAT') as Buffer);
	const stride = width * 3;
	assert.equal(rows.length, (stride + 1) * height);
	const rgb = Buffer.alloc(stride * height);
	for (let y = 0; y < height; y += 1) {
		const filter = rows[y * (stride + 1)];
		for (let x = 0; x < stride; x += 1) {
			const left = x < 3 ? 0 : (rgb[y * stride + x - 3] as number);
			const up = y === 0 ? 0 : (rgb[(y - 1) * stride + x] as number);
			const base = [0, left, up][filter ?? 3] as number;
			rgb[y * stride + x] = (rows[y * (stride + 1) + 1 + x] as number) + base;
		}
	}
	return { width, height, rgb };
}

describe('A sandbox image', () => {
	const start = sandboxes();

	it('is a PNG of exactly the size that the answer states, with many colours', async () => {
		const sandbox = await start();
		for (const [aspectRatio, width, height] of [
			['16x9', 1312, 736],
			['1x3', 512, 1536],
		] as const) {
			const png = await bytesOf(await newLink(sandbox, { aspectRatio }));
			const info = recogniseImage(png);
			assert.deepEqual([info?.type, info?.width, info?.height], ['png', width, height]);
			const { rgb, ...size } = decodePng(png);
			assert.deepEqual(size, { width, height });
			const colours = new Set<number>();
			for (let at = 0; at < rgb.length; at += 3) {
				colours.add(rgb.readUIntBE(at, 3));
			}
			assert.ok(colours.size > 1000, `${colours.size} colours`);
		}
	});

	it('says in a band what it is', async () => {
		const sandbox = await start();
		const { rgb, width, height } = decodePng(await bytesOf(await newLink(sandbox)));
		const ink = (fromRow: number, toRow: number) => {
			let count = 0;
			for (let at = fromRow * width * 3; at < toRow * width * 3; at += 3) {
				count += rgb.readUIntBE(at, 3) === 0xf0f0f0 ? 1 : 0;
			}
			return count;
		};
		assert.ok(ink(height - 40, height) > 200);
		assert.equal(ink(height >> 1, height - 60), 0);
	});

	it('is the same bytes for the same prompt, seed and size, in any sandbox, and others otherwise', async () => {
		const first = await start();
		const second = await start();
		const png = await bytesOf(await newLink(first));
		assert.ok(png.equals(await bytesOf(await newLink(first))));
		assert.ok(png.equals(await bytesOf(await newLink(second))));
		for (const other of [{ seed: 6 }, { prompt: 'a harbor' }, { aspectRatio: '1x2' }]) {
			assert.ok(!png.equals(await bytesOf(await newLink(first, other))), JSON.stringify(other));
		}
	});

	it('is made again where it has been forgotten', async () => {
		const pictures = createPictures(workerUrl, 2);
		const recipe = (seed: number) => ({ digest: '0011223344556677', seed, width: 32, height: 32 });
		const first = await pictures.png(recipe(1));
		assert.equal(await pictures.png(recipe(1)), first);
		await pictures.png(recipe(2));
		await pictures.png(recipe(3));
		const again = await pictures.png(recipe(1));
		assert.notEqual(again, first);
		assert.deepEqual(again, first);
		await pictures.close();
		await assert.rejects(pictures.png(recipe(4)), /closed/);
	});

	it('fails for those who wait, where its worker cannot be started', async () => {
		const pictures = createPictures(new URL('no-such-worker.ts', workerUrl));
		const recipe = { digest: '0011223344556677', seed: 1, width: 8, height: 8 };
		await assert.rejects(pictures.png(recipe));
		await assert.rejects(pictures.png(recipe));
		await pictures.close();
	});

	it('is served with its type, length and tag, and without a body to HEAD', async () => {
		const sandbox = await start();
		const link = await newLink(sandbox);
		const get = await fetch(link);
		const png = Buffer.from(await get.arrayBuffer());
		const head = await fetch(link, { method: 'HEAD' });
		assert.equal((await head.arrayBuffer()).byteLength, 0);
		for (const { status, headers } of [get, head]) {
			assert.equal(status, 200);
			assert.equal(headers.get('content-type'), 'image/png');
			assert.equal(headers.get('content-length'), String(png.length));
			assert.equal(headers.get('accept-ranges'), 'bytes');
			assert.match(headers.get('etag') ?? '', /^"[0-9a-f]{32}"$/);
		}
		assert.equal((await fetch(link, { method: 'POST' })).status, 405);
	});

	it('is served in ranges', async () => {
		const sandbox = await start();
		const link = await newLink(sandbox);
		const png = await bytesOf(link);
		const { length } = png;
		const etag = (await fetch(link, { method: 'HEAD' })).headers.get('etag') ?? '';
		for (const [range, from, to] of [
			['bytes=0-99', 0, 99],
			['bytes=100-', 100, length - 1],
			['bytes=-10', length - 10, length - 1],
			[`bytes=5-${length + 5}`, 5, length - 1],
			[`bytes=-${length + 5}`, 0, length - 1],
		] as const) {
			const part = await fetch(link, { headers: { range, 'if-range': etag } });
			assert.equal(part.status, 206, range);
			assert.equal(part.headers.get('content-range'), `bytes ${from}-${to}/${length}`);
			assert.ok(png.subarray(from, to + 1).equals(Buffer.from(await part.arrayBuffer())), range);
		}
		for (const range of [`bytes=${length}-`, 'bytes=-0']) {
			const beyond = await fetch(link, { headers: { range } });
			assert.equal(beyond.status, 416, range);
			assert.equal(beyond.headers.get('content-range'), `bytes */${length}`);
		}
		for (const headers of [
			{ range: 'bytes=0-1,4-5' },
			{ range: 'bytes=9-3' },
			{ range: 'lines=1-2' },
			{ range: 'bytes=0-9', 'if-range': '"other"' },
		]) {
			assert.equal((await fetch(link, { headers })).status, 200, JSON.stringify(headers));
		}
	});

	it('refuses the key at its link', async () => {
		const sandbox = await start();
		const link = await newLink(sandbox);
		assert.equal((await fetch(link, { headers: { 'Api-Key': 'key' } })).status, 400);
		assert.equal((await fetch(link, { headers: { 'Api-Key': '' } })).status, 400);
		assert.equal((await fetch(link)).status, 200);
	});

	it('is refused in HTML where the link has expired or been tampered with', async () => {
		const sandbox = await start();
		const late = await start({ linkLifetimeMs: 0 });
		const link = await newLink(sandbox);
		const { pathname } = new URL(await newLink(sandbox));
		for (const bad of [
			await newLink(late),
			link.replace(/exp=\d+/, (exp) => `${exp}0`),
			link.replace(/sig=../, 'sig=zz'),
			link.replace(/&sig=.*/, ''),
			`${sandbox.origin}${pathname}`,
			`${sandbox.origin}${pathname}${new URL(link).search}`,
			link.replace('.png', '.jpg'),
		]) {
			const answer = await fetch(bad);
			assert.equal(answer.status, 403, bad);
			assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
			assert.match(await answer.text(), /<html>/);
		}
	});

	it('costs nothing to fetch', async () => {
		const sandbox = await start();
		const answer = await generate(sandbox, { prompt: 'a fox', aspectRatio: '1x3' });
		await bytesOf(answer.body.data[0]?.url ?? '');
		await bytesOf(answer.body.data[0]?.url ?? '');
		assert.equal(sandbox.accepted.length, 1);
	});
});
