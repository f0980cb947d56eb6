import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { detectFramework } from '../../../../src/editor/snippets/framework.ts';
import { findImages } from '../../../../src/editor/text/findImages.ts';
import {
	baseOf,
	candidatePaths,
	expectedPath,
	isFromRoot,
	type SiteDocument,
} from '../../../../src/editor/text/siteTargets.ts';
import { only } from './documents.ts';

const NEXT = { packages: 'next', project: '/work' } as const;
const VITE = { packages: 'vite', project: '/work' } as const;
const PLAIN = { packages: '', project: '/work' } as const;

describe('Where a missing image is put', () => {
	it('is the public folder of the project, whether or not the folders within are there', async () => {
		for (const site of [NEXT, VITE, { ...PLAIN, said: ['public'] }]) {
			assert.equal(await place('/img/hero.webp', site, ['public/']), '/work/public/img/hero.webp');
			assert.equal(await place('/hero.webp', site, ['public/']), '/work/public/hero.webp');
			assert.equal(await place('/img/hero.webp', site, ['public/', 'img/']), '/work/public/img/hero.webp');
		}
	});

	it('is a public folder that has to be made yet, where the framework is known', async () => {
		assert.equal(await place('/hero.webp', NEXT, []), '/work/public/hero.webp');
		assert.equal(await place('/img/hero.webp', NEXT, ['img/']), '/work/public/img/hero.webp');
		const kit = { packages: '@sveltejs/kit vite', project: '/work' };
		assert.equal(await place('/img/hero.webp', kit, ['public/img/']), '/work/static/img/hero.webp');
	});

	it("is in the document's own app of a monorepo", async () => {
		const app = { packages: 'next', project: '/work/apps/web', document: '/work/apps/web/src/a.html' };
		assert.equal(await place('/a/b.png', app, ['public/a/']), '/work/apps/web/public/a/b.png');
		assert.equal(await place('/a/b.png', app, ['apps/web/public/']), '/work/apps/web/public/a/b.png');
	});

	it('is the nearest public folder where the project has none beside its package.json', async () => {
		const inner = { ...VITE, document: '/work/playground/src/a.html' };
		assert.equal(await place('/b.png', inner, ['playground/public/']), '/work/playground/public/b.png');
		const both = ['playground/src/public/', 'public/'];
		assert.equal(await place('/b.png', inner, both), '/work/public/b.png');
	});

	it('is what a person has named', async () => {
		const site = { ...NEXT, said: ['www', 'public'] };
		assert.equal(await place('/a.png', site, []), '/work/www/a.png');
		assert.equal(await place('/a.png', site, ['public/']), '/work/public/a.png');
		const inner = { ...site, project: '/work/app', document: '/work/app/a.html' };
		assert.equal(await place('/a.png', inner, ['www/']), '/work/www/a.png');
		assert.equal(await place('/a.png', { ...NEXT, said: [] }, ['public/']), '/work/a.png');
	});

	it('is the root of a site that nothing builds', async () => {
		assert.equal(await place('/img/a.png', PLAIN, []), '/work/img/a.png');
		assert.equal(await place('/img/a.png', PLAIN, ['img/', 'public/']), '/work/img/a.png');
		assert.equal(await place('/a.png', PLAIN, []), '/work/a.png');
	});

	it('is where other images of such a site are served from, else in the public folder that is there', async () => {
		const others = '<img src="/photos/b.png">';
		const there = ['static/img/', 'photos/b.png'];
		assert.equal(await place('/img/a.png', PLAIN, there, others), '/work/img/a.png');
		assert.equal(await place('/img/a.png', PLAIN, ['static/photos/b.png'], others), '/work/static/img/a.png');
		assert.equal(await place('/img/a.png', PLAIN, ['static/']), '/work/static/img/a.png');
	});

	it("is among the sources where the address names them to Vite, and the repository's root in its README", async () => {
		const there = ['public/', 'src/assets/'];
		assert.equal(await place('/src/assets/a.png', VITE, there), '/work/src/assets/a.png');
		assert.equal(await place('/src/assets/a.png', NEXT, there), '/work/public/src/assets/a.png');
		const readme = { ...NEXT, document: '/work/README.md' };
		assert.equal(await place('/docs/a.png', readme, ['public/']), '/work/docs/a.png');
	});

	it('is beside the document for any other address, and nowhere for what is elsewhere', async () => {
		assert.equal(await place('img/a.png', NEXT, ['public/img/']), '/work/src/img/a.png');
		assert.equal(await place('../../../a.png', NEXT, []), undefined);
	});
});

