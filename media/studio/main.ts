import { config } from '@vscode/l10n';
import * as v from 'valibot';
import { type PageOptions, panelState, type ToPage } from '../../src/studio/messages.ts';
import { createFormat } from './format.ts';
import { createRpc } from './rpc.ts';
import { createShell } from './shell.ts';

/** What the editor gives a webview's page. */
interface VsCodeApi {
	postMessage(message: unknown): void;
	getState(): unknown;
	setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const options: PageOptions = JSON.parse(document.getElementById('options')?.dataset.options ?? '');
if (options.strings) {
	config({ contents: { ...options.strings } });
}
const vscode = acquireVsCodeApi();
const rpc = createRpc((request) => vscode.postMessage(request), {
	set: (run, ms) => window.setTimeout(run, ms),
	clear: (timer) => window.clearTimeout(timer as number),
});
// A page that was hidden has kept more than the extension knew when it made it.
const kept = v.safeParse(panelState, vscode.getState());
const shell = createShell(document.body, {
	rpc,
	format: createFormat(options.locale),
	initial: kept.success ? kept.output : options.state,
	keep: (state) => vscode.setState(state),
});

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
	switch (data?.kind) {
		case 'answer':
		case 'error':
			rpc.receive(data);
			break;
		case 'changed':
			shell.changed(data.what);
			break;
		case 'show':
			shell.show(data.show);
			break;
		case 'begin':
			shell.begin(data.begin);
			break;
	}
});
window.addEventListener('pagehide', () => rpc.dispose());

rpc
	.ask('ready', {})
	.then(({ show, begin }) => {
		if (show) {
			shell.show(show);
		}
		if (begin) {
			shell.begin(begin);
		}
	})
	.catch(() => undefined);
