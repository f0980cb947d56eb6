import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { packagedExtension } from '../ui/package.ts';
import { type EditorWindow, openWindow } from '../ui/window.ts';
import { TemporaryFolder } from '../vscode/temporary.ts';
import { type Figure, middle, milliseconds } from './figure.ts';

const STARTS = 10;
const OURS = 'Ideogram Assets';
/** One that is not installed is shown by its id. */
const EMPTY = 'bench.empty';

/**
 * Activation as the editor itself measures and shows it under Running Extensions: reading the code and calling
 * `activate`, of the packaged extension, each time in a new extension host. The editor starts the clocks of all
 * extensions before it reads them one after the other; what that alone comes to, an empty extension shows in a
 * window of its own, which takes its turns.
 */
export async function bench(): Promise<readonly Figure[]> {
	await using window = await openWindow({ extension: { vsix: await packagedExtension() } });
	await using emptyWindow = await openWindow({ extension: { folder: emptyExtension() } });
	const starts: Times[] = [];
	const emptyStarts: Times[] = [];
	for (let start = 0; start < STARTS; start++) {
		for (const [turn, name, times] of [
			[window, OURS, starts],
			[emptyWindow, EMPTY, emptyStarts],
		] as const) {
			if (start > 0) {
				await turn.reload();
			}
			times.push(await shownTimes(turn, name));
		}
	}
	const medianOf = (name: string, times = starts) => middle(times.flatMap((shown) => shown.get(name) ?? []));
	const others = [...(starts[0]?.keys() ?? [])].filter((name) => name !== OURS);
	const named = others.map((name) => `${name} ${milliseconds(medianOf(name))}`);
	return [
		{
			name: `Activation in a real extension host, median of ${STARTS} starts`,
			value: medianOf(OURS),
			unit: 'ms',
			target: 20,
			comparedWith: `an empty extension: ${milliseconds(medianOf(EMPTY, emptyStarts))}; extensions that come with the editor: ${named.join(', ')}`,
		},
	];
}

/** Running extensions by their names, with the milliseconds that their activation took. */
type Times = ReadonlyMap<string, number>;

/** The folder of an extension that is activated like ours, and does nothing. */
function emptyExtension(): string {
	const folder = new TemporaryFolder().path;
	const manifest = {
		name: 'empty',
		publisher: 'bench',
		version: '0.0.1',
		engines: { vscode: '*' },
		main: './main.cjs',
		activationEvents: ['onStartupFinished'],
	};
	writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
	writeFileSync(path.join(folder, 'main.cjs'), "require('vscode');\nexports.activate = () => {};\n");
	return folder;
}

async function shownTimes(window: EditorWindow, awaited: string): Promise<Times> {
	await window.palette('Developer: Show Running Extensions');
	const rows = window.page.locator('.runtime-extensions-editor .extension');
	return window.waitFor(`the time of the activation of ${awaited}`, async () => {
		const texts = (part: string) => rows.locator(part).allTextContents();
		const [names, shown] = [await texts('.name'), await texts('.activation-time')];
		const times = new Map(
			names.flatMap((name, row) => {
				const [, ms] = /Activation: (\d+)ms/.exec(shown[row] ?? '') ?? [];
				return ms === undefined ? [] : [[name.trim(), Number(ms)] as const];
			}),
		);
		return times.has(awaited) ? times : undefined;
	});
}
