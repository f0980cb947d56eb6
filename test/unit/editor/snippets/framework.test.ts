import assert from 'node:assert/strict';
import fc from 'fast-check';
import { detectFramework } from '../../../../src/editor/snippets/framework.ts';
import { validPublicFolders } from '../../../../src/editor/snippets/publicFolders.ts';
import { documentWith, mainText, requestAt } from './request.ts';

const nameOf = (packageJson: unknown, files: readonly string[] = []) =>
	detectFramework({ packageJson, files })?.name;

describe('detectFramework', () => {
	it('tells by the dependencies, and by what is built on what', () => {
		for (const [dependencies, name] of [
			['next react react-dom', 'Next.js'],
			['astro react vite', 'Astro'],
			['@sveltejs/kit svelte vite', 'SvelteKit'],
			['svelte vite', 'Vite'],
			['react vite', 'Vite'],
			['vue vite', 'Vite'],
			['nuxt vue', 'Nuxt'],
			['gatsby react', 'Gatsby'],
			['@remix-run/react vite', 'Remix'],
			['@react-router/dev vite', 'Remix'],
			['react-scripts react', 'Create React App'],
			['@docusaurus/core react', 'Docusaurus'],
			['vitepress vue', 'VitePress'],
			['vitepress vite', 'VitePress'],
			['react', undefined],
			['nextra', undefined],
		] as const) {
			const entries = dependencies.split(' ').map((one) => [one, '^3.0.0']);
			for (const group of ['dependencies', 'devDependencies', 'peerDependencies']) {
				assert.equal(nameOf({ [group]: Object.fromEntries(entries) }), name, dependencies);
			}
		}
	});

	it('tells by the files beside it where the dependencies are declared elsewhere', () => {
		assert.equal(nameOf({}, ['next.config.mjs', 'tsconfig.json']), 'Next.js');
		assert.equal(nameOf({}, ['vite.config.ts']), 'Vite');
		assert.equal(nameOf(undefined, ['astro.config.mjs']), 'Astro');
		assert.equal(nameOf({ dependencies: { next: '16' } }, ['vite.config.ts']), 'Next.js');
		assert.equal(nameOf({}, ['my-vite.config.ts', 'index.html']), undefined);
	});

	it('knows where old and new versions differ', () => {
		assert.deepEqual(
			detectFramework({ packageJson: { dependencies: { nuxt: '^2.17.0' } }, files: [] })?.publicFolders,
			['static'],
		);
		assert.deepEqual(
			detectFramework({ packageJson: { dependencies: { nuxt: '^4.0.0' } }, files: [] })?.publicFolders,
			['public'],
		);
	});

	it('takes anything for a package.json', () => {
		fc.assert(
			fc.property(fc.anything(), fc.array(fc.string()), (packageJson, files) => {
				detectFramework({ packageJson, files });
			}),
		);
		assert.equal(nameOf({ dependencies: ['next'] }), undefined);
		assert.equal(nameOf(JSON.parse('{"__proto__": {"dependencies": {"next": "1"}}}')), undefined);
	});
});

