import * as vscode from 'vscode';
import type { Activity } from '../jobs/activity.ts';
import type { Caps, Standing } from '../store/budget.ts';
import { localDay, nextDay } from '../store/days.ts';
import type { RecentCall } from '../store/recent.ts';
import type { Store } from '../store/store.ts';
import { closestCap } from './budgetText.ts';
import { costText, imagesText, labelOf, money } from './costText.ts';
import { statusTooltip } from './statusTooltip.ts';
import type { StoreOpener } from './storeOpener.ts';
import type { Targets } from './targets.ts';

/** What the store says, as the status bar shows it. */
export interface Figures {
	/** Newest first. */
	readonly calls: readonly RecentCall[];
	readonly standing: Standing;
	readonly caps: Caps;
	readonly imagePath: (file: string) => string;
}

export interface StatusBar {
	/** Shows what is under way. */
	update(activity: Activity): void;
}

/** The calls that the tooltip lists. */
const LISTED = 5;

/** The status bar item: idle, working, then what the last call cost and how the day stands. */
export function createStatusBar(
	parts: { readonly targets: Targets; readonly store: StoreOpener; readonly caps: () => Caps },
	subscriptions: vscode.Disposable[],
): StatusBar {
	const { targets, store, caps } = parts;
	const item = vscode.window.createStatusBarItem('ideogram.status', vscode.StatusBarAlignment.Right, 90);
	item.name = vscode.l10n.t('Ideogram');
	item.command = 'ideogram.showSpending';
	let activity: Activity = { images: 0, amount: 0, sandbox: false };
	let figures: Figures | undefined;

	const render = () => {
		const sandbox = targets.sandboxOn;
		item.text = textOf(activity, figures, sandbox);
		item.tooltip = statusTooltip(figures, sandbox);
		const warn = !sandbox && figures !== undefined && closestCap(figures)?.isClose === true;
		item.backgroundColor = warn ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
		item.accessibilityInformation = {
			label: vscode.l10n.t('Ideogram: {0}', item.text.replace(/\$\([^)]*\)\s*/g, '')),
		};
	};
	let stale = false;
	let asking = false;
	const refresh = async () => {
		stale = true;
		if (asking) {
			return; // One question at a time: many calls that end together are told together.
		}
		asking = true;
		for (let opened = store.current(); opened && stale; opened = store.current()) {
			stale = false;
			// A store that does not answer now leaves the figures as they were last known.
			figures = await read(opened).catch(() => figures);
			render();
		}
		asking = false;
	};
	const read = async ({ records, imagePath }: Store): Promise<Figures> => ({
		calls: await records.recentCalls(LISTED),
		standing: await records.standingOn(localDay(new Date())),
		caps: caps(),
		imagePath,
	});

	let midnight: NodeJS.Timeout | undefined;
	const waitForMidnight = () => {
		const now = new Date();
		midnight = setTimeout(
			() => {
				void refresh();
				waitForMidnight();
			},
			nextDay(now).getTime() - now.getTime() + 1000,
		);
	};
	render();
	item.show();
	waitForMidnight();
	subscriptions.push(
		item,
		targets.onDidChange(render),
		store.onDidChange(() => void refresh()),
		vscode.window.onDidChangeWindowState(({ focused }) => focused && void refresh()),
		vscode.workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration('ideogram.budget')) {
				void refresh();
			}
		}),
		{ dispose: () => clearTimeout(midnight) },
	);
	return {
		update(newActivity) {
			activity = newActivity;
			render();
		},
	};
}

function textOf(activity: Activity, figures: Figures | undefined, sandbox: boolean): string {
	const icon = sandbox ? '$(beaker)' : '$(sparkle)';
	if (activity.images > 0) {
		const images = imagesText(activity.images);
		return activity.sandbox
			? vscode.l10n.t('{0} {1}, sandbox', '$(loading~spin)', images)
			: vscode.l10n.t('{0} {1}, about {2}', '$(loading~spin)', images, money(activity.amount));
	}
	const last = figures?.calls[0];
	if (!figures || !last || localDay(new Date(last.settled)) !== localDay(new Date())) {
		return sandbox ? `${icon} ${vscode.l10n.t('Ideogram sandbox')}` : `${icon} Ideogram`;
	}
	const cost = costText(last.amount, labelOf(last));
	// With the sandbox switched on, that is what the bar must say, whatever the last call was.
	const shown = sandbox && !last.sandbox ? vscode.l10n.t('sandbox, last call {0}', cost) : cost;
	return `${icon} ${vscode.l10n.t('{0} · {1}', shown, todayText(figures))}`;
}

function todayText({ standing, caps }: Figures): string {
	const spent = money(standing.spent.day);
	const cap = closestCap({ standing, caps: { day: caps.day } });
	return cap ? vscode.l10n.t('{0} of {1} today', spent, money(cap.limit)) : vscode.l10n.t('{0} today', spent);
}
