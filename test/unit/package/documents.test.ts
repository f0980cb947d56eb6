import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { TemporaryFolder } from '../../vscode/temporary.ts';
import { manifest, projectRoot, readText } from './project.ts';

const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md'] as const;

describe('What the project says of itself', () => {
	for (const name of documents) {
		const text = readText(name);

		it(`names files, links and scripts that exist: ${name}`, () => {
			const files = Array.from(text.matchAll(/`((?:src|test|media|tools)\/[\w./-]+)`/g), ([, file]) => file);
			const links = Array.from(
				text.replaceAll(/`[^`\n]*`/g, '').matchAll(/\]\((?!https:|#)([^)]+)\)/g),
				([, file]) => file,
			);
			// The file that the example has yet to make.
			const named = [...files, ...links].filter((file) => file !== exampleFile);
			assert.ok(named.length > 0);
			assert.deepEqual(
				named.filter((file) => !existsSync(path.join(projectRoot, file ?? ''))),
				[],
			);
			for (const [, script] of text.replaceAll(/\s+/g, ' ').matchAll(/npm run ([\w:]+)/g)) {
				assert.ok((script ?? '') in manifest.scripts, script);
			}
		});
	}

	it('holds every promise of SECURITY.md to tests', () => {
		const rows = readText('SECURITY.md').match(/^\| .* \|$/gm) ?? [];
		assert.ok(rows.length > 10);
		for (const row of rows.slice(2)) {
			assert.match(row, /\| (?:`test\/[\w/-]+\.test\.ts`(?:, )?)+ \|$/);
		}
	});
});

const exampleFile = 'src/api/operations/sketch.ts';

describe('The operation that CONTRIBUTING.md adds', () => {
	const temporary = new TemporaryFolder();
	const copy = path.join(temporary.path, 'project');

	before(() => {
		for (const part of ['src', 'media/studio', 'tools/l10n', 'l10n', 'package.json', 'tsconfig.json']) {
			cpSync(path.join(projectRoot, part), path.join(copy, part), { recursive: true });
		}
		symlinkSync(path.join(projectRoot, 'node_modules'), path.join(copy, 'node_modules'));
		const example = /^ {3}```ts\n(.*?)^ {3}```$/ms.exec(readText('CONTRIBUTING.md'))?.[1] ?? '';
		writeFileSync(path.join(copy, exampleFile), example.replaceAll(/^ {3}/gm, ''));
		const row = /`(sketch: output\(.*?\))`/.exec(readText('CONTRIBUTING.md'))?.[1] ?? '';
		const prices = path.join(copy, 'src/api/prices.ts');
		const before = readFileSync(prices, 'utf8');
		// Whoever tries the example in this very project has done it already.
		if (!before.includes('sketch.ts')) {
			const after = before
				.replace(/^import \{ upscale \}/m, "import { sketch } from './operations/sketch.ts';\n$&")
				.replace(/^\tupscale: input/m, `\t${row},\n$&`)
				.replace(/^\tupscale,$/m, '\tsketch,\n$&');
			writeFileSync(prices, after);
		}
	});

	after(() => temporary.remove());

	it('is sound, and is priced by its row', async () => {
		const tsc = path.join(projectRoot, 'node_modules/typescript/bin/tsc');
		await promisify(execFile)(process.execPath, [tsc, '--noEmit'], { cwd: copy }).catch(({ stdout }) =>
			assert.fail(stdout),
		);
		const { catalog, estimate } = await import(path.join(copy, 'src/api/prices.ts'));
		const sketch = catalog.find(({ id }: { readonly id: string }) => id === 'sketch');
		assert.ok(sketch);
		assert.equal(estimate(sketch, { image: { name: 'a.png', bytes: new Uint8Array() } }).amount, 30_000);
	});

	it('has its words among those to translate once its last step was taken', async () => {
		const [, script = ''] = /^6\. Run `npm run (\w+)`/m.exec(readText('CONTRIBUTING.md')) ?? [];
		const [, file = ''] = /^node (.*)$/.exec(manifest.scripts[script] ?? '') ?? [];
		await promisify(execFile)(process.execPath, [file], { cwd: copy });
		assert.ok('Strength' in JSON.parse(readFileSync(path.join(copy, 'l10n/bundle.l10n.json'), 'utf8')));
	});
});
