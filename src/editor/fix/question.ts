import * as vscode from 'vscode';
import { estimate, type Price } from '../../api/prices.ts';
import { isSquare } from '../../images/fit.ts';
import { confirmPrice } from '../consent.ts';
import type { Parts } from '../parts.ts';
import { priceText } from '../priceText.ts';
import { imageFormat, ownAmount, ownFixedImage, ownPriceTerms } from '../settings.ts';
import { filesText } from './files.ts';
import { type FixJob, keepsSize, titleOf } from './fixJobs.ts';
import type { Source } from './sources.ts';

const REMEMBERED = 'ideogram.fixPlace';

/** What the person has decided, once for all files. */
export interface Choice {
	readonly sources: readonly Source[];
	readonly place: 'beside' | 'replace';
	/** Only the square in the middle is sent. */
	readonly square: boolean;
	/** The price has been on screen: a setting answers, so there is a moment to stop. */
	readonly pause: boolean;
}

/** What all of it costs, as it is before it is paid. */
export function priceOfAll(job: FixJob, input: object, sources: readonly Source[]): Price {
	const file = { name: '', bytes: new Uint8Array() };
	const terms = ownPriceTerms();
	const prices = sources.map((source) =>
		estimate(job.operation, { image: file, ...input, ...job.inputFor?.(source) }, terms),
	);
	const [first = estimate(job.operation, { image: file, ...input }, terms)] = prices;
	const sum = (member: 'amount' | 'count') => prices.reduce((total, price) => total + price[member], 0);
	return { ...first, amount: sum('amount'), count: sum('count') };
}

/** "$0.03", or that the sandbox is free. */
export function priceLabelOfAll(
	parts: Parts,
	job: FixJob,
	input: object,
	sources: readonly Source[],
): string {
	return parts.targets.sandboxOn
		? vscode.l10n.t('sandbox, free')
		: priceText(priceOfAll(job, input, sources));
}

interface ChoiceItem extends vscode.QuickPickItem {
	readonly choice: Omit<Choice, 'pause'>;
}

/**
 * The one question, with the price in it. A setting may have answered it for
 * good, unless a file cannot be sent as it is. Undefined: the person left it.
 */
export async function askPlace(
	parts: Parts,
	job: FixJob,
	input: object,
	sources: readonly Source[],
): Promise<Choice | undefined> {
	const answered = ownFixedImage();
	const needsFitting = sources.some((source) => source.isLarge || (job.square && !isSquare(source.info)));
	const choice =
		answered && !needsFitting
			? { sources, place: answered, square: false, pause: true }
			: await pick(parts, job, input, sources);
	if (!choice) {
		return undefined;
	}
	return (await confirmAll(parts, priceOfAll(job, input, choice.sources))) ? choice : undefined;
}

/** Above the person's threshold the whole is asked about, whatever a setting answers. */
export async function confirmAll(parts: Parts, price: Price): Promise<boolean> {
	return parts.targets.sandboxOn || price.amount <= ownAmount('confirmAbove') || (await confirmPrice(price));
}

async function pick(
	parts: Parts,
	job: FixJob,
	input: object,
	sources: readonly Source[],
): Promise<Choice | undefined> {
	const memento = parts.context.globalState;
	const list = vscode.window.createQuickPick<ChoiceItem>();
	list.title = vscode.l10n.t('{0}, {1}', titleOf(job), filesText(sources));
	list.placeholder =
		sources.length === 1
			? vscode.l10n.t('Where should the result go?')
			: vscode.l10n.t('Where should the results go?');
	list.ignoreFocusOut = true;
	list.items = choicesFor(job, sources).map(({ label, detail, choice }) => ({
		label,
		description: priceLabelOfAll(parts, job, input, choice.sources),
		detail,
		choice,
	}));
	const last = memento.get<Partial<Choice>>(REMEMBERED);
	const remembered = list.items.find(
		({ choice }) => choice.place === last?.place && choice.square === last.square,
	);
	list.activeItems = remembered ? [remembered] : list.items.slice(0, 1);
	const picked = await new Promise<ChoiceItem | undefined>((resolve) => {
		list.onDidAccept(() => resolve(list.activeItems[0]));
		list.onDidHide(() => resolve(undefined));
		list.show();
	});
	list.dispose();
	if (!picked) {
		return undefined;
	}
	const { place, square } = picked.choice;
	await memento.update(REMEMBERED, { place, square });
	return { ...picked.choice, pause: false };
}

type Offer = Pick<ChoiceItem, 'label' | 'detail' | 'choice'>;

function choicesFor(job: FixJob, sources: readonly Source[]): readonly Offer[] {
	const small = sources.filter(({ isLarge }) => !isLarge);
	const groups = [
		{ sources, without: false },
		...(small.length > 0 && small.length < sources.length ? [{ sources: small, without: true }] : []),
	];
	const shapes =
		job.square && sources.some(({ info }) => !isSquare(info)) ? [false, true] : ([false] as const);
	return groups.flatMap((group) =>
		shapes.flatMap((square) =>
			(['beside', 'replace'] as const).map((place) => ({
				label: labelFor(place, sources.length, square, group.without),
				detail: detailFor(job, place, group.sources, square),
				choice: { sources: group.sources, place, square },
			})),
		),
	);
}

function labelFor(place: Choice['place'], count: number, square: boolean, without: boolean): string {
	const one = count === 1;
	const label =
		place === 'beside'
			? one
				? vscode.l10n.t('Beside the Original')
				: vscode.l10n.t('Beside the Originals')
			: one
				? vscode.l10n.t('Replace the Original')
				: vscode.l10n.t('Replace the Originals');
	const cut = square ? vscode.l10n.t('{0}, from the Square in the Middle', label) : label;
	return without ? vscode.l10n.t('{0}, Without the Large Files', cut) : cut;
}

/** What a choice means, in as much as a row has room for. */
function detailFor(job: FixJob, place: Choice['place'], sources: readonly Source[], square: boolean): string {
	const large = sources.filter(({ isLarge }) => isLarge).length;
	const cutsJpeg = job.transparent && sources.some(({ info }) => info.type === 'jpeg');
	const format = imageFormat(sources[0]?.uri) === 'png' ? 'PNG' : 'WebP';
	const outcome =
		place === 'beside'
			? vscode.l10n.t('Nothing is overwritten.')
			: cutsJpeg
				? vscode.l10n.t('A JPEG becomes {0} to be transparent, and what refers to it follows.', format)
				: keepsSize(job)
					? vscode.l10n.t('Keeps the size in pixels, and can be undone.')
					: vscode.l10n.t('Can be undone.');
	const first = [
		large > 0 ? vscode.l10n.t('Over 10 MB, made smaller first at no cost: {0}.', large) : undefined,
		square
			? vscode.l10n.t('Cropped on this computer first, at no cost.')
			: job.square && sources.some(({ info }) => !isSquare(info))
				? vscode.l10n.t('Ideogram documents this for square images.')
				: undefined,
	];
	return [...first, outcome].filter(Boolean).join(' ');
}
