/** Numbers that look random and follow from a seed. */
export interface Random {
	/** From 0 up to, but not, 1. */
	fraction(): number;
	/** A whole number from `from` to `to`, both included. */
	between(from: number, to: number): number;
	of<T>(choices: readonly T[]): T;
	chance(probability: number): boolean;
}

export function randomFrom(seed: number): Random {
	let state = seed >>> 0;
	const fraction = () => {
		// Mulberry32.
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), state | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};
	const between = (from: number, to: number) => from + Math.floor(fraction() * (to - from + 1));
	return {
		fraction,
		between,
		of: (choices) => choices[between(0, choices.length - 1)] as (typeof choices)[number],
		chance: (probability) => fraction() < probability,
	};
}

/** What `run.ts` was told. */
export const kills = Number(process.env.FAULTS_KILLS ?? 25);
export const seed = Number(process.env.FAULTS_SEED ?? 1);
