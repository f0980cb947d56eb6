import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type { MadeCall } from '../../src/studio/madeCalls.ts';
import type { PanelState, ViewName } from '../../src/studio/messages.ts';
import { waitFor } from '../ui/wait.ts';
import type { FakeImagesOptions } from './fakeImages.ts';
import type { FakeMakeOptions } from './fakeMake.ts';
import { createFakeRecords, type FakeRecords } from './fakeRecords.ts';
import { keptMask } from './pictures.ts';
import { type Browser, openBrowser, openPanel, THEMES } from './rig.ts';
import { NOW, sampleEntries, sampleEntry, sampleReport } from './samples.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screenshots = path.resolve(import.meta.dirname, '../../screenshots/page');

const full = () => createFakeRecords({ entries: sampleEntries(400), report: sampleReport });

/** Calls in every state, with what came of them. */
function made(): { records: FakeRecords; make: FakeMakeOptions } {
	const call = (callId: string, changed: Partial<MadeCall> = {}): MadeCall => ({
		callId,
		operation: 'generate/3.0',
		prompt: 'A red fox asleep in autumn leaves, soft morning light, watercolour on rough paper',
		images: 1,
		amount: 60_000,
		sandbox: false,
		started: NOW.getTime() - 30_000,
		...changed,
	});
	const states = {
		queued: 'queued',
		going: 'sent',
		done: 'charged',
		words: 'charged',
		lost: 'unknown',
		failed: 'not-charged',
	};
	const kept = [
		call('queued', { images: 4 }),
		call('going', { images: 2, prompt: 'Transparent icon of a paper plane', operation: 'remix/4.0' }),
		call('done', { images: 4, amount: 240_000 }),
		call('words', { operation: 'describe/4.0', prompt: '', amount: 15_000 }),
		call('lost', { prompt: 'An owl' }),
		call('failed', {
			prompt: 'A stork',
			message: 'Ideogram refused the key: wrong, paused, or out of balance.',
		}),
	];
	const none = { file: null, bytes: null, sha256: null };
	const entries = [
		...[0, 1, 2].map((position) => sampleEntry(position, { callId: 'done', position })),
		sampleEntry(3, { callId: 'done', position: 3, state: 'withheld', ...none }),
		sampleEntry(4, {
			...none,
			callId: 'words',
			kind: 'text',
			seed: null,
			width: null,
			height: null,
			text: 'A fox curled up in a bed of orange leaves.',
		}),
	];
	const records = createFakeRecords({ entries });
	for (const [id, state] of Object.entries(states)) {
		records.states.set(id, state);
	}
	return { records, make: { kept, images: ['image-of-earlier-1'] } };
}

const emptyMake = { operation: '', values: {}, more: false, moreModels: false, scroll: 0 };

const masked = (): FakeMakeOptions => ({
	images: ['image-of-earlier-1', 'image-of-earlier-2'],
	masks: new Map([['mask.image-of-earlier-1', keptMask()]]),
});

const masking = (operation: string) => ({
	...emptyMake,
	operation,
	values: { prompt: 'A straw hat', image: ['image-of-earlier-1'], mask: ['image-of-earlier-1'] },
});

interface Look {
	readonly view: ViewName;
	readonly records: () => FakeRecords;
	readonly words?: string;
	readonly make?: () => FakeMakeOptions;
	readonly filled?: PanelState['make'];
	readonly newcomer?: boolean;
	/** Done by its menu to the first card. */
	readonly action?: string;
	readonly images?: FakeImagesOptions;
	/** The name of a button that is pressed. */
	readonly press?: string;
	/** What is scrolled to. */
	readonly sight?: string;
	/** What is there once the view is as it is to be. */
	readonly ready: string;
}

