/** Text of HTML, in an attribute's value of either quotes or between tags. */
export function escapeHtml(text: string): string {
	return text.replace(/[&"<>]/g, (character) => ENTITIES[character] ?? character);
}

/** The same where braces mean something, as in Svelte, Vue and JSX, and where the quotes are not known. */
export function escapeMarkup(text: string): string {
	return text.replace(/[&"'<>{}]/g, (character) => ENTITIES[character] ?? character);
}

/** What a template engine would take for its own: `{{`, `{%`, `{#`. */
export function withoutPlaceholders(escaped: string): string {
	return escaped.replace(/\{(?=[{%#])/g, '&#123;');
}

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'"': '&quot;',
	"'": '&#39;',
	'<': '&lt;',
	'>': '&gt;',
	'{': '&#123;',
	'}': '&#125;',
};
