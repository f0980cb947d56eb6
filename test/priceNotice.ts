/**
 * What the product adds to a price that was last confirmed more than half a year ago. Whether it does is decided by
 * the day on which the tests run, which must not decide about their outcome; what it says is tested with days of
 * its own.
 */
const NOTICE = String.raw` \(price of [^)]+\)`;

/** A text as it is while all prices are new. */
export const withoutNotices = (text: string): string => text.replaceAll(new RegExp(NOTICE, 'g'), '');

/** The source of a pattern for this text, whatever the age of the amounts in it. */
export function withAnyNotice(text: string): string {
	const escaped = text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return escaped.replaceAll(/\\\$\d+\\\.\d+/g, (amount) => `${amount}(?:${NOTICE})?`);
}
