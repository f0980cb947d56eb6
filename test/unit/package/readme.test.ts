import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { manifest, projectRoot, readText } from './project.ts';

const readme = readText('README.md');

describe('README.md', () => {
	it('says how to try and how to test', () => {
		assert.match(readme, /^npm ci && npm run demo$/m);
		assert.match(readme, /^npm ci && npm test$/m);
	});

	it('names scripts that exist', () => {
		const unbroken = readme.replaceAll(/\s+/g, ' ');
		const named = Array.from(unbroken.matchAll(/npm run ([\w:]+)/g), ([, name]) => name ?? '');
		assert.ok(named.length > 0);
		for (const name of [
			...named,
			...Array.from(unbroken.matchAll(/`(test:\w+)`/g), ([, name]) => name ?? ''),
		]) {
			assert.ok(name in manifest.scripts, name);
		}
	});

	it('lists every setting with its default, and no other', () => {
		const rows = Array.from(
			readme.matchAll(/^\| `(ideogram\.[\w.]+)` \| `([^`]*)` \|/gm),
			([, name, value]) => [name, value] as const,
		);
		const settings = Object.entries(manifest.contributes.configuration.properties).map(
			([name, { default: value }]) =>
				[name, typeof value === 'string' ? value : JSON.stringify(value)] as const,
		);
		assert.deepEqual(rows.toSorted(), settings.toSorted());
	});

	it('names settings that exist wherever it names one', () => {
		const { commands, configuration } = manifest.contributes;
		const known = new Set([
			...Object.keys(configuration.properties),
			...commands.map(({ command }) => command),
		]);
		for (const [, name] of readme.matchAll(/`(ideogram\.[\w.]+)`/g)) {
			assert.ok(known.has(name ?? ''), name);
		}
	});

	it('shows pictures that are there', () => {
		const text = readme.replaceAll(/`[^`]*`/g, '');
		for (const [, target] of text.matchAll(/!\[[^\]]*\]\((?!https:)([^)]+)\)/g)) {
			assert.ok(existsSync(path.join(projectRoot, target ?? '')), target);
		}
	});
});
