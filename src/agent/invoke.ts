import * as vscode from 'vscode';
import { logLine } from '../api/logLine.ts';
import type { Operation } from '../api/operation.ts';
import type { RunningJob } from '../jobs/request.ts';
import { announceArrival } from './arrival.ts';
import { asFailure, showLimit } from './failure.ts';
import type { AgentParts } from './parts.ts';
import { readRequest, requireReady } from './request.ts';
import { rememberedText, resultText } from './result.ts';
import { costNow, takeShown } from './shown.ts';
import { AGENT_TOOLS, type AgentToolName } from './tools.ts';

/** Makes the call that a model asked for and tells it what came of it. Throws for the model to read. */
export async function invokeTool(
	parts: AgentParts,
	name: AgentToolName,
	sent: unknown,
	token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
	let job: RunningJob | undefined;
	const shown = takeShown(name, sent);
	try {
		await requireReady(parts);
		const request = await readRequest(AGENT_TOOLS[name], sent);
		if (token.isCancellationRequested) {
			return said(vscode.l10n.t('Cancelled: nothing was sent, and nothing was charged.'));
		}
		const { remembered } = await costNow(parts, request);
		if (remembered !== undefined) {
			return said(await rememberedText(parts, request, remembered));
		}
		job = await parts.jobs.start({
			operation: request.operation as Operation,
			input: request.input,
			target: await parts.targets.current(),
			source: 'agent',
			...(shown === undefined ? {} : { shown }),
			workspace: vscode.workspace.name,
		});
		if (!job) {
			return said(vscode.l10n.t('The person declined: nothing was sent, and nothing was charged.'));
		}
		const result = await untilCancelled(job, token);
		if (result === 'goes on') {
			parts.log.info(`the agent of call ${job.callId} was stopped`);
			void announceArrival(job);
			return said(
				vscode.l10n.t(
					'It had been sent, so it goes on and is paid for: its result arrives in History. Do not try again.',
				),
			);
		}
		if (result === 'dropped') {
			return said(vscode.l10n.t('Cancelled before it was sent.'));
		}
		return said(
			result
				? await resultText(parts, request, result)
				: vscode.l10n.t('Cancelled: nothing was sent, and nothing was charged.'),
		);
	} catch (error) {
		const state = job && (await stateOf(parts, job));
		parts.log.error(logLine(error));
		showLimit(error);
		throw asFailure(error, state);
	}
}

const said = (text: string) => new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);

/** Drops the call where it has not been sent; one that was sent goes on. */
async function untilCancelled<Data>(job: RunningJob<Data>, token: vscode.CancellationToken) {
	let listening: vscode.Disposable | undefined;
	const cancelled = new Promise<'dropped' | 'goes on'>((resolve) => {
		const cancel = () => resolve(job.cancel() ? 'dropped' : 'goes on');
		listening = token.onCancellationRequested(cancel);
		if (token.isCancellationRequested) {
			cancel();
		}
	});
	try {
		return await Promise.race([job.done, cancelled]);
	} finally {
		listening?.dispose();
	}
}

/** Where the call stands; what cannot be looked up may have been sent. */
const stateOf = async (parts: AgentParts, { callId }: RunningJob): Promise<string> =>
	(await (await parts.store()).records.stateOf(callId).catch(() => undefined)) ?? 'unknown';
