import type { SpendingPage } from '../../../src/studio/messages.ts';

type Day = SpendingPage['days'][number];

/** Every day of the month, those too on which nothing was spent. */
export function allDays({ month, days }: Pick<SpendingPage, 'month' | 'days'>): readonly Day[] {
	const [year = 1970, number = 1] = month.split('-').map(Number);
	const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
	const found = new Map(days.map((day) => [day.day, day]));
	return Array.from({ length: count }, (_, index) => {
		const day = `${month}-${String(index + 1).padStart(2, '0')}`;
		return found.get(day) ?? { day, calls: 0, images: 0, charged: 0, open: 0 };
	});
}

/** The top of a scale for amounts up to `most`: 1, 2 or 5 times a power of ten, a cent at least. */
export function niceCeiling(most: number): number {
	const least = 10_000;
	const power = 10 ** Math.floor(Math.log10(Math.max(most, least)));
	const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= most) ?? 10;
	return factor * power;
}
