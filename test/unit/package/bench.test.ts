import assert from 'node:assert/strict';
import type { Metafile } from 'esbuild';
import { nameBundles } from '../../bench/bundleNames.ts';
import { type Figure, isMet, reportOf } from '../../bench/figure.ts';

const figure: Figure = { name: 'A size', value: 150, unit: 'kB', target: 150, comparedWith: null };

describe('A figure', () => {
	it('meets its target at most, or below it where that is wanted', () => {
		assert.equal(isMet(figure), true);
		assert.equal(isMet({ ...figure, below: true }), false);
		assert.equal(isMet({ ...figure, value: 149.9, below: true }), true);
		assert.equal(isMet({ ...figure, unit: 'per second' }), true);
		assert.equal(isMet({ ...figure, value: null, below: true }), null);
	});

	it('is reported with the same names, whichever way it is judged', () => {
		const names = ['comparedWith', 'met', 'name', 'target', 'unit', 'value'];
		for (const one of [figure, { ...figure, below: true } as const]) {
			assert.deepEqual(Object.keys(reportOf(one)).sort(), names);
		}
	});
});

describe('The names of bundles', () => {
	const [large, small, other] = [
		'chunks/worker-AAAAAAAA.js',
		'chunks/worker-BBBBBBBB.js',
		'chunks/worker-CCCCCCCC.js',
	];
	const output = (inputs: Readonly<Record<string, number>>) => ({
		inputs: Object.fromEntries(
			Object.entries(inputs).map(([file, bytesInOutput]) => [file, { bytesInOutput }]),
		),
	});

	it('have the own source file that most of a chunk comes from', () => {
		const meta = {
			outputs: {
				[`dist/${large}`]: output({ 'node_modules/x/a.js': 90, 'src/store/worker.ts': 20, 'src/b.ts': 10 }),
				[`dist/${small}`]: output({
					'node_modules/x/a.js': 5,
					'node_modules/y/lib/b.js': 50,
					'made:/tmp/b.ts': 70,
				}),
			},
		} as unknown as Metafile;
		assert.deepEqual(nameBundles([large, small, 'extension.cjs'], meta), [
			{ file: large, name: 'chunks/worker.js (src/store/worker.ts)' },
			{ file: small, name: 'chunks/worker.js (y/lib/b.js)' },
			{ file: 'extension.cjs', name: 'extension.cjs' },
		]);
	});

	it('are numbered by size where nothing tells them apart', () => {
		assert.deepEqual(
			nameBundles([large, 'main.js', small, other], undefined).map(({ name }) => name),
			['chunks/worker.js #1', 'main.js', 'chunks/worker.js #2', 'chunks/worker.js #3'],
		);
	});
});
