import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import { encodePng } from '../../src/images/png.ts';
import { draw } from '../unit/images/samples.ts';
import { openPainter } from './painterRig.ts';
import { type Browser, openBrowser, THEMES } from './rig.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screenshots = path.resolve(import.meta.dirname, '../../screenshots/page');

/** Something of everything: bright, dark, colours, holes. */
function picture(width: number, height: number): Buffer {
	const { data } = draw(width, height, (x, y) => {
		const [across, down] = [x / width, y / height];
		const hole = Math.hypot(across - 0.8, down - 0.25) < 0.12;
		const wave = 128 + 127 * Math.sin(across * 9 + down * 5);
		return [across * 255, wave, 255 - down * 255, hole ? 0 : 255];
	});
	return encodePng(data, width, height, { channels: 4 });
}

describe('The looks of the mask painter', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
		mkdirSync(screenshots, { recursive: true });
	});
	after(() => browser.close());

	for (const theme of THEMES) {
		it(`have nothing that axe finds fault with: ${theme}`, async () => {
			for (const pageWidth of [300, 600, 1200]) {
				const rig = await openPainter(browser, {
					theme,
					pageWidth,
					width: 640,
					height: 420,
					picture: picture(640, 420),
				});
				const { page } = rig;
				const box = await page.locator('.painter-stage').boundingBox();
				assert.ok(box);
				const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
				await page.mouse.move(...at(0.25, 0.7));
				await page.mouse.down();
				await page.mouse.move(...at(0.35, 0.35), { steps: 8 });
				await page.mouse.move(...at(0.55, 0.6), { steps: 8 });
				await page.mouse.up();
				await page.locator('.painter-stage').focus();
				await page.keyboard.press('ArrowRight');
				await rig.drawn();
				await page.screenshot({ path: path.join(screenshots, `painter-${theme}-${pageWidth}.png`) });
				assert.deepEqual(await faults(), [], `${pageWidth} pixels wide`);
				const overflow = await rig.evaluate('document.documentElement.scrollWidth - innerWidth');
				assert.equal(overflow, 0, `${pageWidth} pixels wide`);
				assert.deepEqual(rig.complaints, []);
			}
		});
	}

	async function faults(): Promise<string[]> {
		const { page } = browser;
		await page.evaluate(axe);
		const results = (await page.evaluate('axe.run()')) as AxeResults;
		return results.violations.flatMap(({ id, nodes }) =>
			nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`),
		);
	}
});
