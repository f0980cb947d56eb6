import type { Node, TemplateLiteral } from '@babel/types';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { isTranslation, type Source, visitNodes } from '../../../tools/l10n/sources.ts';

/** A text in the code that a person can come to read, and that is not translated. */
export interface Untranslated {
	readonly file: string;
	readonly text: string;
}

/** Stands for a value within a text. */
const MARK = '◆';

/** What the editor and the page show of an object. */
const SHOWN_KEYS = new Set([
	'buttonLabel',
	'description',
	'detail',
	'label',
	'message',
	'openLabel',
	'placeHolder',
	'placeholder',
	'prompt',
	'saveLabel',
	'title',
	'tooltip',
	'validationMessage',
]);
const SHOWING_CALLS =
	/^(?:show\w+|createWebviewPanel|append(?:Markdown|Text)|announce|fail|refuse|iconButton)$/;
const SHOWN_ATTRIBUTES =
	/^(?:title|alt|label|placeholder|aria-(?:label|description|roledescription|valuetext))$/;
/** Nobody but a reader of the log sees what goes there. */
const LOGGING_CALLS = /^(?:log|trace|debug|info|warn)$/;
/** Their messages say what the code that calls has got wrong. */
const FOR_PROGRAMMERS = /^(?:Range|Type)Error$/;
const WORD = /\p{L}{2,}/u;
/** From a capital or a value on, three words in a row: no list of names, and no SQL. */
const SENTENCE =
	/^(?:\p{Lu}\p{Ll}|\p{Lu} |◆).*?\p{L}{2,}[,:;]? \p{L}+[,:;]? \p{L}{2,}|^\p{Lu}\p{Ll}+ \p{L}+[,:;]? \p{L}{2,}/su;
const PHRASE = /^(?:\p{Lu}|◆).* \p{L}{2,}/su;

/** Every text of a source that reaches a person other than through `t`. */
export function untranslatedIn(source: Source): readonly Untranslated[] {
	const found = new Set<string>();
	visitNodes(source, (node, ancestors) => {
		if (node.type === 'TaggedTemplateExpression') {
			if (node.tag.type === 'Identifier' && /^(?:html|svg)$/.test(node.tag.name)) {
				for (const text of shownByTemplate(node.quasi)) {
					found.add(text);
				}
			}
			return;
		}
		const text = textOf(node);
		if (text !== undefined && isShown(text, node, ancestors.map((ancestor) => ancestor.node).reverse())) {
			found.add(text);
		}
	});
	return [...found].map((text) => ({ file: source.file, text }));
}

/** What is handed to `t` although nobody can look it up: an expression, or a template with values in it. */
export function unexportableIn(source: Source): readonly Untranslated[] {
	const found: Untranslated[] = [];
	visitNodes(source, (node) => {
		const message = isTranslation(node) ? node.arguments[0] : undefined;
		if (message && message.type !== 'StringLiteral') {
			const name = nameOf(message.type === 'CallExpression' ? message.callee : message);
			found.push({ file: source.file, text: name || message.type });
		}
	});
	return found;
}

/** Texts that are translated while the module is read, when its language is not known yet. */
export function tooEarlyIn(source: Source): readonly Untranslated[] {
	const found: Untranslated[] = [];
	visitNodes(source, (node, ancestors) => {
		const isLater = ancestors.some(({ node: { type } }) => /Function|Method/.test(type));
		if (isTranslation(node) && node.callee.type === 'Identifier' && !isLater) {
			found.push({ file: source.file, text: textOf(node.arguments[0] as Node) ?? '' });
		}
	});
	return found;
}

function textOf(node: Node): string | undefined {
	switch (node.type) {
		case 'StringLiteral':
			return node.value;
		case 'TemplateLiteral':
			return node.quasis.map(({ value }) => value.cooked ?? '').join(MARK);
		default:
			return undefined;
	}
}

/** `parents`: the nearest first. */
function isShown(text: string, node: Node, parents: readonly Node[]): boolean {
	let inside: Node = node;
	for (const parent of parents) {
		switch (parent.type) {
			case 'ConditionalExpression':
				if (parent.test === inside) {
					return false;
				}
				break;
			case 'LogicalExpression':
			case 'TemplateLiteral':
			case 'ArrayExpression':
			case 'TSAsExpression':
			case 'ParenthesizedExpression':
				break;
			case 'BinaryExpression':
				if (parent.operator !== '+') {
					return false;
				}
				break;
			case 'ObjectProperty':
				return (
					parent.value === inside &&
					(isSentence(text) || (hasWord(text) && SHOWN_KEYS.has(nameOf(parent.key))))
				);
			case 'AssignmentExpression':
				return isSentence(text) || (hasWord(text) && SHOWN_KEYS.has(nameOf(parent.left)));
			case 'CallExpression': {
				const name = nameOf(parent.callee);
				return (
					!isTranslation(parent) &&
					!LOGGING_CALLS.test(name) &&
					(isSentence(text) || (hasWord(text) && SHOWING_CALLS.test(name) && !/^\p{Ll}/u.test(text)))
				);
			}
			case 'NewExpression':
				return (
					!FOR_PROGRAMMERS.test(nameOf(parent.callee)) &&
					(isSentence(text) || (/Error$/.test(nameOf(parent.callee)) && PHRASE.test(text)))
				);
			case 'TaggedTemplateExpression':
			case 'TSLiteralType':
			case 'ImportDeclaration':
				return false;
			default:
				return isSentence(text);
		}
		inside = parent;
	}
	return false;
}

const hasWord = (text: string): boolean => WORD.test(text.replaceAll(/\$\([\w~-]+\)/g, ''));
const isSentence = (text: string): boolean => SENTENCE.test(text);

function nameOf(node: Node): string {
	switch (node.type) {
		case 'Identifier':
			return node.name;
		case 'StringLiteral':
			return node.value;
		case 'MemberExpression':
			return nameOf(node.property);
		default:
			return '';
	}
}

/** The words of a page's template itself: of its elements, and of attributes that are read out or pop up. */
function shownByTemplate(template: TemplateLiteral): readonly string[] {
	const markup = template.quasis.map(({ value }) => value.cooked ?? '').join(MARK);
	const texts: string[] = [];
	const read = (node: DefaultTreeAdapterTypes.ChildNode) => {
		if (node.nodeName === '#text' && 'value' in node) {
			texts.push(node.value);
		}
		if ('attrs' in node) {
			texts.push(...node.attrs.filter(({ name }) => SHOWN_ATTRIBUTES.test(name)).map(({ value }) => value));
			node.childNodes.forEach(read);
		}
	};
	parseFragment(markup).childNodes.forEach(read);
	return texts.map((text) => text.replaceAll(MARK, ' ').trim()).filter(hasWord);
}
