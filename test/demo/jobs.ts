import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { recogniseImage } from '../../src/images/format.ts';
import type { EditorWindow } from '../ui/window.ts';

/** One run of the main job. */
export interface Job {
	file: string;
	/** The empty line that the image goes to, and the column after its indentation. */
	line: number;
	column: number;
	prompt: string;
	/** Where the image is expected. */
	folder: string;
	/** What the person types meanwhile, after the end of this line. */
	meanwhile?: { line: number; text: string };
}

/** What came of it. */
export interface Outcome {
	file: string;
	image: { path: string; width: number; height: number; bytes: number };
	/** The lines that were not there before. */
	added: { line: number; text: string }[];
	/** The person's own line was there before the image was. */
	typedFirst: boolean;
	cost: string;
}

export async function setKey(window: EditorWindow, key: string): Promise<void> {
	await window.palette('Ideogram: Set API Key');
	await window.quickInput.waitForTitle('Ideogram API Key');
	await window.quickInput.type(key);
	await window.quickInput.accept();
	await window.notification('Ideogram accepts it');
	// Not by the toast's own cross: it may leave by itself at any moment.
	await window.clearNotifications();
}

/** From the palette to the saved document. */
export async function runJob(window: EditorWindow, job: Job): Promise<Outcome> {
	await window.openFile(job.file);
	const before = await window.editorText();
	await window.goTo(job.line, job.column);
	await window.palette('Ideogram: Generate Image');
	await window.quickInput.waitForTitle(new RegExp(`to ${job.folder}, \\$0\\.06$`));
	await window.quickInput.type(job.prompt);
	await window.quickInput.accept();
	const typedFirst = job.meanwhile !== undefined && (await typeMeanwhile(window, job.meanwhile));
	const notice = await (await window.notification(`Inserted ${job.folder}/`)).text();
	const image = /^Inserted (\S+) /.exec(notice)?.[1];
	if (!image) {
		throw new Error(`The window says "${notice}".`);
	}
	const cost = await window.statusBarItem(/charged/).text();
	return {
		file: job.file,
		image: await measure(window, image),
		added: addedLines(before, await window.editorText(), job.meanwhile?.text),
		typedFirst,
		cost,
	};
}

/** Whether the image was still under way when the line stood. */
async function typeMeanwhile(
	window: EditorWindow,
	{ line, text }: NonNullable<Job['meanwhile']>,
): Promise<boolean> {
	const working = window.statusBarItem(/1 image, about \$0\.06/);
	await working.text();
	await window.goTo(line, 1);
	await window.editor.press('End');
	await window.typeInEditor(`\n${text}`);
	return working.locator.isVisible();
}

async function measure(window: EditorWindow, image: string): Promise<Outcome['image']> {
	const content = await readFile(path.join(window.workspaceDir, image));
	const { width, height } = recogniseImage(content) ?? {};
	if (!width || !height) {
		throw new Error(`${image} is not an image.`);
	}
	return { path: image, width, height, bytes: content.length };
}

/** Lines of the new text that the old one lacks, except for the one that the person typed. */
function addedLines(before: string, after: string, typed: string | undefined): Outcome['added'] {
	const known = new Set([...before.split('\n'), typed]);
	return after
		.split('\n')
		.map((text, index) => ({ line: index + 1, text: text.trim(), known: known.has(text) }))
		.filter((line) => !line.known)
		.map(({ line, text }) => ({ line, text }));
}

/** The image beside its document, once nothing moves any more. */
export async function showBeside(window: EditorWindow, image: string): Promise<void> {
	await openBeside(window, image);
	await narrowSideBar(window, 50);
	await window.whenStill();
}

/** Opens an image beside the document in front, as Ctrl+Enter in quick open does. */
async function openBeside(window: EditorWindow, image: string): Promise<void> {
	await window.quickInput.open(image);
	await window.quickInput.row(path.basename(image)).waitFor();
	await window.page.keyboard.press('Control+Enter');
	await window.webview().locator('img').waitFor();
}

/** Drags the side bar's edge to the left. */
async function narrowSideBar(window: EditorWindow, pixels: number): Promise<void> {
	const { mouse } = window.page;
	const box = await window.page.locator('.part.sidebar').boundingBox();
	if (box) {
		const edge = { x: box.x + box.width + 2, y: box.y + box.height / 2 };
		await mouse.move(edge.x, edge.y);
		await mouse.down();
		await mouse.move(edge.x - pixels, edge.y, { steps: 5 });
		await mouse.up();
		// Away from the edge, which is lit while the pointer is on it.
		await mouse.move(edge.x + pixels, edge.y);
	}
}
