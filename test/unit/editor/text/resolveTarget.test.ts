import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findImages } from '../../../../src/editor/text/findImages.ts';
import type { ResolveOptions } from '../../../../src/editor/text/resolveTarget.ts';
import { resolveTarget } from '../../../../src/editor/text/resolveTarget.ts';
import { hostilePath, hostileText } from '../snippets/hostile.ts';
import { only } from './documents.ts';

describe('resolveTarget', () => {
	it('reads a relative target from the folder of the document', () => {
		assert.deepEqual(files('img/a%20b.png?v=1#x', '/work/docs/a.md'), ['/work/docs/img/a b.png']);
		assert.deepEqual(files('../a%3Fb.png', '/work/docs/a.md'), ['/work/a?b.png']);
		assert.deepEqual(files('./a/../b.png', '/work/docs/a.md'), ['/work/docs/b.png']);
	});

	it('reads a target from the root through the public folders nearest to the document', () => {
		assert.deepEqual(files('/img/a.png', '/work/apps/web/index.md'), [
			'/work/apps/web/public/img/a.png',
			'/work/apps/web/static/img/a.png',
			'/work/apps/public/img/a.png',
			'/work/apps/static/img/a.png',
			'/work/public/img/a.png',
			'/work/static/img/a.png',
			'/work/img/a.png',
		]);
		assert.deepEqual(files('/a.png', '/work/a.md', { publicFolders: ['www'] }), [
			'/work/www/a.png',
			'/work/a.png',
		]);
	});

	it('reads the customary aliases from the source folder, then from the folder around it', () => {
		assert.deepEqual(modules('@/a.png', '/work/app/src/a.ts'), [
			'/work/app/src/src/a.png',
			'/work/app/src/a.png',
			'/work/src/a.png',
			'/work/app/a.png',
			'/work/a.png',
		]);
		assert.deepEqual(modules('~/a.png', '/work/a.ts'), ['/work/src/a.png', '/work/a.png']);
		assert.deepEqual(modules('$lib/a.png', '/work/a.ts'), ['/work/src/lib/a.png']);
		assert.deepEqual(files('~@/a.png', '/work/a.scss').slice(0, 2), ['/work/src/a.png', '/work/a.png']);
	});

	it('puts the aliases of the project first', () => {
		const aliases = { '@img': '/work/assets/images', '@/': '/work/lib' };
		assert.deepEqual(modules('@img/a.png', '/work/a.ts', { aliases }), ['/work/assets/images/a.png']);
		assert.equal(modules('@/a.png', '/work/a.ts', { aliases })[0], '/work/lib/a.png');
	});

	it('takes the name of a module as it is, and that of a package for none of the project', () => {
		assert.deepEqual(modules('./a%20b.png?url', '/work/src/a.ts'), ['/work/src/a%20b.png']);
		assert.deepEqual(modules('package/a.png', '/work/src/a.ts'), []);
	});

	it('has no file for an image elsewhere or one that is not written down', () => {
		for (const url of [
			'https://a.b/c.png',
			'//a.b/c.png',
			'data:image/png;base64,AA==',
			'',
			'#a',
			'../../a.png',
		]) {
			assert.deepEqual(files(url, '/work/docs/a.md'), [], url);
		}
		assert.deepEqual(
			resolveTarget({ url: undefined, remote: false, targetForm: undefined }, '/work/a', '/work'),
			[],
		);
	});

	it('knows paths of Windows by their slashes', () => {
		const reference = { url: '../a.png', remote: false, targetForm: undefined };
		assert.deepEqual(resolveTarget(reference, 'C:\\work\\docs\\a.md', 'c:\\work'), ['/c:/work/a.png']);
	});

	it('never leads out of the workspace folder', () => {
		const url = fc.oneof(
			fc
				.array(fc.constantFrom('..', '%2e%2e', '.', '/', '%2F', 'a', '@', '~', '\\', 'x.png', '$lib'), {
					maxLength: 10,
				})
				.map((parts) => parts.join('/')),
			hostileText,
		);
		fc.assert(
			fc.property(
				url,
				hostilePath,
				fc.constantFrom('/work', '/work/', '/work/src', '/'),
				(target, document, folder) => {
					for (const isModule of [true, false]) {
						const targetForm = { syntax: 'script', quote: '"', isModule } as const;
						for (const path of resolveTarget({ url: target, remote: false, targetForm }, document, folder)) {
							assert.ok(path.startsWith(folder.replace(/\/*$/, '/')) && path.length > folder.length, path);
							assert.doesNotMatch(path, /(?:^|\/)\.\.?(?:\/|$)|\/\/|.\/$/);
						}
					}
				},
			),
			{ numRuns: 2000 },
		);
	});
});

function files(url: string, documentPath: string, options?: ResolveOptions): readonly string[] {
	const isCss = documentPath.endsWith('.scss');
	const text = isCss ? `a { b: url("${url}") }` : `![](<${url}>)`;
	const languageId = isCss ? 'scss' : 'markdown';
	return resolveTarget(
		only(findImages({ languageId, path: documentPath, text })),
		documentPath,
		'/work',
		options,
	);
}

function modules(name: string, documentPath: string, options?: ResolveOptions): readonly string[] {
	const image = only(
		findImages({ languageId: 'typescript', path: documentPath, text: `import a from '${name}'` }),
	);
	return resolveTarget(image, documentPath, '/work', options);
}
