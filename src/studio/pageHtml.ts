import type { PageOptions } from './messages.ts';

/** Where the page finds what it is made of. */
export interface PageSources {
	readonly script: string;
	readonly style: string;
	/** What the policy lets files be loaded from. */
	readonly origin: string;
	readonly nonce: string;
}

/**
 * The panel's page. Nothing runs in it but the script with the nonce and what that script loads; no style but
 * the sheets of the extension; it can connect to nothing.
 */
export function pageHtml({ script, style, origin, nonce }: PageSources, options: PageOptions): string {
	const policy = [
		"default-src 'none'",
		`img-src ${origin}`,
		`font-src ${origin}`,
		`style-src ${origin}`,
		`script-src 'nonce-${nonce}'`,
		"base-uri 'none'",
		"form-action 'none'",
	].join('; ');
	return `<!DOCTYPE html>
<html lang="${escaped(options.locale)}">
<head>
	<meta charset="utf-8">
	<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<meta id="options" data-options="${escaped(JSON.stringify(options))}">
	<title>Ideogram</title>
	<link rel="stylesheet" href="${escaped(style)}">
	<script type="module" nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
</head>
<body></body>
</html>
`;
}

function escaped(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;');
}