describe('A snippet in JSX', () => {
	const next = { name: 'Next.js', imports: 'object', publicFolders: ['public'] } as const;
	const place = 'export const a = <p>‸</p>;\n';

	it('asks an import that is an object for its address', () => {
		const request = requestAt(place, { languageId: 'typescriptreact', framework: next });
		assert.equal(
			documentWith(request),
			"import fox from '../img/fox.png';\n\nexport const a = <p>" +
				'<img src={fox.src} alt="A fox" width={1312} height={736} /></p>;\n',
		);
		const again = requestAt("import b from '../img/fox.png';\nconst a = <img src={‸} />;", {
			languageId: 'typescriptreact',
			framework: next,
		});
		assert.equal(mainText(again), 'b.src');
	});

	it('gives a component the import itself, which has the size of the image', () => {
		for (const [place, expected] of [
			['<Image src={‸} alt="" />', 'fox'],
			['<Image src="‸" alt="" />', '{fox}'],
			["<Image\n\talt='a > b'\n\tonLoad={() => a > b}\n\tsrc='‸'\n/>", '{fox}'],
			['<Image icon={<b>c</b>} src={"‸"} />', 'fox'],
			['<A.Image src={ ‸ } />', 'fox'],
			['<p>\n<Image alt=""\nsrc={‸} /></p>', 'fox'],
			['<img src={‸} />', 'fox.src'],
			['<img src="‸" />', '{fox.src}'],
			['<A b={<img src="‸" />} />', '{fox.src}'],
			['<A><img src={‸} /></A>', 'fox.src'],
			['<A b={c} /> a <img src={‸} />', 'fox.src'],
			['<Link href="‸" />', '{fox.src}'],
			['<Card data-src={‸} />', 'fox.src'],
			['<Card image={"‸"} />', 'fox.src'],
			['<video poster={‸} />', 'fox.src'],
		] as const) {
			const request = requestAt(place, { languageId: 'typescriptreact', framework: next });
			assert.equal(mainText(request), expected, place);
			const served = { ...request, imagePath: '/work/public/fox.png', publicFolder: '/work/public' };
			assert.match(mainText(served), /^"?\/fox\.png"?$/, place);
		}
	});

	it('gives only the expression where one is wanted', () => {
		const languageId = 'javascriptreact';
		assert.equal(mainText(requestAt('<img src={‸} />', { languageId })), 'fox');
		const served = { imagePath: '/work/public/fox.png', publicFolder: '/work/public' };
		assert.equal(mainText(requestAt('<img src={ ‸ } />', { languageId, ...served })), '"/fox.png"');
		assert.match(mainText(requestAt('<A icon={‸} />', { languageId })), /^<img /);
	});

	it('is known in a file for JavaScript that has JSX in it', () => {
		for (const text of [
			'export default () => <p>‸</p>;',
			'function A() {\n\treturn (\n\t\t<>\n\t\t\t‸\n\t\t</>\n\t);\n}',
			"const a = b ? <B c='d' /> : null;\nconst e = ‸;",
			"it's = x; // `\nreturn <p>Don't</p>\n‸",
		]) {
			const request = requestAt(text, { languageId: 'javascript', documentPath: '/work/src/App.js' });
			assert.match(mainText(request), /^<img src=\{fox\}/, text);
		}
	});

	it('is not taken for JSX where it is none', () => {
		for (const [text, documentPath, languageId] of [
			['const a = ‸;', 'a.js', 'javascript'],
			["const a = '<p></p>', b = ‸;", 'a.js', 'javascript'],
			['const a = `\n<p>\n<b></b></p>`, b = ‸;', 'a.js', 'javascript'],
			['// return <p></p>\n/* = <p/> */ const b = ‸;', 'a.mjs', 'javascript'],
			['const a = /<p><\\/p>/, b = c</d/.source, e = ‸;', 'a.js', 'javascript'],
			['const a = <T,>(b: T) => b; const c = x as Array<d>; const e = ‸; // </p>', 'a.ts', 'typescript'],
			['const a = <p></p>; const e = ‸;', 'a.ts', 'plaintext'],
		] as const) {
			const request = requestAt(text, { languageId, documentPath: `/work/src/${documentPath}` });
			assert.equal(mainText(request), "'../img/fox.png'", text);
		}
	});

	it('is known by the name of the file where the editor knows nothing of it', () => {
		for (const documentPath of ['/work/src/A.tsx', '/work/src/a.JSX']) {
			assert.match(
				mainText(requestAt(place, { languageId: 'plaintext', documentPath })),
				/^<img src=\{fox\}/,
			);
		}
	});
});

describe('validPublicFolders', () => {
	it('keeps what names a folder in the project', () => {
		assert.deepEqual(validPublicFolders(['public', './static/', ' web\\root ', 'src/main/static']), [
			'public',
			'static',
			'web/root',
			'src/main/static',
		]);
	});

	it('drops what leads elsewhere or is no text', () => {
		const bad = [
			'..',
			'../public',
			'a/../../b',
			'/public',
			'C:\\public',
			'c:public',
			'\\\\a\\b',
			'',
			' ',
			'.',
			1,
			null,
		];
		assert.deepEqual(validPublicFolders(bad), []);
		for (const setting of [undefined, null, 'public', { 0: 'public' }]) {
			assert.deepEqual(validPublicFolders(setting), []);
		}
	});

	it('never gives a step out of the project', () => {
		const parts = fc.constantFrom('..', '.', '/', '\\', 'public', ' ', 'c:', '\0');
		fc.assert(
			fc.property(fc.array(parts), (all) => {
				for (const folder of validPublicFolders([all.join('')])) {
					assert.doesNotMatch(folder, /^\/|\\|^[a-z]:|\0/);
					assert.ok(!folder.split('/').includes('..'));
				}
			}),
		);
	});
});
