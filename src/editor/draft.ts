import * as vscode from 'vscode';
import { type GenerateV3Input, generateV3 } from '../api/operations/generate-v3.ts';
import { estimate, type Price } from '../api/prices.ts';
import { imagesText } from './costText.ts';
import type { ChosenFolders } from './outputFolder.ts';
import { priceText } from './priceText.ts';
import { ownPriceTerms } from './settings.ts';

const REMEMBERED = 'ideogram.generate';

/** What a person chooses once and keeps: everything of a generation but its prompt. */
export interface Choices {
	readonly speed: 'FLASH' | 'TURBO' | 'DEFAULT' | 'QUALITY';
	readonly shape: NonNullable<GenerateV3Input['aspectRatio']>;
	readonly count: number;
	/** For workspace folders that are not in it, the settings say where. */
	readonly folders: ChosenFolders;
}

const defaults: Choices = { speed: 'DEFAULT', shape: '16x9', count: 1, folders: {} };

/** Speeds that have a price. */
export const SPEEDS: readonly Choices['speed'][] = ['FLASH', 'TURBO', 'DEFAULT', 'QUALITY'];

/** A speed in a person's words. */
export function speedName(speed: Choices['speed']): string {
	switch (speed) {
		case 'FLASH':
			return vscode.l10n.t('Flash');
		case 'TURBO':
			return vscode.l10n.t('Turbo');
		case 'DEFAULT':
			return vscode.l10n.t('Default');
		case 'QUALITY':
			return vscode.l10n.t('Quality');
	}
}

/** The choices of this workspace; anything in them that no longer holds falls back to its default. */
export function recallChoices(memento: vscode.Memento): Choices {
	const kept = memento.get<Partial<Choices>>(REMEMBERED, {});
	const { speed, shape, count, folders } = { ...defaults, ...kept };
	return {
		speed: SPEEDS.includes(speed) ? speed : defaults.speed,
		shape: generateV3.fields.aspectRatio.values.includes(shape) ? shape : defaults.shape,
		count: Number.isInteger(count) && count >= 1 && count <= 8 ? count : defaults.count,
		folders: soundFolders(folders),
	};
}

function soundFolders(kept: unknown): ChosenFolders {
	return Object.fromEntries(
		Object.entries(kept ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
	);
}

export function rememberChoices(memento: vscode.Memento, choices: Choices): Thenable<void> {
	return memento.update(REMEMBERED, choices);
}

/** The operation's input for a prompt and these choices. */
export function inputFor(prompt: string, choices: Choices): GenerateV3Input {
	return {
		prompt,
		aspectRatio: choices.shape,
		renderingSpeed: choices.speed,
		numImages: choices.count,
	};
}

export function priceOf(choices: Choices): Price {
	return estimate(generateV3, inputFor('', choices), ownPriceTerms());
}

/** "3.0 Default, 16x9, 1 image, to public/img, $0.06" */
export function summary(choices: Choices, folder: string, sandbox: boolean): string {
	const price = sandbox ? vscode.l10n.t('sandbox, free') : priceText(priceOf(choices));
	return vscode.l10n.t(
		'{0} {1}, {2}, {3}, to {4}, {5}',
		generateV3.model,
		speedName(choices.speed),
		choices.shape,
		imagesText(choices.count),
		folder,
		price,
	);
}