describe('Whether an image is there', () => {
	it('does not count what lies where the framework serves nothing', () => {
		assert.deepEqual(counted('/img/a.png', NEXT), [
			'/work/src/public/img/a.png',
			'/work/public/img/a.png',
			'/work/src/static/img/a.png',
			'/work/static/img/a.png',
		]);
		const app = { packages: 'vite', project: '/work/apps/web', document: '/work/apps/web/a.html' };
		const all = counted('/img/a.png', app);
		assert.ok(all.includes('/work/apps/web/img/a.png') && !all.includes('/work/img/a.png'));
	});

	it('reads what stands for the project in Docusaurus, and in no other', async () => {
		const docs = { packages: '@docusaurus/core', project: '/work/website' };
		const target = '@site/static/img/a.png';
		assert.equal(counted(target, docs)[0], '/work/website/static/img/a.png');
		assert.equal(await place(target, docs, []), '/work/website/static/img/a.png');
		const text = `const a = require('${target}').default;`;
		const module = only(findImages({ languageId: 'javascript', path: '/work/a.js', text }));
		assert.deepEqual(candidatePaths(module, documentOf(docs)), ['/work/website/static/img/a.png']);
		assert.deepEqual(candidatePaths(module, documentOf(NEXT)), []);
	});

	it('counts what may be meant in another way', () => {
		for (const [target, site] of [
			['/public/a.png', NEXT],
			['/src/a.png', NEXT],
			['/img/a.png', PLAIN],
			['/img/a.png', VITE],
			['/img/a.png', { ...PLAIN, said: ['www'] }],
			['/img/a.png', { ...NEXT, said: [] }],
			['/img/a.png', { ...NEXT, document: '/work/README.md' }],
		] as const) {
			assert.ok(counted(target, site).includes(`/work${target}`), target);
		}
		const module = only(
			findImages({ languageId: 'javascript', path: '/work/a.js', text: "import '/a.png'" }),
		);
		assert.ok(candidatePaths(module, documentOf(NEXT)).includes('/work/a.png'));
	});
});

interface Site {
	readonly packages: string;
	readonly project: string;
	readonly document?: string;
	/** Public folders as a person names them. */
	readonly said?: readonly string[];
}

function documentOf({ packages, project, document = '/work/src/a.html', said }: Site): SiteDocument {
	const dependencies = Object.fromEntries(packages.split(' ').map((name) => [name, '^3.0.0']));
	const framework = detectFramework({ packageJson: { dependencies }, files: [] });
	const publicFolders = said ?? framework?.publicFolders ?? ['public', 'static'];
	return {
		path: document,
		workspaceFolder: '/work',
		site: { project, publicFolders, isSaid: said !== undefined, framework },
	};
}

const imageOf = (target: string) =>
	only(findImages({ languageId: 'html', path: '/work/a.html', text: `<img src="${target}">` }));

const counted = (target: string, site: Site) => candidatePaths(imageOf(target), documentOf(site));

/** `there`: relative to the workspace folder; a folder ends with a slash. */
async function place(target: string, site: Site, there: readonly string[], others = '') {
	const folders = new Set(['/work', '/work/src', site.project]);
	const files = new Set<string>();
	for (const name of there) {
		const path = `/work/${name}`.replace(/\/$/, '');
		(name.endsWith('/') ? folders : files).add(path);
		for (let at = posix.dirname(path); at !== '/'; at = posix.dirname(at)) {
			folders.add(at);
		}
	}
	const document = documentOf(site);
	const exists = async (path: string) => folders.has(path) || files.has(path);
	return expectedPath(imageOf(target), document, {
		exists,
		isFolder: async (path) => folders.has(path),
		usedBase: async () => {
			const found = findImages({ languageId: 'html', path: document.path, text: others }).filter(isFromRoot);
			return found[0] && baseOf(found[0], document, exists);
		},
	});
}
