import { t } from '@vscode/l10n';
import { formatMoney, type MicroDollars } from '../../src/api/money.ts';

/** Figures and dates as the person reads them. */
export interface Format {
	money(amount: MicroDollars): string;
	number(value: number): string;
	/** Of a moment: day and time. */
	moment(milliseconds: number): string;
	/** Of a moment today, to the second. */
	time(milliseconds: number): string;
	/** `2026-11-24` */
	day(day: string): string;
	/** `2026-11` */
	month(month: string): string;
	/** Of a file. */
	size(bytes: number): string;
}

export function createFormat(locale: string): Format {
	const number = new Intl.NumberFormat(locale);
	const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
	const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
	// Days of the calendar belong to no time zone.
	const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' });
	const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
	const unit = (of: string) =>
		new Intl.NumberFormat(locale, { style: 'unit', unit: of, maximumFractionDigits: 1 });
	const kilobytes = unit('kilobyte');
	const megabytes = unit('megabyte');
	return {
		money: (amount) => formatMoney(amount, locale),
		number: (value) => number.format(value),
		moment: (milliseconds) => moment.format(milliseconds),
		time: (milliseconds) => time.format(milliseconds),
		day: (text) => day.format(new Date(`${text}T00:00:00Z`)),
		month: (text) => month.format(new Date(`${text}-01T00:00:00Z`)),
		size: (bytes) =>
			bytes < 1e6 ? kilobytes.format(Math.max(1, Math.round(bytes / 1e3))) : megabytes.format(bytes / 1e6),
	};
}

export function imagesText(format: Format, count: number): string {
	return count === 1 ? t('1 image') : t('{0} images', format.number(count));
}

export function callsText(format: Format, count: number): string {
	return count === 1 ? t('1 call') : t('{0} calls', format.number(count));
}
