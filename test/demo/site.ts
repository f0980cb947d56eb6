import path from 'node:path';
import type { WindowOptions } from '../ui/session.ts';
import type { Job } from './jobs.ts';

/** The sandbox accepts this one. */
export const KEY = 'demo-key';

export const markdownJob: Job = {
	file: 'docs/field-guide.md',
	line: 11,
	column: 1,
	prompt: 'Hills at dawn',
	folder: 'public/img',
	meanwhile: { line: 4, text: 'Dogs are welcome on a lead.' },
};

const settings = {
	'breadcrumbs.enabled': false,
	'chat.disableAIFeatures': true,
	'editor.cursorBlinking': 'solid',
	'editor.folding': false,
	'editor.fontSize': 13,
	'editor.glyphMargin': false,
	'editor.lineNumbersMinChars': 3,
	'editor.minimap.enabled': false,
	'editor.scrollBeyondLastLine': false,
	'extensions.ignoreRecommendations': true,
	'window.menuBarVisibility': 'classic',
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'workbench.startupEditor': 'none',
};

/** A window on the demo's site, with the packaged extension, that talks to the sandbox at this address. */
export function siteWindow(vsix: string, origin: string): WindowOptions {
	return {
		extension: { vsix },
		workspace: path.join(import.meta.dirname, 'fernway'),
		settings: { ...settings, 'ideogram.baseUrl': origin },
	};
}
