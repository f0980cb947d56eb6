/** One of the main colours of an image. */
export interface NamedColour {
	/** An English word: `blue`. */
	readonly name: string;
	/** The mean of what the word covers: `#1a2b3c`. */
	readonly hex: string;
	/** Of what is not transparent, 0 to 1. */
	readonly share: number;
}

/** The English word for a colour of 0 to 255. */
export function colourName(red: number, green: number, blue: number): string {
	const most = Math.max(red, green, blue);
	const least = Math.min(red, green, blue);
	const spread = most - least;
	if (most < 40) {
		return 'black';
	}
	if (spread < 20) {
		return most > 228 ? 'white' : 'gray';
	}
	const sixth =
		most === red
			? (green - blue) / spread
			: most === green
				? 2 + (blue - red) / spread
				: 4 + (red - green) / spread;
	const hue = (sixth * 60 + 360) % 360;
	if (hue >= 20 && hue < 70 && most > 180 && spread < 80) {
		return 'beige';
	}
	if (hue < 45 && hue >= 14 && most < 170) {
		return 'brown';
	}
	return hues.find(([below]) => hue < below)?.[1] ?? 'red';
}

const hues: readonly (readonly [below: number, name: string])[] = [
	[14, 'red'],
	[45, 'orange'],
	[70, 'yellow'],
	[160, 'green'],
	[195, 'turquoise'],
	[255, 'blue'],
	[290, 'purple'],
	[340, 'pink'],
	[361, 'red'],
];

/** The colours of RGBA bytes by how much there is of them; those below a twentieth are left out. */
export function mainColours(data: Uint8ClampedArray): readonly NamedColour[] {
	const sums = new Map<string, { red: number; green: number; blue: number; count: number }>();
	// Every so many: a whole photograph tells no more than some ten thousand of its pixels.
	const step = Math.max(1, Math.floor(data.length / 4 / 40_000)) * 4;
	let all = 0;
	for (let at = 0; at < data.length; at += step) {
		if ((data[at + 3] as number) >= 128) {
			const [red, green, blue] = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
			const name = colourName(red, green, blue);
			const sum = sums.get(name) ?? { red: 0, green: 0, blue: 0, count: 0 };
			sums.set(name, sum);
			sum.red += red;
			sum.green += green;
			sum.blue += blue;
			sum.count += 1;
			all += 1;
		}
	}
	return [...sums]
		.map(([name, { red, green, blue, count }]) => ({
			name,
			hex: `#${[red, green, blue].map((sum) => hexByte(sum / count)).join('')}`,
			share: count / all,
		}))
		.filter(({ share }) => share >= 0.05)
		.sort((a, b) => b.share - a.share);
}

function hexByte(value: number): string {
	return Math.round(value).toString(16).padStart(2, '0');
}
