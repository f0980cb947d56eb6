import { packagedExtension } from '../ui/package.ts';
import { type EditorWindow, openWindow } from '../ui/window.ts';
import { type Figure, middle, milliseconds, type Runs } from './figure.ts';

const OURS = 'Ideogram Assets';

/**
 * Activation as the editor itself measures and shows it under Running Extensions: reading the code and calling
 * `activate`, of the packaged extension, each time in a new extension host.
 */
export async function bench(runs: Runs): Promise<readonly Figure[]> {
	await using window = await openWindow({ extension: { vsix: await packagedExtension() } });
	const count = runs(10, 3);
	const starts: ReadonlyMap<string, number>[] = [];
	for (let start = 0; start < count; start++) {
		if (start > 0) {
			await window.reload();
		}
		starts.push(await shownTimes(window));
	}
	const medianOf = (name: string) => middle(starts.flatMap((times) => times.get(name) ?? []));
	const others = [...(starts[0]?.keys() ?? [])].filter((name) => name !== OURS);
	const named = others.map((name) => `${name} ${milliseconds(medianOf(name))}`);
	return [
		{
			name: `Activation in a real extension host, median of ${count} starts`,
			value: medianOf(OURS),
			unit: 'ms',
			target: 20,
			below: true,
			comparedWith: `extensions that come with the editor: ${named.join(', ')}`,
		},
	];
}

/** Every running extension by its name, with the milliseconds that its activation took. */
async function shownTimes(window: EditorWindow): Promise<ReadonlyMap<string, number>> {
	await window.palette('Developer: Show Running Extensions');
	const rows = window.page.locator('.runtime-extensions-editor .extension');
	return window.waitFor('the time of our activation', async () => {
		const texts = (part: string) => rows.locator(part).allTextContents();
		const [names, shown] = [await texts('.name'), await texts('.activation-time')];
		const times = new Map(
			names.flatMap((name, row) => {
				const [, ms] = /Activation: (\d+)ms/.exec(shown[row] ?? '') ?? [];
				return ms === undefined ? [] : [[name.trim(), Number(ms)] as const];
			}),
		);
		return times.has(OURS) ? times : undefined;
	});
}
