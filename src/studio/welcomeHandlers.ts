import type { Handlers } from './dispatcher.ts';
import type { WelcomeParts } from './parts.ts';

type WelcomeHandlers = Pick<Handlers, 'welcome/needed' | 'welcome/sandbox' | 'welcome/key'>;

/** Answers what the page asks for somebody who cannot make images yet. */
export function createWelcomeHandlers({ canMake, useSandbox, setKey }: WelcomeParts): WelcomeHandlers {
	return {
		'welcome/needed': async () => ({ needed: !(await canMake()) }),
		async 'welcome/sandbox'() {
			await useSandbox();
			return { done: true };
		},
		async 'welcome/key'() {
			await setKey();
			return { done: true };
		},
	};
}
