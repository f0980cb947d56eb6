import assert from 'node:assert/strict';
import { priceTable } from '../../../src/api/prices.ts';
import { OLDEST_CODE_SERVER } from '../../vscode/setup.ts';
import { constantOf, filesAt, manifest, membersOf, readText } from './project.ts';

const { commands, configuration, keybindings, menus } = manifest.contributes;
const settings = Object.entries(configuration.properties);
const own = membersOf('src/editor/settings.ts', 'OwnSettings').map((name) => `ideogram.${name}`);
const byFolder = membersOf('src/editor/settings.ts', 'ResourceSettings').map((name) => `ideogram.${name}`);

describe('package.json', () => {
	it('contributes exactly the commands that the code registers', () => {
		const contributed = commands.map(({ command }) => command);
		assert.deepEqual(contributed.toSorted(), membersOf('src/commands/registry.ts', 'CommandTable').sort());
		assert.equal(new Set(contributed).size, contributed.length);
	});

	it('refers to its own commands alone in menus and keys, and so does the code', () => {
		const known = new Set(commands.map(({ command }) => command));
		const inCode = filesAt('src/**/*.ts').flatMap((file) =>
			Array.from(readText(file).matchAll(/executeCommand\(\s*'(ideogram\.[^']*)'/g), ([, id]) => id ?? ''),
		);
		const inMenus = Object.values(menus).flatMap((items) => items.flatMap(({ command }) => command ?? []));
		const inKeys = keybindings.map(({ command }) => command ?? '');
		assert.ok(inCode.length > 0 && inMenus.length > 0 && inKeys.length > 0);
		for (const id of [...inCode, ...inMenus, ...inKeys]) {
			assert.ok(known.has(id), id);
		}
	});

	it('contributes exactly the settings that the code reads', () => {
		assert.deepEqual(settings.map(([name]) => name).sort(), [...own, ...byFolder].sort());
		const readers = filesAt('src/**/*.ts').filter((file) =>
			/getConfiguration\(\s*['"`]ideogram/.test(readText(file)),
		);
		assert.deepEqual(readers, ['src/editor/settings.ts']);
	});

	it("lets no workspace set what is the person's own", () => {
		const aboutHostsOrMoney =
			/url|host|origin|network|proxy|key|budget|cap\b|price|rate|discount|confirm|agent|limit|sandbox/i;
		for (const [name, { scope }] of settings) {
			const isOwn = own.includes(name) || aboutHostsOrMoney.test(name.slice('ideogram.'.length));
			assert.equal(scope, isOwn ? 'application' : 'resource', name);
		}
	});

	it('holds back in an untrusted workspace what a workspace may set', () => {
		const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
		assert.equal(supported, 'limited');
		assert.deepEqual([...restrictedConfigurations].sort(), byFolder.toSorted());
	});

	it('has the defaults that the code falls back to', () => {
		const defaults = constantOf('src/editor/settings.ts', 'DEFAULT_DOLLARS') as Record<string, unknown>;
		assert.ok(Object.keys(defaults).length > 0);
		for (const [name, value] of Object.entries(defaults)) {
			assert.equal(configuration.properties[`ideogram.${name}`]?.default, value, name);
		}
		const origin = constantOf('src/editor/keys.ts', 'DEFAULT_ORIGIN');
		assert.equal(configuration.properties['ideogram.baseUrl']?.default, origin);
	});

	it('proposes every row of the price table for a rate of one’s own', () => {
		const { properties } = configuration.properties['ideogram.pricing.overrides'] ?? {};
		assert.deepEqual(Object.keys(properties ?? {}), Object.keys(priceTable));
	});

	it('uses every text of package.nls.json, and no other', () => {
		const used = Array.from(readText('package.json').matchAll(/"%([^%"]+)%"/g), ([, key]) => key ?? '');
		const texts: Readonly<Record<string, string>> = JSON.parse(readText('package.nls.json'));
		assert.deepEqual([...new Set(used)].sort(), Object.keys(texts).sort());
		for (const [key, text] of Object.entries(texts)) {
			assert.notEqual(text.trim(), '', key);
		}
	});

	it('is activated by the start of the editor, or by a panel of its own that is restored', () => {
		for (const event of manifest.activationEvents) {
			assert.match(event, /^(?:onStartupFinished|onWebviewPanel:ideogram\.\w+)$/);
		}
	});

	it('takes no key that types a character on some keyboard', () => {
		assert.ok(keybindings.length > 0);
		for (const binding of keybindings) {
			for (const system of ['key', 'win', 'linux', 'mac']) {
				for (const chord of (binding[system] ?? '').toLowerCase().split(' ')) {
					const keys = chord.split('+');
					const isAltGr = keys.includes('ctrl') && keys.includes('alt') && /^[a-z]$/.test(keys.at(-1) ?? '');
					assert.ok(!isAltGr, `${binding.command}: ${chord}`);
				}
			}
		}
	});

	it('is written against the oldest editor that it runs in', () => {
		const minor = (range: string) => /^[~^]?(\d+\.\d+)\.\d+$/.exec(range)?.[1];
		const engine = minor(manifest.engines.vscode);
		const types = manifest.devDependencies['@types/vscode'] ?? '';
		assert.ok(engine);
		assert.equal(minor(types), engine);
		assert.match(types, /^(?:~|\d)/, 'a later minor version would bring types that the editor lacks');
		const installed = JSON.parse(readText('node_modules/@types/vscode/package.json')).version;
		assert.equal(minor(installed), engine);
	});

	it('is tested in the oldest editor that it runs in', () => {
		const editor = OLDEST_CODE_SERVER.replace(/^4\.(\d+)\.\d+$/, '^1.$1.0');
		assert.equal(manifest.engines.vscode, editor);
		assert.equal(manifest.scripts['test:oldest'], 'node test/run.ts oldest');
	});
});
