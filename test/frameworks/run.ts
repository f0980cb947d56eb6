/**
 * Whether an inserted image loads when the page is served: small projects are
 * generated, get the extension's own snippets, are built with their own tools
 * and shown in a browser. `node test/frameworks/run.ts` tries all of them,
 * further arguments choose by a part of their names. Takes minutes and the npm
 * registry, so that it is no part of `npm test`.
 */
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { detectFramework, USUAL_PUBLIC_FOLDERS } from '../../src/editor/snippets/framework.ts';
import { findPublicFolder } from '../../src/editor/snippets/paths.ts';
import { makeSnippet } from '../../src/editor/snippets/snippet.ts';
import { apply } from '../unit/editor/snippets/request.ts';
import { ensureChromium } from '../vscode/chromium.ts';
import { TemporaryFolder } from '../vscode/temporary.ts';
import { projects, type SampleProject } from './projects.ts';
import { serveFolder } from './server.ts';

const IMAGE = path.join(import.meta.dirname, '../fixtures/workspace/public/img/pixel.png');
const BUILD_MS = 10 * 60_000;
const LOAD_MS = 30_000;

const run = promisify(execFile);

/** Writes the project's files, its images, and its document with the snippets in it. */
async function generate(project: SampleProject, folder: string): Promise<void> {
	const write = async (file: string, content: string | Buffer) => {
		await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
		await writeFile(path.join(folder, file), content);
	};
	const isPackage = Object.keys(project.packages).length > 0;
	const packageJson = { name: 'sample', private: true, type: 'module', dependencies: project.packages };
	if (isPackage) {
		await write('package.json', JSON.stringify(packageJson));
	}
	for (const [file, content] of Object.entries(project.files)) {
		await write(file, content);
	}
	for (const image of project.images) {
		await write(image.path, await readFile(IMAGE));
	}
	const files = await readdir(folder);
	const framework = detectFramework({ packageJson: isPackage ? packageJson : undefined, files });
	for (const { place, path: imagePath, document = project.document } of project.images) {
		const marked = await readFile(path.join(folder, document), 'utf8');
		const offset = marked.indexOf('‸');
		const text = marked.replace('‸', '');
		const snippet = makeSnippet({
			languageId: project.languageId,
			text: text.replaceAll('‸', ''),
			offset,
			documentPath: path.join(folder, document),
			imagePath: path.join(folder, imagePath),
			framework,
			publicFolder: findPublicFolder({
				imagePath: path.join(folder, imagePath),
				projects: isPackage ? [folder] : [],
				names: framework?.publicFolders ?? USUAL_PUBLIC_FOLDERS,
			}),
			alt: place,
			width: 1,
			height: 1,
			eol: '\n',
		});
		// The place of the next image is marked behind all edits of this one, so that it shifts none of them.
		await write(document, apply(text, snippet));
	}
}

async function build(project: SampleProject, folder: string): Promise<void> {
	if (!project.build) {
		return;
	}
	const options = {
		cwd: folder,
		timeout: BUILD_MS,
		maxBuffer: 50_000_000,
		env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ASTRO_TELEMETRY_DISABLED: '1', CI: 'true' },
	};
	await run('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], options);
	await run('npx', ['--no-install', ...project.build], options);
}

/** Which images the browser shows, by their alt text. */
async function shownIn(
	browser: Browser,
	origin: string,
	wanted: SampleProject['images'],
): Promise<ReadonlySet<string>> {
	const page = await browser.newPage();
	try {
		const shown = new Set<string>();
		for (const { place: alt, page: at = '' } of wanted) {
			await page.goto(`${origin}/${at}`, { timeout: LOAD_MS });
			const image = page.locator(`img[alt="${alt}"]`);
			await image.waitFor({ state: 'attached', timeout: LOAD_MS }).catch(() => undefined);
			if ((await image.count()) === 1) {
				const width = await image.evaluate(async (element: unknown) => {
					const shownImage = element as { decode(): Promise<void>; readonly naturalWidth: number };
					await shownImage.decode().catch(() => undefined);
					return shownImage.naturalWidth;
				});
				if (width > 0) {
					shown.add(alt);
				}
			}
		}
		return shown;
	} finally {
		await page.close();
	}
}

async function tryProject(
	browser: Browser,
	project: SampleProject,
	folder: string,
): Promise<ReadonlySet<string>> {
	await generate(project, folder);
	await build(project, folder);
	await using server = await serveFolder(path.join(folder, project.output));
	return await shownIn(browser, server.origin, project.images);
}

async function main(): Promise<void> {
	const wanted = process.argv.slice(2);
	const chosen = projects.filter(
		({ name }) =>
			wanted.length === 0 || wanted.some((part) => name.toLowerCase().includes(part.toLowerCase())),
	);
	const temporary = new TemporaryFolder();
	const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
	let passed = 0;
	let failed = 0;
	try {
		for (const [index, project] of chosen.entries()) {
			let shown: ReadonlySet<string> = new Set();
			let reason = 'the image did not load';
			try {
				shown = await tryProject(browser, project, temporary.folder(String(index)));
			} catch (error) {
				const { stderr = '', stdout = '', message } = error as Error & { stderr?: string; stdout?: string };
				reason = `${message}\n${stdout}\n${stderr}`.slice(-4000);
			}
			for (const { place } of project.images) {
				const isShown = shown.has(place);
				passed += isShown ? 1 : 0;
				failed += isShown ? 0 : 1;
				console.log(
					`${isShown ? 'ok    ' : 'FAILED'} ${project.name}, ${place}${isShown ? '' : `: ${reason}`}`,
				);
			}
		}
	} finally {
		await browser.close();
		temporary.remove();
	}
	process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
	console.log(`${passed} passed, ${failed} failed`);
}

await main();
