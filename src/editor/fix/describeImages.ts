import * as vscode from 'vscode';
import { logLine } from '../../api/logLine.ts';
import type { Operation } from '../../api/operation.ts';
import { describe } from '../../api/operations/describe.ts';
import { describeV4 } from '../../api/operations/describe-v4.ts';
import type { JsonPrompt } from '../../api/operations/json-prompt.ts';
import { runBatch } from '../../jobs/batch.ts';
import { ensureKey } from '../keyPrompt.ts';
import type { Parts } from '../parts.ts';
import { ownMaxInFlight } from '../settings.ts';
import { showBatch } from './batchProgress.ts';
import { type Described, showCaptions } from './captions.ts';
import { type Clicked, filesText, filesToFix } from './files.ts';
import { mayUpload, uploadOf } from './fixImages.ts';
import { type FixJob, titleOf } from './fixJobs.ts';
import { confirmAll, priceLabelOfAll, priceOfAll } from './question.ts';
import { inspect, type Refused, type Source } from './sources.ts';
import { tellOutcome } from './summary.ts';

const REMEMBERED = 'ideogram.describeModel';

const jobs: readonly FixJob[] = [describe, describeV4].map((operation) => ({
	operation,
	asks: undefined,
	suffix: undefined,
	transparent: false,
	square: false,
}));

/** Lets a person read what images show, and use the words. */
export async function describeImages(parts: Parts, clicked: Clicked): Promise<void> {
	const title = titleOf({ operation: describe });
	const uris = await filesToFix(title, clicked);
	if (!uris || uris.length === 0) {
		return;
	}
	const { sources, refused } = await inspect(uris);
	if (sources.length === 0) {
		await tellOutcome({ title, outcomes: [], refused, sandbox: parts.targets.sandboxOn }, parts);
		return;
	}
	if (!(await ensureKey(parts.keys, parts.targets))) {
		return;
	}
	const job = await askModel(parts, sources);
	if (job && (await confirmAll(parts, priceOfAll(job, {}, sources)))) {
		await run(parts, job, sources, refused);
	}
}

/** The one question, with the price in it. */
async function askModel(parts: Parts, sources: readonly Source[]): Promise<FixJob | undefined> {
	const memento = parts.context.globalState;
	const last = memento.get(REMEMBERED);
	const large = sources.filter(({ isLarge }) => isLarge).length;
	const items = jobs
		.map((job) => ({
			label:
				job.operation === describe
					? vscode.l10n.t('Several Captions (3.0)')
					: vscode.l10n.t('One Caption, in More Detail (4.0)'),
			description: priceLabelOfAll(parts, job, {}, sources),
			detail:
				large > 0 ? vscode.l10n.t('Over 10 MB and made smaller first, at no cost: {0}.', large) : undefined,
			job,
		}))
		// Enter takes the last choice.
		.sort((one, other) => Number(other.job.operation.id === last) - Number(one.job.operation.id === last));
	const picked = await vscode.window.showQuickPick(items, {
		title: vscode.l10n.t('{0}, {1}', titleOf({ operation: describe }), filesText(sources)),
		placeHolder: vscode.l10n.t('How should it be described?'),
		ignoreFocusOut: true,
	});
	if (picked) {
		await memento.update(REMEMBERED, picked.job.operation.id);
	}
	return picked?.job;
}

async function run(
	parts: Parts,
	job: FixJob,
	sources: readonly Source[],
	refused: readonly Refused[],
): Promise<void> {
	const target = await parts.targets.current();
	if (!(await mayUpload(parts, target))) {
		return;
	}
	const store = await parts.store();
	const price = priceLabelOfAll(parts, job, {}, sources);
	const title = vscode.l10n.t('{0}, {1}, {2}', titleOf(job), filesText(sources), price);
	const outcomes = await showBatch(title, false, (onProgress) =>
		runBatch({
			items: sources,
			parallel: ownMaxInFlight(),
			sandbox: target.sandbox,
			stateOf: store.records.stateOf,
			start: async (source) =>
				parts.jobs.start({
					operation: job.operation as Operation,
					input: { image: await uploadOf(parts, source) },
					target,
					source: 'person',
					agreed: true,
					workspace: vscode.workspace.name,
				}),
			finish: async (source, { data }): Promise<Described> => ({ source, captions: captionsOf(data) }),
			onProgress,
		}),
	);
	if (!outcomes) {
		return;
	}
	const described = outcomes.flatMap((outcome) => (outcome.kind === 'done' ? [outcome.made] : []));
	const failed = outcomes.filter((outcome) => outcome.kind === 'failed');
	if (failed.length + refused.length > 0) {
		const report = { title: titleOf(job), outcomes: failed, refused, sandbox: target.sandbox };
		void tellOutcome(report, parts, {
			label: (again) => vscode.l10n.t('Retry Failed ({0})', priceLabelOfAll(parts, job, {}, again)),
			run: async (again) => {
				if (await confirmAll(parts, priceOfAll(job, {}, again))) {
					await run(parts, job, again, []);
				}
			},
		}).catch((error) => parts.log.error(`describe: ${logLine(error)}`));
	}
	if (described.length > 0) {
		await showCaptions(parts, described, target.sandbox);
	}
}

function captionsOf(data: unknown): readonly string[] {
	return Array.isArray(data) ? data : [(data as JsonPrompt).high_level_description];
}
