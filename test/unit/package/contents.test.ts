import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { listFiles, PackageManager } from '@vscode/vsce';
import type { Metafile } from 'esbuild';
import { TemporaryFolder } from '../../vscode/temporary.ts';
import { projectRoot } from './project.ts';

const EXPECTED = [
	/^package(?:\.nls(?:\.[\w-]+)?)?\.json$/,
	/^(?:README|CHANGELOG)\.md$/,
	/^LICENSE$/,
	/^dist\/(?:extension|sandbox-worker|image-worker|store-worker)\.js$/,
	/^dist\/chunks\/[\w-]+\.js$/,
	/^dist\/studio\/main\.js$/,
	/^dist\/studio\/chunks\/[\w-]+\.js$/,
	/^dist\/studio\/style\.css$/,
	/^dist\/studio\/codicon\.ttf$/,
	/^dist\/wasm\/\w+\.wasm$/,
	/^media\/[\w-]+\.png$/,
];

/** What a fresh clone lacks too. */
const notCopied = new Set([
	'.git',
	'.vscode-host',
	'.vscode-test',
	'dist',
	'node_modules',
	'out',
	'screenshots',
	'test/bench/node_modules',
]);

describe('a build', () => {
	const temporary = new TemporaryFolder();
	const copy = path.join(temporary.path, 'project');
	let meta: Metafile;

	before(async function () {
		this.timeout(60_000);
		cpSync(projectRoot, copy, {
			recursive: true,
			filter: (source) => !notCopied.has(path.relative(projectRoot, source)),
		});
		symlinkSync(path.join(projectRoot, 'node_modules'), path.join(copy, 'node_modules'));
		await promisify(execFile)(process.execPath, ['esbuild.js', '--metafile'], { cwd: copy });
		const file = path.join(copy, 'dist/meta.json');
		meta = JSON.parse(readFileSync(file, 'utf8'));
		rmSync(file);
	});

	after(() => temporary.remove());

	it('ships what it needs and nothing else: no sources, no tests, no maps', async function () {
		this.timeout(30_000);
		for (const stray of ['.env', 'notes.md', 'coverage/index.html', 'dist/old.vsix', 'media/page.ts']) {
			mkdirSync(path.dirname(path.join(copy, stray)), { recursive: true });
			writeFileSync(path.join(copy, stray), 'stray');
		}
		const files = await listFiles({ cwd: copy, packageManager: PackageManager.None });
		assert.deepEqual(
			files.filter((file) => !EXPECTED.some((pattern) => pattern.test(file))),
			[],
		);
		for (const pattern of EXPECTED) {
			assert.ok(
				files.some((file) => pattern.test(file)),
				`${pattern} is missing`,
			);
		}
	});

	it('reads neither undici nor the database nor the sandbox to activate', () => {
		const heavy = /\/undici\/|^src\/sandbox\/|^node:sqlite$/;
		const toActivate = readBy('dist/extension.js', false);
		assert.ok(toActivate.has('src/extension.ts'));
		assert.deepEqual(
			[...toActivate].filter((file) => heavy.test(file)),
			[],
		);
		// They would have been found: what is loaded later reads them.
		const atAll = [...readBy('dist/extension.js', true)];
		for (const part of ['/undici/', 'src/sandbox/server.ts', 'node:sqlite']) {
			assert.ok(
				atAll.some((file) => file.includes(part)),
				part,
			);
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
