/** What builds the pages of a project, as far as an image's snippet needs to know. */
export interface Framework {
	readonly name: string;
	/** What `import fox from './fox.png'` gives: the address, or an object that has it as `src`. */
	readonly imports: 'address' | 'object';
	/** How a page in MDX shows an image that is not served: as Markdown does, or only by an import. */
	readonly mdx?: 'markdown' | 'import';
	/** Folders beside `package.json`, or the `marker`, whose content is served from the root of the site. */
	readonly publicFolders: readonly string[];
	/** Whether an address from the root may lead to any file of the project, as Vite reads it. */
	readonly servesProject?: boolean;
	/** What stands for the project's folder at the beginning of a target. */
	readonly projectAlias?: string;
	/** A folder that lies at the top of the sources, which may be anywhere below `package.json`. */
	readonly marker?: string;
}

/** What lies in the folder that a project begins in. */
export interface ProjectFolder {
	/** As parsed; whatever a file of that name may hold. */
	readonly packageJson: unknown;
	/** The names of the files beside it. */
	readonly files: readonly string[];
}

/** The folders that servers serve from the root by habit, where nothing tells more. */
export const USUAL_PUBLIC_FOLDERS: readonly string[] = ['public', 'static'];

interface Row extends Framework {
	/** Any of them among the dependencies tells; a major version may follow a `@`. */
	readonly packages: readonly string[];
	/** Any file that begins so tells: in a monorepo the dependency may be declared further up. */
	readonly configFiles: readonly string[];
}

const VITEPRESS: Row & { readonly marker: string } = {
	...row('VitePress', 'address', 'public', 'vitepress', ''),
	servesProject: true,
	marker: '.vitepress',
};

/** Frameworks whose sources begin where a folder of theirs lies, whatever else the package builds. */
export const MARKED_FRAMEWORKS: readonly (Framework & { readonly marker: string })[] = [VITEPRESS];

/** A framework comes before what it is built with: the first row that applies decides. */
const FRAMEWORKS: readonly Row[] = [
	row('Next.js', 'object', 'public', 'next', 'next.config.', 'import'),
	row('Nuxt 2', 'address', 'static', 'nuxt@2', ''),
	{ ...row('Nuxt', 'address', 'public', 'nuxt nuxt-nightly', 'nuxt.config.'), servesProject: true },
	row('Astro', 'object', 'public', 'astro', 'astro.config.'),
	row('SvelteKit', 'address', 'static', '@sveltejs/kit', ''),
	row('Gatsby', 'address', 'static', 'gatsby', 'gatsby-config.'),
	{
		...row('Docusaurus', 'address', 'static', '@docusaurus/core', 'docusaurus.config.'),
		projectAlias: '@site/',
	},
	row(
		'Remix',
		'address',
		'public',
		'@remix-run/react @remix-run/dev @react-router/dev',
		'remix.config. react-router.config.',
		'import',
	),
	row('Angular', 'address', 'public', '@angular/core', 'angular.json'),
	row('Create React App', 'address', 'public', 'react-scripts @craco/craco', 'craco.config.', 'import'),
	row('Vue CLI', 'address', 'public', '@vue/cli-service', 'vue.config.'),
	VITEPRESS,
	{
		...row('Vite', 'address', 'public', 'vite rolldown-vite', 'vite.config.', 'import'),
		servesProject: true,
	},
];

/** The framework of a project; undefined for one that is not known. */
export function detectFramework({ packageJson, files }: ProjectFolder): Framework | undefined {
	const dependencies = dependenciesOf(packageJson);
	return FRAMEWORKS.find(
		({ packages, configFiles }) =>
			packages.some((name) => isAmong(dependencies, name)) ||
			configFiles.some((start) => files.some((file) => file.startsWith(start))),
	);
}

function isAmong(dependencies: ReadonlyMap<string, string>, wanted: string): boolean {
	const [, name = wanted, major] = /^(.+)@(\d+)$/.exec(wanted) ?? [];
	const range = dependencies.get(name);
	return range !== undefined && (major === undefined || /\d+/.exec(range)?.[0] === major);
}

function dependenciesOf(packageJson: unknown): ReadonlyMap<string, string> {
	const all = new Map<string, string>();
	for (const group of ['peerDependencies', 'devDependencies', 'dependencies']) {
		const held = memberOf(packageJson, group);
		for (const [name, range] of Object.entries(typeof held === 'object' && held !== null ? held : {})) {
			all.set(name, String(range));
		}
	}
	return all;
}

function memberOf(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
		? (value as Readonly<Record<string, unknown>>)[name]
		: undefined;
}

function row(
	name: string,
	imports: Framework['imports'],
	publicFolder: string,
	packages: string,
	configFiles: string,
	mdx: 'markdown' | 'import' = 'markdown',
): Row {
	const words = (text: string) => text.split(' ').filter((word) => word !== '');
	return {
		name,
		imports,
		publicFolders: [publicFolder],
		packages: words(packages),
		configFiles: words(configFiles),
		mdx,
	};
}
