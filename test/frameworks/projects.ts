/** A small project of a framework, as its own documentation begins one. */
export interface SampleProject {
	readonly name: string;
	/** Pinned: a new version is taken up by hand. */
	readonly packages: Readonly<Record<string, string>>;
	/** Documents in which `‸` marks each place for an image, in the order of `images`, and others. */
	readonly files: Readonly<Record<string, string>>;
	/** The document of all images that name no other. */
	readonly document: string;
	readonly languageId: string;
	readonly images: readonly {
		readonly place: 'public' | 'source' | 'expression' | 'empty quotes';
		/** Relative to the project, with slashes. */
		readonly path: string;
		readonly document?: string;
		/** Where the document is served, from the root of the site: there, if nothing is said. */
		readonly page?: string;
	}[];
	/** Undefined for a project that nothing builds. */
	readonly build?: readonly string[];
	/** The folder that is served afterwards. */
	readonly output: string;
}

const REACT = { react: '19.3.1', 'react-dom': '19.3.1' };

/** Names as folders and prompts make them. */
const SERVED = 'img/a red fox.png';
const IMPORTED = 'it’s a fox (1).png';

/** Places for images in a component that makes them itself. */
const COMPONENT = '<Image src={‸} alt="expression" />\n<Image src="‸" alt="empty quotes" />\n';

export const projects: readonly SampleProject[] = [
	{
		name: 'Vite (React)',
		packages: { ...REACT, vite: '8.3.8', '@vitejs/plugin-react': '6.3.0' },
		files: {
			'vite.config.js': "import react from '@vitejs/plugin-react';\nexport default { plugins: [react()] };\n",
			'index.html':
				'<!doctype html><div id="root"></div><script type="module" src="/src/main.jsx"></script>\n',
			'src/main.jsx':
				"import { createRoot } from 'react-dom/client';\nimport { App } from './App.jsx';\n\n" +
				"createRoot(document.getElementById('root')).render(<App />);\n",
			'src/App.jsx':
				'export function App() {\n\treturn (\n\t\t<main>\n\t\t\t‸\n\t\t\t‸\n\t\t</main>\n\t);\n}\n',
		},
		document: 'src/App.jsx',
		languageId: 'javascriptreact',
		images: [
			{ place: 'public', path: `public/${SERVED}` },
			{ place: 'source', path: `src/assets/${IMPORTED}` },
		],
		build: ['vite', 'build', '--assetsInlineLimit', '0'],
		output: 'dist',
	},
	{
		name: 'Vite (Vue)',
		packages: { vue: '3.5.45', vite: '8.3.8', '@vitejs/plugin-vue': '6.0.11' },
		files: {
			'vite.config.js': "import vue from '@vitejs/plugin-vue';\nexport default { plugins: [vue()] };\n",
			'index.html': '<!doctype html><div id="app"></div><script type="module" src="/src/main.js"></script>\n',
			'src/main.js':
				"import { createApp } from 'vue';\nimport App from './App.vue';\n\ncreateApp(App).mount('#app');\n",
			'src/App.vue': '<template>\n\t<main>\n\t\t‸\n\t\t‸\n\t</main>\n</template>\n',
		},
		document: 'src/App.vue',
		languageId: 'plaintext',
		images: [
			{ place: 'public', path: `public/${SERVED}` },
			{ place: 'source', path: `src/assets/${IMPORTED}` },
		],
		build: ['vite', 'build', '--assetsInlineLimit', '0'],
		output: 'dist',
	},
	{
		name: 'Next',
		packages: { ...REACT, next: '16.4.6' },
		files: {
			'next.config.mjs': "export default { output: 'export', images: { unoptimized: true } };\n",
			'app/layout.js':
				'export default function Layout({ children }) {\n\treturn <html lang="en"><body>{children}</body></html>;\n}\n',
			'app/page.js':
				'export default function Page() {\n\treturn (\n\t\t<main>\n\t\t\t‸\n\t\t\t‸\n\t\t</main>\n\t);\n}\n',
			'app/component/page.js': `import Image from 'next/image';\n\nexport default function Page() {\n\treturn <main>\n${COMPONENT}</main>;\n}\n`,
		},
		document: 'app/page.js',
		languageId: 'javascript',
		images: [
			{ place: 'public', path: `public/${SERVED}` },
			{ place: 'source', path: `app/assets/${IMPORTED}` },
			{
				place: 'expression',
				path: `app/assets/${IMPORTED}`,
				document: 'app/component/page.js',
				page: 'component.html',
			},
			{
				place: 'empty quotes',
				path: 'app/component/fox.png',
				document: 'app/component/page.js',
				page: 'component.html',
			},
		],
		build: ['next', 'build'],
		output: 'out',
	},
	{
		name: 'Astro',
		packages: { astro: '7.3.5' },
		files: {
			'astro.config.mjs': 'export default {};\n',
			'src/pages/index.astro': '<html lang="en"><body>\n‸\n‸\n</body></html>\n',
			'src/pages/component.astro': `---\nimport { Image } from 'astro:assets';\n---\n<html lang="en"><body>\n${COMPONENT}</body></html>\n`,
		},
		document: 'src/pages/index.astro',
		languageId: 'plaintext',
		images: [
			{ place: 'public', path: `public/${SERVED}` },
			{ place: 'source', path: `src/assets/${IMPORTED}` },
			{
				place: 'expression',
				path: `src/assets/${IMPORTED}`,
				document: 'src/pages/component.astro',
				page: 'component/',
			},
			{
				place: 'empty quotes',
				path: 'src/assets/fox.png',
				document: 'src/pages/component.astro',
				page: 'component/',
			},
		],
		build: ['astro', 'build'],
		output: 'dist',
	},
	{
		name: 'SvelteKit',
		packages: {
			'@sveltejs/kit': '3.2.0',
			'@sveltejs/adapter-static': '4.0.1',
			'@sveltejs/vite-plugin-svelte': '7.3.1',
			svelte: '5.57.3',
			vite: '8.3.8',
		},
		files: {
			'vite.config.js':
				"import adapter from '@sveltejs/adapter-static';\nimport { sveltekit } from '@sveltejs/kit/vite';\n\n" +
				'export default { plugins: [sveltekit({ adapter: adapter() })] };\n',
			'src/app.html': '<!doctype html><head>%sveltekit.head%</head><body>%sveltekit.body%</body>\n',
			'src/routes/+layout.js': 'export const prerender = true;\n',
			'src/routes/+page.svelte': '<h1>Foxes</h1>\n‸\n‸\n',
		},
		document: 'src/routes/+page.svelte',
		languageId: 'plaintext',
		images: [
			{ place: 'public', path: `static/${SERVED}` },
			{ place: 'source', path: `src/lib/${IMPORTED}` },
		],
		build: ['vite', 'build'],
		output: 'build',
	},
	{
		name: 'plain HTML',
		packages: {},
		files: { 'index.html': '<!doctype html>\n<body>\n‸\n‸\n</body>\n' },
		document: 'index.html',
		languageId: 'html',
		images: [
			{ place: 'public', path: `public/${SERVED}` },
			{ place: 'source', path: `images/${IMPORTED}` },
		],
		output: '.',
	},
];
