import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { describe as describeImage } from '../../../src/api/operations/describe.ts';
import { encodePng } from '../../../src/images/png.ts';
import { makeRig } from './rig.ts';

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('What an image was paid to be described as', () => {
	const bytes = new Uint8Array(encodePng(new Uint8Array(64 * 64), 64, 64, { channels: 1 }));

	it('is remembered by its bytes', async () => {
		await using rig = await makeRig();
		await rig.run(describeImage, { image: { name: 'a.png', bytes } });
		const hash = sha256Of(bytes);
		assert.deepEqual(Object.keys(await rig.store.records.captionsFor([hash])), [hash]);
	});

	it('is remembered by the file too that it was made of to be sent', async () => {
		await using rig = await makeRig();
		const [fileSha256, other] = [sha256Of(Buffer.from(randomUUID())), sha256Of(Buffer.from(randomUUID()))];
		await rig.run(describeImage, { image: { name: 'a.png', bytes, fileSha256 } });
		const captions = await rig.store.records.captionsFor([fileSha256, sha256Of(bytes), other]);
		assert.deepEqual(Object.keys(captions).sort(), [fileSha256, sha256Of(bytes)].sort());
		assert.equal(captions[fileSha256], captions[sha256Of(bytes)]);
	});
});
