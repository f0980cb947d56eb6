/**
 * Measures: `node test/bench/run.ts [--json FILE] [NAME...]`. NAME: files of
 * this folder whose names contain one. Ends with 1 where a target is missed.
 */
import { globSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Bench, type Figure, isMet } from './figure.ts';

const { values, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });

const figures: Figure[] = [];
for (const file of globSync('*.bench.ts', { cwd: import.meta.dirname }).sort()) {
	if (positionals.length === 0 || positionals.some((name) => file.includes(name))) {
		const { bench } = (await import(path.join(import.meta.dirname, file))) as { readonly bench: Bench };
		figures.push(...(await bench()));
	}
}
const rows = figures.map((figure) => [
	figure.name,
	`${rounded(figure.value)} ${figure.unit}`,
	figure.target === null ? '' : `${figure.unit === 'per second' ? '≥' : '≤'} ${figure.target} ${figure.unit}`,
	{ true: 'met', false: 'MISSED', null: '' }[String(isMet(figure))] ?? '',
	figure.comparedWith ?? '',
]);
printTable([['figure', 'value', 'target', '', 'compared with'], ...rows]);
if (values.json !== undefined) {
	const report = figures.map((figure) => ({ ...figure, met: isMet(figure) }));
	writeFileSync(values.json, `${JSON.stringify(report, null, '\t')}\n`);
}
process.exitCode = figures.some((figure) => isMet(figure) === false) ? 1 : 0;

function rounded(value: number): string {
	return value >= 100 ? value.toFixed(0) : value.toPrecision(2);
}

function printTable(table: readonly (readonly string[])[]): void {
	const widths =
		table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
	for (const row of table) {
		console.log(
			row
				.map((cell, column) => cell.padEnd(widths[column] ?? 0))
				.join('  ')
				.trimEnd(),
		);
	}
}
