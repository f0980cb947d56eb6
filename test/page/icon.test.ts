import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decodePng } from '../../src/images/png-decode.ts';
import { drawIcon } from '../../tools/icon.ts';
import { projectRoot } from '../vscode/setup.ts';

describe('the icon', () => {
	it('is what its script makes of the drawing: 256 pixels square, with nothing in its corners', async () => {
		const manifest = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8'));
		const icon = decodePng(readFileSync(path.join(projectRoot, manifest.icon)));
		const drawn = decodePng(await drawIcon());
		assert.deepEqual([icon.width, icon.height], [256, 256]);
		assert.equal(icon.data[3], 0);
		const differences = icon.data.map((value, index) => Math.abs(value - (drawn.data[index] ?? 0)));
		const mean = differences.reduce((sum, value) => sum + value, 0) / icon.data.length;
		// Another version of the browser smooths edges a little differently.
		assert.ok(mean < 1, `The drawing has changed (${mean}): run npm run make:icon.`);
	});
});
