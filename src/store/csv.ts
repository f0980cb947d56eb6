/** What a spreadsheet would take for a formula where a person means text. */
const FORMULA = /^[\s]*[=+\-@\t\r]/;

/**
 * One record of a CSV file (RFC 4180), with its line break. Numbers stand as
 * they are; texts that a spreadsheet would run as formulas begin with an
 * apostrophe, as spreadsheets themselves write such texts.
 */
export function csvRecord(fields: readonly (string | number | null)[]): string {
	return `${fields.map(csvField).join(',')}\r\n`;
}

function csvField(value: string | number | null): string {
	if (value === null) {
		return '';
	}
	if (typeof value === 'number') {
		return String(value);
	}
	const safe = FORMULA.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
