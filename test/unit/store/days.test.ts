import assert from 'node:assert/strict';
import fc from 'fast-check';
import { localDay, localMonth, nextDay, nextMonth } from '../../../src/store/days.ts';

const HOUR = 3_600_000;

/** With summer time at midnight and at other hours, half hours, a day that never was, and both ends of the earth. */
const zones = [
	'UTC',
	'Europe/Berlin',
	'America/New_York',
	'America/Sao_Paulo',
	'America/Havana',
	'Africa/Cairo',
	'Asia/Beirut',
	'Asia/Kathmandu',
	'Australia/Lord_Howe',
	'Pacific/Apia',
	'Pacific/Kiritimati',
	'Pacific/Pago_Pago',
];

const moments = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });

describe('The calendar where the person is', () => {
	const home = process.env.TZ;

	afterEach(() => {
		if (home === undefined) {
			delete process.env.TZ;
		} else {
			process.env.TZ = home;
		}
	});

	for (const zone of zones) {
		it(`has a next day and a next month in ${zone}, each beginning when the one before ends`, () => {
			process.env.TZ = zone;
			const written = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
			fc.assert(
				fc.property(moments, (moment) => {
					assert.equal(localDay(moment), written.format(moment));
					assert.equal(localMonth(moment), written.format(moment).slice(0, 7));
					for (const [next, name] of [
						[nextDay(moment), localDay],
						[nextMonth(moment), localMonth],
					] as const) {
						assert.ok(next > moment);
						assert.equal(name(new Date(next.getTime() - 1)), name(moment));
						assert.ok(name(next) > name(moment));
					}
					assert.ok(nextDay(moment).getTime() - moment.getTime() <= 25 * HOUR);
				}),
				{ numRuns: 300 },
			);
		});
	}

	it('has days of 23, 24 and 25 hours', () => {
		process.env.TZ = 'Europe/Berlin';
		const hours = (day: string) => {
			const start = new Date(`${day}T00:00:00`);
			return (nextDay(start).getTime() - start.getTime()) / HOUR;
		};
		assert.deepEqual(['2026-03-29', '2026-03-30', '2026-10-25'].map(hours), [23, 24, 25]);
	});

	it('ends a month on its last day, leap years and Decembers too', () => {
		process.env.TZ = 'America/New_York';
		const after = (day: string) => localDay(nextDay(new Date(`${day}T12:00:00`)));
		assert.deepEqual(['2026-02-28', '2028-02-28', '2026-11-30', '2026-12-31'].map(after), [
			'2026-03-01',
			'2028-02-29',
			'2026-12-01',
			'2027-01-01',
		]);
		assert.equal(localDay(nextMonth(new Date('2026-01-31T12:00:00'))), '2026-02-01');
	});
});
