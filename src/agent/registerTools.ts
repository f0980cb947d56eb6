import * as vscode from 'vscode';
import type { AgentParts } from './parts.ts';
import type { AgentToolName } from './tools.ts';

const NAMES: readonly AgentToolName[] = [
	'ideogram_generateImage',
	'ideogram_editImage',
	'ideogram_removeBackground',
	'ideogram_describeImage',
];

/** Offers the tools to agents. What they do is loaded when one is first asked for. */
export function registerTools(parts: AgentParts, subscriptions: vscode.Disposable[]): void {
	for (const name of NAMES) {
		subscriptions.push(
			vscode.lm.registerTool<object>(name, {
				async prepareInvocation({ input }) {
					const { prepareTool } = await import('./prepare.ts');
					return prepareTool(parts, name, input);
				},
				async invoke({ input }, token) {
					const { invokeTool } = await import('./invoke.ts');
					return invokeTool(parts, name, input, token);
				},
			}),
		);
	}
}
