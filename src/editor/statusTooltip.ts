import * as vscode from 'vscode';
import type { RecentCall, RecentFile } from '../store/recent.ts';
import { type CapInForce, capsInForce } from './budgetText.ts';
import { costText, imagesText, labelOf, money } from './costText.ts';
import type { Figures } from './statusBar.ts';

/** The last calls as a small table with links to their files, and how the caps stand. */
export function statusTooltip(figures: Figures | undefined, sandbox: boolean): vscode.MarkdownString {
	const text = new vscode.MarkdownString();
	text.appendMarkdown(
		sandbox
			? vscode.l10n.t('**Ideogram Assets**: the sandbox is on; nothing costs money.')
			: '**Ideogram Assets**',
	);
	if (figures && figures.calls.length > 0) {
		const head = [vscode.l10n.t('Time'), vscode.l10n.t('Result'), vscode.l10n.t('Cost')];
		const rows = figures.calls.map((call) => rowOf(call, figures.imagePath));
		text.appendMarkdown(
			`\n\n${[head, ['---', '---', '---'], ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`,
		);
	}
	const lines = figures ? limitLines(figures) : [];
	text.appendMarkdown(`\n\n${[...lines, vscode.l10n.t('Click to show Spending.')].join('  \n')}`);
	return text;
}

function limitLines(figures: Figures): readonly string[] {
	const inForce = capsInForce(figures);
	const today = inForce.some(({ cap }) => cap === 'day')
		? []
		: [vscode.l10n.t('Today: {0}', money(figures.standing.spent.day))];
	// Where no agent has spent anything, their limit is nobody's business yet.
	const shown = inForce.filter(({ cap, spent }) => cap !== 'agentsDay' || spent > 0);
	return [...today, ...shown.map(limitLine)];
}

function limitLine({ cap, limit, spent }: CapInForce): string {
	switch (cap) {
		case 'day':
			return vscode.l10n.t('Today: {0} of {1}', money(spent), money(limit));
		case 'agentsDay':
			return vscode.l10n.t('Agents today: {0} of {1}', money(spent), money(limit));
		case 'month':
			return vscode.l10n.t('This month: {0} of {1}', money(spent), money(limit));
	}
}

function rowOf(call: RecentCall, imagePath: (file: string) => string): readonly string[] {
	const time = new Date(call.settled).toLocaleTimeString(vscode.env.language, {
		hour: '2-digit',
		minute: '2-digit',
	});
	const links = call.files.map((file) => linkTo(file, imagePath));
	const withheld = call.withheld > 0 ? [vscode.l10n.t('{0} withheld', call.withheld)] : [];
	const result = [...links, ...withheld];
	return [
		time,
		result.length > 0 ? result.join(', ') : imagesText(call.images),
		cell(costText(call.amount, labelOf(call))),
	];
}

function linkTo({ file, placement }: RecentFile, imagePath: (file: string) => string): string {
	const uri = placement ? vscode.Uri.parse(placement) : vscode.Uri.file(imagePath(file));
	const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
	// Spaces and brackets are encoded in a URI, but for these.
	const address = uri.toString().replaceAll('(', '%28').replaceAll(')', '%29');
	return `[${cell(name)}](${address})`;
}

/** Text as it is, within a cell. */
const cell = (text: string): string => text.replace(/[\\`*_{}[\]<>()#+\-.!|~$]/g, '\\$&');
