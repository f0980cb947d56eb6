/** The calendar day on which a moment falls where the person is: `2026-11-23`. */
export function localDay(moment: Date): string {
	return `${localMonth(moment)}-${twoDigits(moment.getDate())}`;
}

/** The calendar month on which a moment falls where the person is: `2026-11`. */
export function localMonth(moment: Date): string {
	return `${String(moment.getFullYear()).padStart(4, '0')}-${twoDigits(moment.getMonth() + 1)}`;
}

/** When the next day begins where the person is; a day has 23 to 25 hours. */
export function nextDay(moment: Date): Date {
	return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() + 1);
}

/** When the next month begins where the person is. */
export function nextMonth(moment: Date): Date {
	return new Date(moment.getFullYear(), moment.getMonth() + 1, 1);
}

const twoDigits = (n: number): string => String(n).padStart(2, '0');
