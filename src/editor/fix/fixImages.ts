import * as vscode from 'vscode';
import type { ImageFile } from '../../api/field.ts';
import type { Operation } from '../../api/operation.ts';
import { runBatch } from '../../jobs/batch.ts';
import type { RunningJob, Target } from '../../jobs/request.ts';
import { ChangedFileError, sha256Of } from '../../store/replacing.ts';
import { tellBeforeUpload } from '../consent.ts';
import { ensureKey } from '../keyPrompt.ts';
import { showError } from '../notices.ts';
import type { Parts } from '../parts.ts';
import { ownMaxInFlight } from '../settings.ts';
import { fittedFile } from '../upload.ts';
import { askInput } from './askInput.ts';
import { showBatch } from './batchProgress.ts';
import { type Clicked, filesText, filesToFix } from './files.ts';
import { type FixJob, type FixName, fixJob, titleOf } from './fixJobs.ts';
import { checkPlace, placeResult } from './placing.ts';
import { askPlace, type Choice, confirmAll, priceLabelOfAll, priceOfAll } from './question.ts';
import { inspect, type Refused, type Source } from './sources.ts';
import { tellOutcome } from './summary.ts';

/** Changes image files that a person has: asks once, with the price, and says once how it went. */
export async function fixImages(parts: Parts, name: FixName, clicked: Clicked): Promise<void> {
	const job = fixJob(name);
	const uris = await filesToFix(titleOf(job), clicked);
	if (!uris || uris.length === 0) {
		return;
	}
	const { sources, refused } = await inspect(uris);
	if (sources.length === 0) {
		await tellOutcome(
			{ title: titleOf(job), outcomes: [], refused, sandbox: parts.targets.sandboxOn },
			parts,
		);
		return;
	}
	const { workspaceState } = parts.context;
	const input = await askInput(workspaceState, job, filesText(sources));
	if (!input || !(await ensureKey(parts.keys, parts.targets))) {
		return;
	}
	const choice = await askPlace(parts, job, input, sources);
	if (choice) {
		await run(parts, { job, input, choice, refused });
	}
}

/**
 * Changes the image at a cursor by one line: its place, its size and whatever
 * refers to it stay as they are, and it can be brought back. `about`: what the
 * text says of it.
 */
export async function changeImage(parts: Parts, uri: vscode.Uri, about: string): Promise<void> {
	const job = fixJob('remix');
	const { sources, refused } = await inspect([uri]);
	if (sources.length === 0) {
		const title = vscode.l10n.t('Change This Image');
		await tellOutcome({ title, outcomes: [], refused, sandbox: parts.targets.sandboxOn }, parts);
		return;
	}
	const instruction = await vscode.window.showInputBox({
		title: vscode.l10n.t(
			'Change {0}, {1}',
			filesText(sources),
			priceLabelOfAll(parts, job, { prompt: about }, sources),
		),
		prompt: vscode.l10n.t('What should be different? The file is replaced, and can be brought back.'),
		ignoreFocusOut: true,
		validateInput: (text) =>
			text.trim() === '' ? vscode.l10n.t('Type what should be different.') : undefined,
	});
	if (!instruction || !(await ensureKey(parts.keys, parts.targets))) {
		return;
	}
	// The model sees the image, and reads what it is of together with what is to change.
	const input = { prompt: about ? `${about}. ${instruction.trim()}` : instruction.trim() };
	if (await confirmAll(parts, priceOfAll(job, input, sources))) {
		const choice = { sources, place: 'replace', square: false, pause: false } as const;
		await run(parts, { job, input, choice, refused });
	}
}

interface Plan {
	readonly job: FixJob;
	readonly input: object;
	readonly choice: Choice;
	readonly refused: readonly Refused[];
}

async function run(parts: Parts, plan: Plan): Promise<void> {
	const { job, input, choice, refused } = plan;
	const { sources } = choice;
	const target = await parts.targets.current();
	if (!(await mayUpload(parts, target))) {
		return;
	}
	const store = await parts.store();
	const price = priceLabelOfAll(parts, job, input, sources);
	const title = vscode.l10n.t('{0}, {1}, {2}', titleOf(job), filesText(sources), price);
	const outcomes = await showBatch(title, choice.pause, (onProgress) =>
		runBatch({
			items: sources,
			parallel: ownMaxInFlight(),
			sandbox: target.sandbox,
			stateOf: store.records.stateOf,
			start: (source) => startCall(parts, plan, source, target),
			finish: (source, result) => placeResult(parts, job, source, choice.place, result),
			onProgress,
		}),
	);
	if (!outcomes) {
		return;
	}
	// Not waited for: the editor shows what a light bulb began as under way until it returns.
	tellOutcome({ title: titleOf(job), outcomes, refused, sandbox: target.sandbox }, parts, {
		label: (again) => vscode.l10n.t('Retry Failed ({0})', priceLabelOfAll(parts, job, input, again)),
		run: async (again) => {
			if (await confirmAll(parts, priceOfAll(job, input, again))) {
				await run(parts, { ...plan, refused: [], choice: { ...choice, sources: again, pause: false } });
			}
		},
	}).catch(showError);
}

/** Asked once for all files, before the first of them. */
export async function mayUpload({ context }: Parts, { sandbox, client }: Target): Promise<boolean> {
	return sandbox || tellBeforeUpload(context.globalState, client.origin);
}

async function startCall(
	parts: Parts,
	{ job, input, choice }: Plan,
	source: Source,
	target: Target,
): Promise<RunningJob | undefined> {
	// Nothing is paid for that could not be put into its place.
	await checkPlace(job, source, choice.place);
	const image = await uploadOf(parts, source, choice.square);
	return parts.jobs.start({
		operation: job.operation as Operation,
		input: { image, ...input, ...job.inputFor?.(source) },
		target,
		source: 'person',
		agreed: true,
		workspace: vscode.workspace.name,
	});
}

/** The file as it is sent: upright, whole and within the API's size. Throws an image error, or `ChangedFileError`. */
export async function uploadOf(
	parts: Pick<Parts, 'codec'>,
	{ uri, name, sha256 }: Pick<Source, 'uri' | 'name' | 'sha256'>,
	square = false,
): Promise<ImageFile> {
	const bytes = await vscode.workspace.fs.readFile(uri);
	if (sha256Of(bytes) !== sha256) {
		throw new ChangedFileError(vscode.l10n.t('It was changed meanwhile, so it was not sent.'));
	}
	return fittedFile({ name, bytes, path: uri.toString() }, parts.codec, square);
}
