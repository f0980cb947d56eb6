import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import type { Metafile } from 'esbuild';
import { bundledPackages } from '../../../tools/bundled.ts';
import { notices } from '../../../tools/notices.ts';
import { copyProject, makePackage } from '../../vscode/projectCopy.ts';
import { readArchive } from './archive.ts';
import { manifest, readText } from './project.ts';

/** What ships besides what is built. */
const PLAIN = [
	'CHANGELOG.md',
	'LICENSE',
	'README.md',
	'THIRD_PARTY_NOTICES.md',
	'l10n/bundle.l10n.json',
	'media/icon.png',
	'media/walkthrough/budget.svg',
	'media/walkthrough/generate.svg',
	'media/walkthrough/key.svg',
	'media/walkthrough/sandbox.svg',
	'package.json',
	'package.nls.json',
];

/** What the archive's own format adds, and the two names that it changes. */
const ADDED = ['[Content_Types].xml', 'extension.vsixmanifest'];
const RENAMED: Readonly<Record<string, string>> = {
	'changelog.md': 'CHANGELOG.md',
	'readme.md': 'README.md',
	'LICENSE.txt': 'LICENSE',
};

const MAX_BYTES = 2_500_000;

describe('npm run package', () => {
	let copy: string;
	let archive: string;
	let meta: Metafile;

	before(async () => {
		copy = copyProject();
		archive = await makePackage(copy);
		meta = JSON.parse(readFileSync(path.join(copy, 'dist/meta.json'), 'utf8'));
	});

	function filesOfExtension(): string[] {
		return [...readArchive(archive).keys()]
			.filter((file) => !ADDED.includes(file))
			.map((file) => file.replace(/^extension\//, ''))
			.map((file) => RENAMED[file] ?? file);
	}

	/** What was built, and what package.json says ships beside it. */
	const expected = () => [...PLAIN, ...Object.keys(meta.outputs)].sort();

	it('makes an archive of what was built and what is listed here, and of nothing else', () => {
		assert.deepEqual(filesOfExtension().sort(), expected());
		const needed = ['dist/extension.cjs', 'dist/studio/main.js', 'dist/studio/codicon.ttf'];
		assert.deepEqual(
			needed.filter((file) => !(file in meta.outputs)),
			[],
		);
	});

	it('ships a page that needs nothing beside it', () => {
		const page = readArchive(archive).get('extension/readme.md')?.toString('utf8') ?? '';
		assert.match(page, /^# Ideogram Assets\n/);
		assert.match(page, /^## Settings\n/m);
		assert.doesNotMatch(page.replaceAll(/`[^`\n]*`/g, ''), /\]\((?!https:|#)/);
		assert.doesNotMatch(page, /\bnpm /);
		assert.ok(!page.includes('sources -->'));
		assert.ok(
			readText('README.md').includes(page.slice(page.indexOf('## Settings'), page.indexOf('## Licence'))),
		);
	});

	it('makes an archive under 2.5 MB', () => {
		const { size } = statSync(archive);
		assert.ok(size < MAX_BYTES, `${size} bytes`);
	});

	it('leaves out whatever else lies about: sources, tests, maps, pictures, older archives', async () => {
		for (const stray of [
			'.env',
			'notes.md',
			'coverage/index.html',
			'screenshots/window.png',
			'dist/extension.cjs.map',
			'dist/studio/main.ts',
			'media/page.ts',
			'media/window.png',
			'dist/old.vsix',
			'media/page.ts',
			'l10n/notes.ts',
		]) {
			mkdirSync(path.dirname(path.join(copy, stray)), { recursive: true });
			writeFileSync(path.join(copy, stray), 'stray');
		}
		const files = await listFiles({ cwd: copy, packageManager: PackageManager.None });
		assert.deepEqual(files.map((file) => file.replaceAll('\\', '/')).sort(), expected());
	});

	it('ships the licence of every package that it bundles', () => {
		const shipped = readText('THIRD_PARTY_NOTICES.md');
		const bundled = bundledPackages(meta);
		assert.ok(bundled.length > 5);
		for (const { name, version, texts } of bundled) {
			assert.ok(shipped.includes(`\n## ${name} ${version}\n`), name);
			for (const text of texts) {
				assert.ok(shipped.includes(text), name);
			}
		}
		assert.equal(shipped, notices(meta), 'run npm run make:notices');
	});

	it('bundles every dependency, and nothing that is for development only', () => {
		const bundled = bundledPackages(meta).map(({ name }) => name);
		const { dependencies, devDependencies } = manifest;
		assert.deepEqual(
			Object.keys(dependencies).filter((name) => !bundled.includes(name)),
			[],
		);
		assert.deepEqual(
			bundled.filter((name) => name in devDependencies),
			[],
		);
	});

	it('reads neither undici nor the database nor the sandbox to activate', () => {
		const heavy = /\/undici\/|^src\/sandbox\/|^node:sqlite$/;
		const toActivate = readBy('dist/extension.cjs', false);
		assert.ok(toActivate.has('src/extension.ts'));
		assert.deepEqual(
			[...toActivate].filter((file) => heavy.test(file)),
			[],
		);
		// They would have been found: what is loaded later reads them.
		const atAll = [...readBy('dist/extension.cjs', true)];
		for (const part of ['/undici/', 'src/sandbox/server.ts', 'node:sqlite']) {
			assert.ok(
				atAll.some((file) => file.includes(part)),
				part,
			);
		}
	});

	it('is activated by one file, which the extension host need not wait for', () => {
		const { main } = manifest as { readonly main?: string };
		assert.equal(main, './dist/extension.cjs');
		const imports = meta.outputs['dist/extension.cjs']?.imports ?? [];
		assert.deepEqual(
			imports.filter(({ kind, external }) => kind !== 'dynamic-import' && !external),
			[],
		);
		const code = readArchive(archive).get('extension/dist/extension.cjs')?.toString('utf8') ?? '';
		const built = new Set(Object.keys(meta.outputs));
		const required = [...code.matchAll(/(.)\brequire\("(\.[^"]+)"\)/g)];
		assert.ok(required.length > 5);
		for (const [, before, file = ''] of required) {
			assert.notEqual(before, '=', `${file} is read at once`);
			assert.ok(built.has(path.posix.join('dist', file)), file);
		}
	});

	/** The source files and modules behind a built file and what it imports, statically or at all. */
	function readBy(output: string, alsoLater: boolean, found = new Set<string>()): Set<string> {
		const built = meta.outputs[output];
		if (!built || found.has(output)) {
			return found;
		}
		found.add(output);
		for (const input of Object.keys(built.inputs)) {
			found.add(input);
		}
		for (const { path: imported, kind, external } of built.imports) {
			if (alsoLater || kind !== 'dynamic-import') {
				if (external) {
					found.add(imported);
				}
				readBy(imported, alsoLater, found);
			}
		}
		return found;
	}
});
