import * as vscode from 'vscode';
import type { MicroDollars } from '../../api/money.ts';
import { imagesText, money } from '../costText.ts';
import type { AltTask } from './tasks.ts';

/** Where an alt text comes from: a description, the link around the image, or nowhere, for decoration. */
export type AltSource = 'description' | 'link' | 'decorative';

/** What is to be done for each image; those that are left out stay as they are. */
export type AltPlan = ReadonlyMap<AltTask, AltSource>;

interface PlanItem extends vscode.QuickPickItem {
	readonly plan: AltPlan;
}

export interface PlanOptions {
	/** What describing these costs, USD micro-dollars. */
	readonly priceOf: (described: readonly AltTask[]) => MicroDollars;
	/** The sandbox answers, which describes nothing. */
	readonly sandbox: boolean;
}

/** Asks once what the images are there for, with the price of each answer. Undefined: the person left it. */
export async function choosePlan(
	tasks: readonly AltTask[],
	options: PlanOptions,
): Promise<AltPlan | undefined> {
	const picked = await vscode.window.showQuickPick(planItems(tasks, options), {
		title: vscode.l10n.t('Alt Text for {0}', imagesText(tasks.length)),
		placeHolder: vscode.l10n.t('What the images are there for'),
		ignoreFocusOut: true,
	});
	return picked?.plan;
}

function planItems(tasks: readonly AltTask[], { priceOf, sandbox }: PlanOptions): readonly PlanItem[] {
	const links = tasks.filter(({ reference }) => reference.context.purpose === 'functional');
	const images = tasks.filter(({ image }) => image);
	const informative = images.filter((task) => !links.includes(task));
	const item = (label: string, plan: AltPlan, detail: string): PlanItem => {
		const described = [...plan].filter(([, source]) => source === 'description').map(([task]) => task);
		const price = priceOf(described);
		if (price > 0 && sandbox) {
			const none = vscode.l10n.t('Not in the sandbox, which does not look at images');
			return { label, description: vscode.l10n.t('nothing is sent'), detail: none, plan };
		}
		return { label, description: price > 0 ? money(price) : vscode.l10n.t('free'), detail, plan };
	};
	const planFor = (source: AltSource, some: readonly AltTask[]) =>
		some.map((task) => [task, source] as const);
	const items: PlanItem[] = [];
	if (links.length > 0) {
		const both = informative.length > 0;
		items.push(
			item(
				both
					? vscode.l10n.t('Describe, but Say Where Links Lead')
					: vscode.l10n.t('Say Where the Link Leads'),
				new Map([...planFor('description', informative), ...planFor('link', links)]),
				both
					? vscode.l10n.t('{0} described, {1} in links or buttons', informative.length, links.length)
					: vscode.l10n.t('In the words of the link or the button itself'),
			),
		);
	}
	if (images.length > 0) {
		items.push(
			item(
				images.length === 1 ? vscode.l10n.t('Describe the Image') : vscode.l10n.t('Describe All'),
				new Map(planFor('description', images)),
				vscode.l10n.t('An image that tells something says what is on it'),
			),
		);
	}
	items.push(
		item(
			tasks.length === 1 ? vscode.l10n.t('Decorative') : vscode.l10n.t('All Are Decorative'),
			new Map(planFor('decorative', tasks)),
			vscode.l10n.t('An empty alt text: screen readers pass over the image'),
		),
	);
	return items;
}
