import path from 'node:path';
import * as vscode from 'vscode';
import { AuthenticationError, InvalidKeyError, PaymentRequiredError } from '../api/errors.ts';
import type { Operation } from '../api/operation.ts';
import type { CustomModel } from '../api/operations/custom-model.ts';
import { listModels } from '../api/operations/list-models.ts';
import { magicPrompt } from '../api/operations/magic-prompt.ts';
import { costText } from '../editor/costText.ts';
import { tellResult } from '../editor/imageJobs.ts';
import { ensureKey } from '../editor/keyPrompt.ts';
import { messageOf, showError } from '../editor/notices.ts';
import type { Parts } from '../editor/parts.ts';
import { priceText } from '../editor/priceText.ts';
import { ownPriceTerms } from '../editor/settings.ts';
import { requireTrust } from '../editor/trust.ts';
import { pickImages, readImage } from '../editor/workspaceImages.ts';
import { promptOf } from '../jobs/request.ts';
import { BudgetError } from '../store/budget.ts';
import { createInputImages } from './inputImages.ts';
import { createMadeCalls } from './madeCalls.ts';
import { createMaskKeeper } from './maskKeeper.ts';
import { createMasks } from './masks.ts';
import type { MakeParts } from './parts.ts';
import { createThumbnails } from './thumbnails.ts';
import { createUpright } from './upright.ts';

const REMEMBERED = 'ideogram.madeCalls';

/** What Make needs of the rest. `folder`: the page may show pictures of it; `isShared`: by windows without a workspace. */
export function loadMake(
	parts: Parts,
	options: {
		readonly folder: string;
		readonly isShared: boolean;
		readonly imagePath: (file: string) => string;
		readonly onChange: () => void;
	},
): MakeParts {
	const { context, codec, targets, jobs, keys } = parts;
	const { folder, isShared, imagePath, onChange } = options;
	const log = (message: string) => parts.log.warn(message);
	const calls = createMadeCalls({
		keeper: {
			get: () => context.workspaceState.get(REMEMBERED),
			set: (made) => void context.workspaceState.update(REMEMBERED, made),
		},
		sentence: messageOf,
		// Where the panel says what is wrong, this offers to put it right.
		onFailure(error, isShown) {
			const canBeHelped = [BudgetError, AuthenticationError, InvalidKeyError, PaymentRequiredError].some(
				(kind) => error instanceof kind,
			);
			if (canBeHelped || !isShown) {
				void showError(error);
			}
		},
		onArrival: (result, { operation }) => void tellResult(parts, operation, result).catch(showError),
		onChange,
	});
	context.subscriptions.push(
		targets.onDidChange(onChange),
		vscode.workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration('ideogram.pricing')) {
				onChange();
			}
		}),
	);
	/** Of the account that is in use; another has others. */
	let models: Promise<readonly CustomModel[]> | undefined;
	context.subscriptions.push(
		targets.onDidChange(() => {
			models = undefined;
		}),
	);
	const isReady = async () => (await requireTrust()) && (await ensureKey(keys, targets));
	const images = createInputImages({
		folder,
		isShared,
		imagePath,
		codec,
		log,
		thumbnails: createThumbnails({ folder: path.join(folder, 'thumbnails'), codec: codec.open, log }),
		memento: context.workspaceState,
	});
	return {
		records: async () => (await parts.store()).records,
		images,
		masks: createMasks({
			keeper: createMaskKeeper(path.join(folder, 'masks'), log),
			images,
			upright: createUpright({ folder: path.join(folder, 'pictures'), codec: codec.open }),
			async pickFile() {
				const [uri] = await pickImages(false);
				return uri && readImage(uri);
			},
		}),
		calls,
		terms: ownPriceTerms,
		priceText,
		costText,
		sandboxOn: () => targets.sandboxOn,
		async start(operation, input) {
			if (!(await isReady())) {
				return undefined;
			}
			const target = await targets.current();
			const job = await jobs.start({
				operation: operation as Operation,
				input,
				target,
				source: 'person',
				workspace: vscode.workspace.name,
			});
			if (!job) {
				return undefined;
			}
			calls.add(job, {
				operation: operation.id,
				prompt: promptOf(operation, input),
				sandbox: target.sandbox,
				started: Date.now(),
			});
			return job.callId;
		},
		async expand(input) {
			if (!(await isReady())) {
				return undefined;
			}
			const { client } = await targets.current();
			const call = await client.prepare(magicPrompt, input as never);
			return (await call.send()).data.prompt;
		},
		async models(anew) {
			if (!(await isReady())) {
				return undefined;
			}
			if (anew || !models) {
				const asked = targets
					.current()
					.then(({ client }) => client.prepare(listModels, {}))
					.then((call) => call.send())
					.then(({ data }) => data);
				models = asked;
				asked.catch(() => {
					models = undefined;
				});
			}
			return models;
		},
	};
}
