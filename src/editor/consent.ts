import * as vscode from 'vscode';
import type { MicroDollars } from '../api/money.ts';
import type { Price } from '../api/prices.ts';
import { money } from './costText.ts';
import { priceText } from './priceText.ts';
import { ownAmount } from './settings.ts';

const UPLOAD_TOLD = 'ideogram.uploadTold';

/** Asks about a price above the person's own threshold. */
export const confirmPrice = (price: Price): Promise<boolean> => ask(priceText(price));

/** Asks about what several calls cost together. */
export const confirmAmount = (amount: MicroDollars): Promise<boolean> => ask(money(amount));

async function ask(price: string): Promise<boolean> {
	const go = vscode.l10n.t('Spend {0}', price);
	const picked = await vscode.window.showWarningMessage(
		vscode.l10n.t('This costs {0}. Go on?', price),
		{
			modal: true,
			detail: vscode.l10n.t(
				'You are asked because it is more than {0} (setting ideogram.confirmAbove).',
				money(ownAmount('confirmAbove')),
			),
		},
		go,
	);
	return picked === go;
}

/** Once, before a person's own image first leaves this computer: what is sent where. */
export async function tellBeforeUpload(memento: vscode.Memento, origin: string): Promise<boolean> {
	if (memento.get(UPLOAD_TOLD) === origin) {
		return true;
	}
	const go = vscode.l10n.t('Send It');
	const picked = await vscode.window.showInformationMessage(
		vscode.l10n.t('Your image will be sent to {0}.', new URL(origin).host),
		{
			modal: true,
			detail: vscode.l10n.t(
				'The image and your prompt go to Ideogram, under its terms; nothing goes anywhere else. You are told this once.',
			),
		},
		go,
	);
	if (picked !== go) {
		return false;
	}
	await memento.update(UPLOAD_TOLD, origin);
	return true;
}
