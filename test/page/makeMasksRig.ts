import assert from 'node:assert/strict';
import { INITIAL_STATE } from '../../src/studio/messages.ts';
import { waitFor } from '../ui/wait.ts';
import { type Browser, openPanel, type PanelOptions } from './rig.ts';

export const IMAGE = 'image-kept-1';
export const OTHER = 'image-kept-2';

/** A panel in which a form with a mask is filled in. */
export const filledIn = (operation: string, values = {}, changed = {}): PanelOptions => ({
	width: 900,
	state: {
		view: 'make',
		make: {
			...INITIAL_STATE.make,
			operation,
			values: { prompt: 'A hat', image: [IMAGE], ...values },
			...changed,
		},
	},
	make: { images: [IMAGE, OTHER] },
});

/** Make with that form, and a person's hands. */
export async function openMasks(browser: Browser, options: PanelOptions) {
	const rig = await openPanel(browser, options);
	await rig.page.locator('.make-button').waitFor();
	const { page } = rig;
	const reason = (text: string) => page.locator('#make-reason').getByText(text).waitFor();
	const stage = page.locator('.painter-stage');
	return {
		...rig,
		stage,
		reason,
		button: (name: string) => page.getByRole('button', { name, exact: true }),
		/** Opens the painter, and waits until the picture is there and the stage has the focus. */
		async paint(name = 'Paint Mask…') {
			await page.getByRole('button', { name }).click();
			await page.locator('.painter-stage:focus').waitFor();
		},
		/** Across the middle of the picture. */
		async stroke() {
			const box = await stage.boundingBox();
			assert.ok(box);
			const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const;
			await page.mouse.move(...at(0.4));
			await page.mouse.down();
			await page.mouse.move(...at(0.6), { steps: 5 });
			await page.mouse.up();
		},
		/** The input of the call that is made. */
		async sent() {
			await page.locator('.make-button[aria-disabled=false]').click();
			await waitFor('the call', () => rig.make.jobs.length > 0);
			return rig.make.jobs[0]?.input ?? {};
		},
	};
}
