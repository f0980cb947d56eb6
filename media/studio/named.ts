import { html, type TemplateResult } from 'lit/html.js';

/** What no sentence has. */
const PLACE = '\u{F0000}';

/** A sentence with a name in it that may run the other way. `sentence`: says it of what it is given for the name. */
export function withName(sentence: (name: string) => string, name: string): TemplateResult {
	const [before = '', after = ''] = sentence(PLACE).split(PLACE);
	return html`${before}<bdi>${name}</bdi>${after}`;
}
