import * as vscode from 'vscode';
import { formatMoney } from '../api/money.ts';
import { generateV3 } from '../api/operations/generate-v3.ts';
import { type Choices, priceOf, SPEEDS, speedName, summary } from './draft.ts';
import type { ChosenFolders } from './outputFolder.ts';
import { priceText } from './priceText.ts';

export interface PromptBoxOptions {
	readonly prompt: string;
	readonly choices: Choices;
	readonly sandbox: boolean;
	/** The folder's name for these choices. */
	readonly folderLabel: (choices: Choices) => Promise<string>;
	/** Lets the person pick a folder; undefined: nothing was picked. */
	readonly pickFolder: () => Promise<ChosenFolders | undefined>;
}

export interface PromptAnswer {
	readonly prompt: string;
	readonly choices: Choices;
}

interface Change extends vscode.QuickInputButton {
	/** Asks; undefined: leave it as it is. */
	readonly ask: (choices: Choices) => Promise<Choices | undefined>;
}

/**
 * One input box: its title says what Enter will do and what that costs, its
 * buttons change it. Undefined: the person left it.
 */
export async function askPrompt(options: PromptBoxOptions): Promise<PromptAnswer | undefined> {
	let { prompt, choices } = options;
	for (;;) {
		const answer = await showBox({ ...options, prompt, choices }, await options.folderLabel(choices));
		if (answer === undefined || 'done' in answer) {
			return answer?.done;
		}
		prompt = answer.prompt;
		choices = (await answer.change.ask(choices)) ?? choices;
	}
}

type BoxAnswer =
	| { readonly done: PromptAnswer }
	| { readonly prompt: string; readonly change: Change }
	| undefined;

function showBox(options: PromptBoxOptions, folder: string): Promise<BoxAnswer> {
	const { choices, sandbox } = options;
	const box = vscode.window.createInputBox();
	const price = sandbox ? vscode.l10n.t('sandbox, free') : priceText(priceOf(choices));
	box.title = summary(choices, folder, sandbox);
	box.value = options.prompt;
	box.placeholder = vscode.l10n.t('Describe the image');
	box.prompt = vscode.l10n.t(
		'One call, {0}. The buttons above change speed, shape, number and folder.',
		price,
	);
	box.ignoreFocusOut = true;
	box.buttons = changes(options, folder);
	return new Promise((resolve) => {
		const end = (answer: BoxAnswer) => {
			resolve(answer);
			box.dispose();
		};
		box.onDidAccept(() => {
			const prompt = box.value.trim();
			if (prompt === '') {
				box.validationMessage = vscode.l10n.t('Type what the image should show.');
			} else {
				end({ done: { prompt, choices } });
			}
		});
		box.onDidChangeValue(() => {
			box.validationMessage = undefined;
		});
		box.onDidTriggerButton((button) => end({ prompt: box.value, change: button as Change }));
		box.onDidHide(() => end(undefined));
		box.show();
	});
}

function changes(options: PromptBoxOptions, folder: string): readonly Change[] {
	const { choices } = options;
	return [
		{
			iconPath: new vscode.ThemeIcon('dashboard'),
			tooltip: vscode.l10n.t('Model and Speed: {0} {1}', generateV3.model, speedName(choices.speed)),
			ask: askSpeed,
		},
		{
			iconPath: new vscode.ThemeIcon('symbol-ruler'),
			tooltip: vscode.l10n.t('Shape: {0}', choices.shape),
			ask: askShape,
		},
		{
			iconPath: new vscode.ThemeIcon('multiple-windows'),
			tooltip: vscode.l10n.t('Number of Images: {0}', choices.count),
			ask: askCount,
		},
		{
			iconPath: new vscode.ThemeIcon('folder'),
			tooltip: vscode.l10n.t('Folder: {0}', folder),
			ask: async (current) => {
				const picked = await options.pickFolder();
				return picked && { ...current, folders: { ...current.folders, ...picked } };
			},
		},
	];
}

async function askSpeed(choices: Choices): Promise<Choices | undefined> {
	const picked = await pick(
		vscode.l10n.t('Model and Speed'),
		SPEEDS.map((speed) => ({
			label: `${generateV3.model} ${speedName(speed)}`,
			description: vscode.l10n.t(
				'{0} an image',
				formatMoney(priceOf({ ...choices, speed, count: 1 }).amount, vscode.env.language),
			),
			value: speed,
		})),
		choices.speed,
	);
	return picked && { ...choices, speed: picked };
}

async function askShape(choices: Choices): Promise<Choices | undefined> {
	const common: readonly Choices['shape'][] = ['16x9', '1x1', '9x16', '4x3', '3x4', '3x2', '2x3'];
	const shapes = [
		...common,
		...generateV3.fields.aspectRatio.values.filter((shape) => !common.includes(shape)),
	];
	const picked = await pick(
		vscode.l10n.t('Shape (width x height)'),
		shapes.map((shape) => ({ label: shape, description: orientation(shape), value: shape })),
		choices.shape,
	);
	return picked && { ...choices, shape: picked };
}

function orientation(shape: string): string {
	const [width = 1, height = 1] = shape.split('x').map(Number);
	return width === height
		? vscode.l10n.t('square')
		: width > height
			? vscode.l10n.t('landscape')
			: vscode.l10n.t('portrait');
}

async function askCount(choices: Choices): Promise<Choices | undefined> {
	const picked = await pick(
		vscode.l10n.t('Number of Images'),
		[1, 2, 3, 4, 5, 6, 7, 8].map((count) => ({
			label: String(count),
			description: priceText(priceOf({ ...choices, count })),
			value: count,
		})),
		choices.count,
	);
	return picked === undefined ? undefined : { ...choices, count: picked };
}

interface Option<T> extends vscode.QuickPickItem {
	readonly value: T;
}

/** A pick that starts on the present value. */
function pick<T>(title: string, options: readonly Option<T>[], present: T): Promise<T | undefined> {
	const list = vscode.window.createQuickPick<Option<T>>();
	list.title = title;
	list.items = options;
	list.activeItems = options.filter((option) => option.value === present);
	list.ignoreFocusOut = true;
	list.matchOnDescription = true;
	return new Promise((resolve) => {
		list.onDidAccept(() => {
			resolve(list.activeItems[0]?.value);
			list.dispose();
		});
		list.onDidHide(() => {
			resolve(undefined);
			list.dispose();
		});
		list.show();
	});
}
