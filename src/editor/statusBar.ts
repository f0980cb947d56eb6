import * as vscode from 'vscode';
import { formatMoney, type MicroDollars } from '../api/money.ts';
import type { Activity, EndedCall } from '../jobs/activity.ts';
import type { CostLabel } from '../jobs/request.ts';
import type { Targets } from './targets.ts';

/** What a call cost, in words: labelled for what it is. */
export function costText(amount: MicroDollars, label: CostLabel): string {
	const money = formatMoney(label === 'sandbox' ? 0 : amount, vscode.env.language);
	switch (label) {
		case 'charged':
			return vscode.l10n.t('{0} charged', money);
		case 'may have been charged':
			return vscode.l10n.t('{0} may have been charged', money);
		case 'not charged':
			return vscode.l10n.t('not charged');
		case 'sandbox':
			return vscode.l10n.t('sandbox, {0}', money);
	}
}

/** "1 image", "2 images". */
export function imagesText(count: number): string {
	return count === 1 ? vscode.l10n.t('1 image') : vscode.l10n.t('{0} images', count);
}

export interface StatusBar {
	/** Shows what is under way; `today` is what the day has cost so far. */
	update(activity: Activity, today: MicroDollars | undefined): void;
}

/** The status bar item: idle, working, then what the last call cost and the day's total. */
export function createStatusBar(targets: Targets, subscriptions: vscode.Disposable[]): StatusBar {
	const item = vscode.window.createStatusBarItem('ideogram.status', vscode.StatusBarAlignment.Right, 90);
	item.name = vscode.l10n.t('Ideogram');
	item.command = 'ideogram.showLog';
	let activity: Activity = { images: 0, amount: 0, sandbox: false, ended: [] };
	let today: MicroDollars | undefined;

	const render = () => {
		item.text = textOf(activity, today, targets.sandboxOn);
		item.tooltip = tooltipOf(activity, today, targets.sandboxOn);
		item.accessibilityInformation = {
			label: vscode.l10n.t('Ideogram: {0}', item.text.replace(/\$\([^)]*\)\s*/g, '')),
		};
	};
	render();
	item.show();
	subscriptions.push(item, targets.onDidChange(render));
	return {
		update(newActivity, newToday) {
			activity = newActivity;
			today = newToday ?? today;
			render();
		},
	};
}

function textOf(activity: Activity, today: MicroDollars | undefined, sandbox: boolean): string {
	const icon = sandbox ? '$(beaker)' : '$(sparkle)';
	if (activity.images > 0) {
		const images = imagesText(activity.images);
		return activity.sandbox
			? vscode.l10n.t('{0} {1}, sandbox', '$(loading~spin)', images)
			: vscode.l10n.t(
					'{0} {1}, about {2}',
					'$(loading~spin)',
					images,
					formatMoney(activity.amount, vscode.env.language),
				);
	}
	const last = activity.ended[0];
	if (!last) {
		return sandbox ? `${icon} ${vscode.l10n.t('Ideogram sandbox')}` : `${icon} Ideogram`;
	}
	const cost = costText(last.amount, last.label);
	// With the sandbox switched on, that is what the bar must say, whatever the last call was.
	const shown = sandbox && last.label !== 'sandbox' ? vscode.l10n.t('sandbox, last call {0}', cost) : cost;
	return today === undefined
		? `${icon} ${shown}`
		: `${icon} ${vscode.l10n.t('{0} · {1} today', shown, formatMoney(today, vscode.env.language))}`;
}

function tooltipOf(
	activity: Activity,
	today: MicroDollars | undefined,
	sandbox: boolean,
): vscode.MarkdownString {
	const lines = [
		sandbox
			? vscode.l10n.t('**Ideogram Assets**: the sandbox is on; nothing costs money.')
			: vscode.l10n.t('**Ideogram Assets**'),
	];
	if (activity.ended.length > 0) {
		lines.push('', ...activity.ended.map((call) => `- ${callLine(call)}`));
	}
	if (today !== undefined) {
		lines.push('', vscode.l10n.t('Today: {0}', formatMoney(today, vscode.env.language)));
	}
	lines.push('', vscode.l10n.t('Click to open the log.'));
	return new vscode.MarkdownString(lines.join('\n'));
}

function callLine(call: EndedCall): string {
	const time = call.ended.toLocaleTimeString(vscode.env.language, { hour: '2-digit', minute: '2-digit' });
	const line = vscode.l10n.t(
		'{0}: {1}, {2}',
		time,
		imagesText(call.images),
		costText(call.amount, call.label),
	);
	return call.withheld > 0 ? vscode.l10n.t('{0}, {1} withheld', line, call.withheld) : line;
}
