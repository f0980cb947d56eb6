import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';
import { noChange } from 'lit/html.js';

/**
 * Sets style properties of an element: `<div ${styled({ height: '40%' })}>`. By script, since the page's policy
 * forbids style attributes, and those are what lit's own directive begins with.
 */
class StyledDirective extends Directive {
	#set: ReadonlySet<string> = new Set();

	constructor(part: PartInfo) {
		super(part);
		if (part.type !== PartType.ELEMENT) {
			throw new Error('styled() belongs on an element.');
		}
	}

	override render(_properties: Readonly<Record<string, string>>): typeof noChange {
		return noChange;
	}

	override update(part: ElementPart, [properties]: [Readonly<Record<string, string>>]): typeof noChange {
		const { style } = part.element as HTMLElement;
		for (const [name, value] of Object.entries(properties)) {
			if (style.getPropertyValue(name) !== value) {
				style.setProperty(name, value);
			}
		}
		for (const name of this.#set) {
			if (!Object.hasOwn(properties, name)) {
				style.removeProperty(name);
			}
		}
		this.#set = new Set(Object.keys(properties));
		return noChange;
	}
}

export const styled = directive(StyledDirective);
