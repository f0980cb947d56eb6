import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { icon } from './icon.ts';
import type { Rpc } from './rpc.ts';

/** What the page says to somebody who has no key yet, for as long as that is so. */
export interface Welcome {
	template(): TemplateResult | typeof nothing;
	/** A key or the sandbox has come or gone. */
	changed(): void;
}

export interface WelcomeOptions {
	readonly rpc: Rpc;
	readonly update: () => void;
	readonly announce: (text: string) => void;
	readonly fail: (error: unknown) => void;
	/** It is gone, and whatever of it had the focus. */
	readonly onGone: () => void;
}

export function createWelcome({ rpc, update, announce, fail, onGone }: WelcomeOptions): Welcome {
	let needed = false;
	let asked = 0;
	const look = async () => {
		asked += 1;
		const mine = asked;
		const answer = await rpc.ask('welcome/needed', {});
		if (mine === asked && answer.needed !== needed) {
			needed = answer.needed;
			update();
			if (!needed) {
				onGone();
			}
		}
	};
	const trySandbox = async () => {
		await rpc.ask('welcome/sandbox', {});
		announce(t('The sandbox is on: images are samples made on this computer, and nothing costs money.'));
	};
	void look().catch(fail);
	return {
		changed: () => void look().catch(fail),
		template: () =>
			needed
				? html`<section class="welcome" aria-labelledby="welcome-title">
					<h2 id="welcome-title">${t('Make images where you need them')}</h2>
					<p>${t('Ideogram Assets makes an image from your words, saves it in your project and writes the snippet that shows it. You see the price before every call.')}</p>
					<div class="welcome-ways">
						<button type="button" class="make-button" @click=${() => void trySandbox().catch(fail)}>
							${icon('beaker')}<span>${t('Try the Sandbox')}</span>
						</button>
						<button
							type="button"
							class="second"
							@click=${() => void rpc.ask('welcome/key', {}).catch(fail)}
						>${t('Set API Key…')}</button>
					</div>
					<p class="hint">${t('The sandbox is free and needs no key: sample images, made on this computer.')}</p>
					<p class="hint">${t("A key is kept in the editor's secret storage, and sent to Ideogram alone.")}</p>
				</section>`
				: nothing,
	};
}
