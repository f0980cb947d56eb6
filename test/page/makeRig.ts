import { INITIAL_STATE } from '../../src/studio/messages.ts';
import { type Browser, openPanel, type PanelOptions } from './rig.ts';

/** The state of a panel in which a form of Make is filled in, with its rarer fields in sight. */
export const filledIn = (
	operation: string,
	values: Record<string, string | number | string[]>,
	more = true,
) => ({
	view: 'make' as const,
	make: { ...INITIAL_STATE.make, operation, values, more },
});

/** Make as a person has it before them, in the browser that is there once a test runs. */
export function makeIn(browser: () => Browser) {
	return {
		async open(options: PanelOptions = {}) {
			const rig = await openPanel(browser(), { ...options, state: { view: 'make', ...options.state } });
			await rig.page.locator('.make-button').waitFor();
			return rig;
		},
		price: (text: string) => browser().page.locator('.make-button .price', { hasText: text }).waitFor(),
		isReady: () => browser().page.locator('.make-button[aria-disabled=false]').waitFor(),
	};
}
