/**
 * Alt text as it goes into a document: one line, trimmed, without control characters and without those that
 * reorder the source around them; a lone surrogate, which no file can hold, becomes U+FFFD. May be empty.
 */
export function sanitiseAlt(alt: string): string {
	return alt
		.replace(/[\t\n\v\f\r\u0085\p{Zl}\p{Zp}]+/gu, ' ')
		.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
		.replace(/\p{Cs}/gu, '\ufffd')
		.trim();
}
