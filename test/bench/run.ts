/**
 * Measures: `node test/bench/run.ts [--short] [--json FILE] [NAME...]`. NAME:
 * files of this folder whose names contain one. Reports and judges nothing: a
 * missed target is one in the table. A failure is what could not be measured.
 * `--short`: a tenth of the calls and few runs, to see that all of it can be;
 * such figures say little.
 */
import { globSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Bench, type Figure, isMet, type Runs, reportOf } from './figure.ts';

const { values, positionals } = parseArgs({
	options: { json: { type: 'string' }, short: { type: 'boolean', default: false } },
	allowPositionals: true,
});
const runs: Runs = (whole, short) => (values.short ? short : whole);

const figures: Figure[] = [];
const failed: string[] = [];
for (const file of globSync('*.bench.ts', { cwd: import.meta.dirname }).sort()) {
	if (positionals.length === 0 || positionals.some((name) => file.includes(name))) {
		console.log(`Measuring ${path.basename(file, '.bench.ts')}…`);
		figures.push(...(await measured(file)));
	}
}
printTable([['figure', 'value', 'target', '', 'compared with'], ...figures.map(row)]);
if (values.json !== undefined) {
	const report = figures.map(reportOf);
	writeFileSync(values.json, `${JSON.stringify(report, null, '\t')}\n`);
}
// What a figure that failed has left open is no reason to wait.
process.exit(failed.length > 0 ? 1 : 0);

/** The figures of a file; where they cannot be had, one that says why. */
async function measured(file: string): Promise<readonly Figure[]> {
	try {
		const { bench } = (await import(path.join(import.meta.dirname, file))) as { readonly bench: Bench };
		return await bench(runs);
	} catch (error) {
		console.error(error);
		failed.push(file);
		const name = `All of ${path.basename(file, '.bench.ts')}`;
		return [{ name, value: null, unit: 'ms', target: null, comparedWith: `not measured: ${error}` }];
	}
}

function row(figure: Figure): readonly string[] {
	const { name, value, unit, target, below, comparedWith } = figure;
	const sign = unit === 'per second' ? '≥' : below ? '<' : '≤';
	return [
		name,
		value === null ? 'not measured' : `${rounded(value)} ${unit}`,
		target === null ? '' : `${sign} ${rounded(target)} ${unit}`,
		{ true: 'met', false: 'MISSED', null: '' }[String(isMet(figure))] ?? '',
		comparedWith ?? '',
	];
}

function rounded(value: number): string {
	return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

function printTable(table: readonly (readonly string[])[]): void {
	const widths =
		table[0]?.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0))) ?? [];
	for (const cells of table) {
		console.log(
			cells
				.map((cell, column) => cell.padEnd(widths[column] ?? 0))
				.join('  ')
				.trimEnd(),
		);
	}
}
