import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { withSettings } from '../../../tools/readme.ts';
import { filesAt, manifest, projectRoot, readText } from './project.ts';

const readme = readText('README.md');

function sectionOf(title: string): string {
	return readme.split(/^## /m).find((section) => section.startsWith(`${title}\n`)) ?? '';
}

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

	it('lists the settings as package.json and its texts have them', () => {
		assert.equal(readme, withSettings(readme), 'run npm run make:readme');
		for (const name of Object.keys(manifest.contributes.configuration.properties)) {
			assert.ok(readme.includes(`\n| \`${name}\` | `), name);
		}
	});

	it('explains messages that people see, word by word', () => {
		const said = filesAt('src/**/*.ts').map(readText).join('\n').replaceAll("\\'", "'");
		const rows = sectionOf('Troubleshooting').match(/^\| .* \|$/gm) ?? [];
		const messages = rows.slice(2).map((row) => row.split(' | ')[0]?.slice(2) ?? '');
		assert.ok(messages.length > 15);
		for (const message of messages) {
			const pattern = message.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '\\{\\d\\}');
			assert.match(said, new RegExp(`['"]${pattern}['"]`), message);
		}
	});

	it('names commands as the palette does', () => {
		const texts = JSON.parse(readText('package.nls.json'));
		const titles = Object.entries(texts).filter(([key]) => key.startsWith('command.'));
		const known = new Set(titles.map(([, title]) => `Ideogram: ${title}`));
		const named = Array.from(readme.matchAll(/\*\*(Ideogram: [^*]+)\*\*/g), ([, name]) => name ?? '');
		assert.ok(named.length > 10);
		for (const name of named) {
			assert.ok(known.has(name), name);
		}
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