const states: Readonly<Record<string, Look>> = {
	welcome: {
		view: 'make',
		records: () => createFakeRecords({}),
		newcomer: true,
		ready: '.welcome .make-button',
	},
	make: { view: 'make', records: () => createFakeRecords({}), ready: '#make-reason:not(:empty)' },
	'make, filled in': {
		view: 'make',
		records: () => made().records,
		make: () => made().make,
		filled: {
			...emptyMake,
			operation: 'remix/3.0',
			more: true,
			moreModels: true,
			values: {
				prompt: 'A red fox asleep in autumn leaves',
				image: ['image-of-earlier-1'],
				aspectRatio: '16x9',
				numImages: 4,
				colorPalette: ['#aa3311', '#2255cc'],
				seed: -1,
			},
		},
		ready: '.result img',
	},
	'make, results': {
		view: 'make',
		records: () => made().records,
		make: () => made().make,
		sight: '.calls-made',
		ready: '.result img',
	},
	'make, rarer fields': {
		view: 'make',
		records: () => createFakeRecords({}),
		make: () => ({
			models: [
				{ id: '1', name: 'Fernway Brand', uri: 'model/1', available: true, status: 'COMPLETED', owned: true },
				{ id: '2', name: 'Sketches', uri: 'model/2', available: true, status: 'COMPLETED', owned: false },
				{ id: '3', name: 'Icons', uri: undefined, available: false, status: 'TRAINING', owned: true },
			],
		}),
		filled: {
			...emptyMake,
			operation: 'generate/4.0',
			more: true,
			values: { jsonPrompt: '{\n  "high_level_description": "A red fox",\n}', customModelUri: 'model/1' },
		},
		press: 'Show My Models',
		ready: '.make-form [role=radiogroup]',
	},
	'make, mask painted': {
		view: 'make',
		records: () => createFakeRecords({}),
		make: masked,
		filled: masking('edit/3.0'),
		ready: '.mask-picture canvas',
	},
	'make, mask of another image': {
		view: 'make',
		records: () => createFakeRecords({}),
		make: masked,
		filled: {
			...masking('removeObject'),
			values: { image: ['image-of-earlier-2'], mask: ['image-of-earlier-1'] },
		},
		ready: '.mask-other',
	},
	'make, painting': {
		view: 'make',
		records: () => made().records,
		make: () => ({ ...made().make, ...masked() }),
		filled: { ...masking('edit/3.0'), painting: 'mask' },
		ready: '.painter-status',
	},
	history: { view: 'history', records: full, ready: '#view-history .picture img' },
	'history, menu': {
		view: 'history',
		records: full,
		press: 'More Actions…',
		ready: '[role=menuitem]',
	},
	'history, nothing yet': {
		view: 'history',
		records: () => createFakeRecords({}),
		ready: '#view-history h2',
	},
	'history, nothing found': { view: 'history', records: full, words: 'zebra', ready: '#view-history h2' },
	'save as': {
		view: 'history',
		records: () => createFakeRecords({ entries: [sampleEntry(4)] }),
		action: 'Save As…',
		images: { transparent: true },
		ready: '.save-result:has-text("as it is")',
	},
	compare: {
		view: 'history',
		records: () => createFakeRecords({ entries: [4, 1, 2, 3, 0, 5, 6, 7, 8].map((one) => sampleEntry(one)) }),
		action: 'Compare With…',
		images: {
			inputs: [
				{ name: 'hero-photo.png', file: '/store/images/2026/3.png', sha256: 'a', width: 256, height: 256 },
			],
		},
		ready: '.compare-stage img:nth-of-type(2)',
	},
	'compare, to be chosen': {
		view: 'history',
		records: () => createFakeRecords({ entries: [0, 1].map((one) => sampleEntry(one)) }),
		action: 'Compare With…',
		ready: '.candidate img',
	},
	spending: { view: 'spending', records: full, ready: '#view-spending h2' },
	'spending, nothing yet': {
		view: 'spending',
		records: () => createFakeRecords({}),
		ready: '#view-spending h2',
	},
};

describe('The looks of the panel', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
		mkdirSync(screenshots, { recursive: true });
	});
	after(() => browser.close());

	for (const theme of THEMES) {
		for (const [name, look] of Object.entries(states)) {
			it(`have nothing that axe finds fault with: ${name}, ${theme}`, async () => {
				for (const width of [300, 600, 1200]) {
					const rig = await openPanel(browser, {
						theme,
						width,
						records: look.records(),
						newcomer: look.newcomer ?? false,
						...(look.make ? { make: look.make() } : {}),
						...(look.images ? { images: look.images } : {}),
						state: {
							view: look.view,
							make: look.filled ?? emptyMake,
							history: {
								words: look.words ?? '',
								operation: '',
								model: '',
								workspace: '',
								scroll: 0,
							},
						},
					});
					const { page } = rig;
					if (look.action) {
						await page
							.locator('[role=gridcell]')
							.first()
							.getByRole('button', { name: 'More Actions…' })
							.click();
						await page.getByRole('menuitem', { name: look.action }).click();
					}
					if (look.press) {
						await page.getByRole('button', { name: look.press }).first().click();
					}
					await page.locator(look.ready).first().waitFor();
					if (look.sight) {
						await page.locator(look.sight).evaluate((element) => element.scrollIntoView());
					}
					await waitFor('the pictures', () =>
						page.evaluate('[...document.images].every(({ complete }) => complete)'),
					);
					await page.screenshot({
						path: path.join(screenshots, `${name.replaceAll(/\W+/g, '-')}-${theme}-${width}.png`),
					});
					assert.deepEqual(await faults(), [], `${width} pixels wide`);
					assert.deepEqual(rig.complaints, []);
				}
			});
		}
	}

	async function faults(): Promise<string[]> {
		const { page } = browser;
		await page.evaluate(axe);
		const results = (await page.evaluate('axe.run()')) as AxeResults;
		return results.violations.flatMap(({ id, nodes }) =>
			nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`),
		);
	}
});
