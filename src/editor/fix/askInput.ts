import * as vscode from 'vscode';
import { aspectRatiosV3 } from '../../api/operations/values-v3.ts';
import { type FixJob, titleOf } from './fixJobs.ts';

const REMEMBERED = 'ideogram.fixInput';

/** Asks for what the job needs beside the file; undefined: the person left it. */
export async function askInput(
	memento: vscode.Memento,
	job: FixJob,
	files: string,
): Promise<object | undefined> {
	if (!job.asks) {
		return {};
	}
	const kept = memento.get<Readonly<Record<string, unknown>>>(REMEMBERED, {});
	const last = kept[job.operation.job];
	const title = vscode.l10n.t('{0}, {1}', titleOf(job), files);
	const given =
		job.asks === 'prompt'
			? await askPrompt(title, job, typeof last === 'string' ? last : '')
			: await askResolution(title, job, last);
	if (given === undefined) {
		return undefined;
	}
	await memento.update(REMEMBERED, { ...kept, [job.operation.job]: given });
	return { [job.asks]: given };
}

function askPrompt(title: string, { operation }: FixJob, last: string): Thenable<string | undefined> {
	return vscode.window.showInputBox({
		title,
		prompt:
			operation.job === 'replaceBackground'
				? vscode.l10n.t('What should be behind the subject?')
				: vscode.l10n.t('What should the image show?'),
		value: last,
		ignoreFocusOut: true,
		validateInput: (text) =>
			text.trim() === '' ? vscode.l10n.t('Type what the image should show.') : undefined,
	});
}

interface ResolutionItem extends vscode.QuickPickItem {
	readonly resolution?: string;
}

async function askResolution(title: string, job: FixJob, last: unknown): Promise<string | undefined> {
	const field = job.operation.fields.resolution;
	const list = vscode.window.createQuickPick<ResolutionItem>();
	list.title = title;
	list.placeholder = vscode.l10n.t('Choose the new shape, in pixels');
	list.ignoreFocusOut = true;
	list.matchOnDescription = true;
	list.items = byShape(field?.kind === 'choice' ? field.values : []);
	const remembered = list.items.find(({ resolution }) => resolution !== undefined && resolution === last);
	if (remembered) {
		list.activeItems = [remembered];
	}
	const chosen = await new Promise<string | undefined>((resolve) => {
		list.onDidAccept(() => resolve(list.activeItems[0]?.resolution));
		list.onDidHide(() => resolve(undefined));
		list.show();
	});
	list.dispose();
	return chosen;
}

/** Resolutions under the aspect ratio that each is nearest to, from the widest to the tallest. */
export function byShape(resolutions: readonly string[]): readonly ResolutionItem[] {
	const shapes = aspectRatiosV3
		.map((name) => ({ name: name.replace('x', ':'), ratio: ratioOf(name) }))
		.sort((one, other) => other.ratio - one.ratio);
	return shapes.flatMap(({ name, ratio }) => {
		const own = resolutions
			.filter((resolution) => nearest(ratioOf(resolution), shapes).ratio === ratio)
			.sort((one, other) => off(ratioOf(one), ratio) - off(ratioOf(other), ratio));
		return own.length === 0
			? []
			: [
					{ label: name, kind: vscode.QuickPickItemKind.Separator },
					...own.map((resolution) => ({ label: resolution, description: name, resolution })),
				];
	});
}

function nearest(
	ratio: number,
	shapes: readonly { readonly name: string; readonly ratio: number }[],
): { readonly name: string; readonly ratio: number } {
	return shapes.reduce((best, shape) => (off(shape.ratio, ratio) < off(best.ratio, ratio) ? shape : best));
}

/** How far two shapes are from each other. */
const off = (one: number, other: number): number => Math.abs(Math.log(one / other));

function ratioOf(shape: string): number {
	const [width = 1, height = 1] = shape.split('x').map(Number);
	return width / height;
}
