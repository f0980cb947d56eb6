import assert from 'node:assert/strict';
import { MAX_BODY_BYTES } from '../../../src/sandbox/body.ts';
import { generate, named, post, postJson, postParts, sandboxes, tinyPng } from './support.ts';

describe('The sandbox reading a request', () => {
	const start = sandboxes();
	const prompt = [named('prompt'), 'a fox'] as const;

	it('takes multipart and JSON alike', async () => {
		const sandbox = await start();
		const input = {
			prompt: 'a fox',
			seed: 7,
			magicPrompt: 'OFF',
			aspectRatio: '3x1',
			styleCodes: ['0a1B2c3D'],
		};
		const multipart = await generate(sandbox, input);
		const json = await postJson(sandbox, {
			prompt: 'a fox',
			seed: 7,
			magic_prompt: 'OFF',
			aspect_ratio: '3x1',
			style_codes: ['0a1B2c3D'],
			enable_copyright_detection: null,
		});
		assert.equal(multipart.status, 200, multipart.text);
		assert.equal(json.status, 200, json.text);
		const seen = ({ body }: typeof json) =>
			body.data.map(({ url, ...rest }) => ({ ...rest, link: typeof url }));
		assert.deepEqual(seen(json), seen(multipart));
	});

	it('answers a schema error with the problem shape and the wire name', async () => {
		const sandbox = await start();
		const answer = await generate(sandbox, { prompt: 'a fox', aspectRatio: '7x5' });
		assert.equal(answer.status, 400);
		const { type, title, status, detail } = JSON.parse(answer.text);
		assert.deepEqual([type, title, status], ['about:blank', 'Bad Request', 400]);
		assert.match(detail, /^'7x5' is not one of \['1x3', '3x1', .*\] - 'aspect_ratio'$/);
	});

	const wrong: readonly [title: string, wire: string, value: string][] = [
		['a fraction for an integer', 'seed', '1.5'],
		['a word for an integer', 'seed', 'abc'],
		['an exponent for an integer', 'seed', '1e3'],
		['a padded integer', 'seed', ' 5'],
		['nothing for an integer', 'num_images', ''],
		['an integer under its minimum', 'num_images', '0'],
		['an integer over its maximum', 'num_images', '9'],
		['a seed that 31 bits do not hold', 'seed', '2147483648'],
		['a boolean in capitals', 'enable_copyright_detection', 'True'],
		['an enumeration in the wrong case', 'rendering_speed', 'turbo'],
		['a style code that is too long', 'style_codes', '0123456789'],
	];
	for (const [title, wire, value] of wrong) {
		it(`refuses ${title}, naming the field`, async () => {
			const sandbox = await start();
			const answer = await postParts(sandbox, prompt, [named(wire), value]);
			assert.equal(answer.status, 400);
			assert.match(answer.body.detail, new RegExp(`- '${wire}(\\.0)?'$`));
			assert.equal(sandbox.accepted.length, 0);
		});
	}

	it('refuses a missing and a blank prompt', async () => {
		const sandbox = await start();
		assert.equal((await generate(sandbox, { seed: 1 })).body.detail, "'prompt' is a required property");
		assert.equal((await generate(sandbox, { prompt: ' ' })).status, 400);
		assert.equal((await postJson(sandbox, {})).status, 400);
	});

	it('refuses an unknown field', async () => {
		const sandbox = await start();
		const multipart = await postParts(sandbox, prompt, [named('aspectRatio'), '1x1']);
		assert.match(multipart.body.detail, /'aspectRatio' was unexpected/);
		const json = await postJson(sandbox, { prompt: 'a fox', constructor: 1 });
		assert.match(json.body.detail, /'constructor' was unexpected/);
	});

	it('refuses a scalar that is sent twice', async () => {
		const sandbox = await start();
		const answer = await postParts(sandbox, prompt, [named('seed'), '1'], [named('seed'), '1']);
		assert.equal(answer.status, 400);
		assert.match(answer.body.detail, /more than once - 'seed'$/);
	});

	it('takes an object part as application/json only', async () => {
		const sandbox = await start();
		const palette = '{"name":"EMBER"}';
		const asJson = `${named('color_palette')}\r\nContent-Type: application/json`;
		assert.equal((await postParts(sandbox, prompt, [asJson, palette])).status, 200);
		for (const [header, content] of [
			[named('color_palette'), palette],
			[`${named('color_palette')}\r\nContent-Type: text/plain`, palette],
			[asJson, '{"name":'],
			[asJson, '{"name":"BEIGE"}'],
			[asJson, '{"members":[]}'],
			[asJson, '{"members":[{"color_hex":"red"}]}'],
		] as const) {
			const answer = await postParts(sandbox, prompt, [header, content]);
			assert.equal(answer.status, 400, header + content);
			assert.match(answer.body.detail, /- 'color_palette/);
		}
	});

	it('takes scalars as plain UTF-8 text only', async () => {
		const sandbox = await start();
		assert.equal(
			(await postParts(sandbox, [`${named('prompt')}\r\nContent-Type: text/plain; charset=UTF-8`, 'ü']))
				.status,
			200,
		);
		for (const [header, content] of [
			[`${named('prompt')}\r\nContent-Type: text/plain; charset=iso-8859-1`, 'a'],
			[`${named('prompt')}\r\nContent-Type: application/json`, '"a"'],
			[named('prompt', '; filename="prompt.txt"'), 'a'],
			[named('prompt'), new Uint8Array([0xfc, 0x62])],
		] as const) {
			assert.equal((await postParts(sandbox, [header, content])).status, 400, header);
		}
	});

	it('refuses multipart that is empty, cut short, without a boundary or without names', async () => {
		const sandbox = await start();
		const type = 'multipart/form-data; boundary=edge';
		const part = `--edge\r\n${named('prompt')}\r\n\r\na fox\r\n`;
		assert.equal((await post(sandbox, type, `${part}--edge--\r\n`)).status, 200);
		for (const body of [
			'',
			'--edge--\r\n',
			part,
			part.slice(0, 20),
			`${part}--other--\r\n`,
			'prompt=a+fox',
		]) {
			assert.equal((await post(sandbox, type, body)).status, 400, JSON.stringify(body));
		}
		assert.equal((await post(sandbox, 'multipart/form-data', `${part}--edge--\r\n`)).status, 400);
		for (const header of [
			'Content-Disposition: form-data',
			'Content-Disposition: attachment; name="prompt"',
			'X: y',
		]) {
			assert.equal((await postParts(sandbox, prompt, [header, 'x'])).status, 400, header);
		}
	});

	it('refuses content types that the operation does not take', async () => {
		const sandbox = await start();
		for (const type of [
			'text/plain',
			'application/x-www-form-urlencoded',
			'application/json; charset=latin1',
		]) {
			assert.equal((await post(sandbox, type, '{"prompt":"a fox"}')).status, 415, type);
		}
		const packed = await post(sandbox, 'application/json', '{}', { 'Content-Encoding': 'gzip' });
		assert.equal(packed.status, 415);
	});

	it('refuses JSON that is not an object or not JSON', async () => {
		const sandbox = await start();
		for (const body of [
			'',
			'[]',
			'null',
			'"a fox"',
			'{"prompt":',
			'{"prompt":"a fox","seed":"1"}',
			'{"prompt":1}',
		]) {
			assert.equal((await post(sandbox, 'application/json', body)).status, 400, body);
		}
		assert.equal((await postJson(sandbox, { prompt: 'a fox', seed: null })).status, 400);
		assert.equal((await postJson(sandbox, { prompt: 'a fox', style_codes: '01234567' })).status, 400);
	});

	it('takes files by multipart only, and recognises them by content', async () => {
		const sandbox = await start();
		const file = named('style_reference_images', '; filename="a.txt"');
		assert.equal((await postParts(sandbox, prompt, [file, tinyPng])).status, 200);
		const text = await postParts(sandbox, prompt, [`${file}\r\nContent-Type: image/png`, 'not an image']);
		assert.equal(text.status, 400);
		assert.match(text.body.error, /style_reference_images/);
		assert.equal((await postParts(sandbox, prompt, [named('style_reference_images'), tinyPng])).status, 400);
		assert.equal(
			(await postJson(sandbox, { prompt: 'a fox', style_reference_images: ['a.png'] })).status,
			400,
		);
	});

	it('refuses files over 10 MB, one by one and as a set, with 413', async () => {
		const sandbox = await start();
		const padded = (bytes: number) => {
			const file = new Uint8Array(bytes);
			file.set(tinyPng);
			return { name: 'a.png', bytes: file };
		};
		const limit = 10 * 1024 * 1024;
		const status = async (...sizes: number[]) =>
			(await generate(sandbox, { prompt: 'a fox', styleReferenceImages: sizes.map(padded) })).status;
		assert.equal(await status(limit), 200);
		assert.equal(await status(limit + 1), 413);
		assert.equal(await status(limit / 2, limit / 2 + 1), 413);
	});

	it('refuses a body over the overall bound with 413, declared or not', async () => {
		const sandbox = await start();
		const declared = await post(sandbox, 'application/json', new Uint8Array(MAX_BODY_BYTES + 1));
		assert.equal(declared.status, 413);
		let sent = 0;
		const endless = new ReadableStream({
			pull(controller) {
				sent += 1024 * 1024;
				controller.enqueue(new Uint8Array(1024 * 1024));
				if (sent > MAX_BODY_BYTES) {
					controller.close();
				}
			},
		});
		const answer = await fetch(`${sandbox.origin}/v1/ideogram-v3/generate`, {
			method: 'POST',
			headers: { 'Api-Key': 'key', 'Content-Type': 'application/json' },
			body: endless,
			duplex: 'half',
		} as RequestInit);
		assert.equal(answer.status, 413);
	});
});
