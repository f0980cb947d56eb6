import * as vscode from 'vscode';
import { formatMoney } from '../api/money.ts';
import type { Price } from '../api/prices.ts';
import { priceText } from './priceText.ts';
import { ownAmount } from './settings.ts';

const UPLOAD_TOLD = 'ideogram.uploadTold';

/** Asks about an amount above the person's own threshold. */
export async function confirmPrice(price: Price): Promise<boolean> {
	const go = vscode.l10n.t('Spend {0}', priceText(price));
	const picked = await vscode.window.showWarningMessage(
		vscode.l10n.t('This costs {0}. Go on?', priceText(price)),
		{
			modal: true,
			detail: vscode.l10n.t(
				'You are asked because it is more than {0} (setting ideogram.confirmAbove).',
				formatMoney(ownAmount('confirmAbove'), vscode.env.language),
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
