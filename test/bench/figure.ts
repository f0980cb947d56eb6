/** One thing that was measured. */
export interface Figure {
	readonly name: string;
	/** Null where it could not be measured; `comparedWith` then says why. */
	readonly value: number | null;
	readonly unit: 'ms' | 'MB' | 'kB' | 'calls' | 'per second';
	/** At most this, in the same unit (`per second`: at least); null where nothing was set. */
	readonly target: number | null;
	/** The target itself is missed: less than it is wanted. */
	readonly below?: true;
	/** What it stands beside, measured in the same run. */
	readonly comparedWith: string | null;
}

/** How many of something: `runs(300, 30)` are 300, and 30 in a short run. */
export type Runs = (whole: number, short: number) => number;

/** Each file of benches has one, named `bench`. */
export type Bench = (runs: Runs) => Promise<readonly Figure[]>;

export function isMet({ value, unit, target, below }: Figure): boolean | null {
	if (target === null || value === null) {
		return null;
	}
	if (unit === 'per second') {
		return value >= target;
	}
	return below ? value < target : value <= target;
}

/** What is written to a file. */
export function reportOf(figure: Figure) {
	const { below: _below, ...rest } = figure;
	return { ...rest, met: isMet(figure) };
}

/** The median time that `work` takes, in milliseconds, after a first run that does not count. */
export async function median(times: number, work: (run: number) => unknown): Promise<number> {
	await work(-1);
	const taken: number[] = [];
	for (let run = 0; run < times; run++) {
		const started = performance.now();
		await work(run);
		taken.push(performance.now() - started);
	}
	return middle(taken);
}

export const middle = (numbers: readonly number[]): number =>
	numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** What 95 of 100 are not above. */
export const percentile95 = (numbers: readonly number[]): number =>
	numbers.toSorted((a, b) => a - b)[Math.ceil(numbers.length * 0.95) - 1] ?? Number.NaN;

export const milliseconds = (value: number): string =>
	`${value >= 100 ? value.toFixed(0) : value.toPrecision(2)} ms`;
