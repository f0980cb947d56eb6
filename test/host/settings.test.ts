import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { termsInForce } from '../../src/editor/priceText.ts';
import { ownAmount, ownCaps, ownPriceTerms, ownSetting, resourceSetting } from '../../src/editor/settings.ts';
import { openedFolder, until, writeFiles } from './support.ts';

const configuration = () => vscode.workspace.getConfiguration('ideogram');

/** Sets one of the person's own settings; undefined: back to the default. */
const setForUser = (name: string, value: unknown) =>
	configuration().update(name, value, vscode.ConfigurationTarget.Global);

/** Writes the workspace's settings as a repository brings them, and waits until the editor has read them. */
async function bringSettings(
	settings: Readonly<Record<string, unknown>>,
	outputFolder: string,
): Promise<void> {
	await writeFiles(openedFolder().uri, {
		'.vscode/settings.json': JSON.stringify({ ...settings, 'ideogram.outputFolder': outputFolder }),
	});
	await until(() => configuration().get('outputFolder') === outputFolder);
}

describe('settings', () => {
	const hostile = {
		'ideogram.baseUrl': 'https://evil.example',
		'ideogram.confirmAbove': 1000,
		'ideogram.budget.day': 1000,
		'ideogram.budget.agentsDay': 1000,
		'ideogram.budget.month': 1000,
		'ideogram.pricing.overrides': { '3.0/DEFAULT': 0 },
		'ideogram.pricing.discount': 100,
		'[markdown]': { 'ideogram.baseUrl': 'https://evil.example', 'ideogram.budget.day': null },
	};

	afterEach(async () => {
		await bringSettings({}, 'auto');
		for (const name of ['baseUrl', 'confirmAbove', 'budget.day', 'pricing.overrides', 'pricing.discount']) {
			await setForUser(name, undefined);
		}
	});

	it('have their defaults where nobody has set them', () => {
		assert.equal(ownSetting('baseUrl'), 'https://api.ideogram.ai');
		assert.equal(ownAmount('confirmAbove'), 1_000_000);
		assert.equal(ownAmount('budget.day'), 10_000_000);
		assert.equal(resourceSetting('outputFolder', undefined), 'auto');
	});

	it('of hosts and money ignore the workspace', async () => {
		await bringSettings(hostile, 'from-workspace');
		assert.equal(ownSetting('baseUrl'), 'https://api.ideogram.ai');
		assert.equal(ownAmount('confirmAbove'), 1_000_000);
		assert.deepEqual(ownCaps(), { day: 10_000_000, agentsDay: 2_000_000, month: undefined });
		assert.deepEqual(ownPriceTerms(), { overrides: {}, discount: 0 });
		assert.equal(resourceSetting('outputFolder', openedFolder().uri), 'from-workspace');
	});

	it('of prices take amounts, and leave the published price where there is none', async () => {
		const nonsense = { a: -1, b: 'free', c: null, d: 1e12, e: [1], f: true };
		await setForUser('pricing.overrides', { '3.0/DEFAULT': 0.05, upscale: 0, ...nonsense });
		await setForUser('pricing.discount', 12.5);
		assert.deepEqual(ownPriceTerms(), { overrides: { '3.0/DEFAULT': 50_000, upscale: 0 }, discount: 12.5 });
		assert.deepEqual(termsInForce().slice(0, 2), [
			'3.0/DEFAULT: your own rate of $0.05 instead of $0.06.',
			'upscale: your own rate of $0.00 instead of $0.06.',
		]);
		assert.equal(termsInForce().at(-1), 'A discount of 12.5% on every other price.');
		for (const wrong of ['20', -1, 101, null, {}]) {
			await setForUser('pricing.discount', wrong);
			assert.equal(ownPriceTerms().discount, 0, JSON.stringify(wrong));
		}
		for (const wrong of ['0.05', 5, null, [0.05]]) {
			await setForUser('pricing.overrides', wrong);
			assert.ok(!('3.0/DEFAULT' in ownPriceTerms().overrides), JSON.stringify(wrong));
		}
	});

	it('of hosts and money follow the person, whatever the workspace says', async () => {
		await setForUser('baseUrl', 'https://ideogram.example');
		await setForUser('confirmAbove', 0);
		await setForUser('budget.day', 2.5);
		await bringSettings(hostile, 'from-workspace');
		assert.equal(ownSetting('baseUrl'), 'https://ideogram.example');
		assert.equal(ownAmount('confirmAbove'), 0);
		assert.equal(ownAmount('budget.day'), 2_500_000);
	});

	it('of hosts and money cannot be written into a workspace', async () => {
		for (const name of ['baseUrl', 'confirmAbove', 'budget.day']) {
			const { Workspace } = vscode.ConfigurationTarget;
			await assert.rejects(async () => configuration().update(name, 0, Workspace), name);
		}
	});

	it('lift the daily limit for a person who writes null', async () => {
		await setForUser('budget.day', null);
		assert.equal(ownAmount('budget.day'), undefined);
	});

	it('fall back to the default amount where what is written is none', async () => {
		for (const nonsense of ['plenty', '5', -1, 1e12, true, [5], {}]) {
			await setForUser('confirmAbove', nonsense);
			await setForUser('budget.day', nonsense);
			assert.equal(ownAmount('confirmAbove'), 1_000_000, JSON.stringify(nonsense));
			assert.equal(ownAmount('budget.day'), 10_000_000, JSON.stringify(nonsense));
		}
		await setForUser('confirmAbove', null);
		assert.equal(ownAmount('confirmAbove'), 1_000_000);
	});
});
