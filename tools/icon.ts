/** Makes the extension's icon, `media/icon.png`, of `media/icon.svg`. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureChromium } from '../test/vscode/chromium.ts';
import { projectRoot } from './bundled.ts';

const SIZE = 256;

/** The SVG file as a PNG of 256 x 256 pixels; what it leaves empty is transparent. */
export async function drawIcon(): Promise<Uint8Array> {
	const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
	try {
		const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
		const svg = readFileSync(path.join(projectRoot, 'media/icon.svg'), 'utf8');
		await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
		return await page.screenshot({ omitBackground: true });
	} finally {
		await browser.close();
	}
}

if (import.meta.main) {
	writeFileSync(path.join(projectRoot, 'media/icon.png'), await drawIcon());
}
