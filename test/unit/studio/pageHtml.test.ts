import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'parse5';
import { INITIAL_STATE } from '../../../src/studio/messages.ts';
import { pageHtml } from '../../../src/studio/pageHtml.ts';

interface Node {
	readonly nodeName: string;
	readonly attrs?: readonly { readonly name: string; readonly value: string }[];
	readonly childNodes?: readonly Node[];
}

function elements(node: Node): Node[] {
	return [node, ...(node.childNodes ?? []).flatMap(elements)];
}

const sources = {
	script: 'https://x/main.js',
	style: 'https://x/style.css',
	origin: 'https://x',
	nonce: 'abc',
};

function page(strings: Readonly<Record<string, string>>, words: string) {
	const state = { ...INITIAL_STATE, history: { ...INITIAL_STATE.history, words } };
	const html = pageHtml(sources, { locale: 'de', strings, state });
	const all = elements(parse(html) as Node);
	const attribute = (node: Node | undefined, name: string) =>
		node?.attrs?.find((attr) => attr.name === name)?.value;
	return { html, all, attribute };
}

describe("The panel's page", () => {
	it('carries its options whole, whatever is in them, and nothing of them becomes markup', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.string()), fc.string(), (strings, words) => {
				const { all, attribute } = page(strings, `${words}"><script>alert(1)</script>`);
				assert.equal(all.filter(({ nodeName }) => nodeName === 'script').length, 1);
				const meta = all.find((node) => attribute(node, 'id') === 'options');
				const options = JSON.parse(attribute(meta, 'data-options') ?? '');
				assert.deepEqual(options.strings, JSON.parse(JSON.stringify(strings)));
				assert.equal(options.state.history.words, `${words}"><script>alert(1)</script>`);
			}),
		);
	});

	it('allows nothing but what is named, and has nothing inline', () => {
		const { html, all, attribute } = page({}, '');
		const policy = all.map((node) => attribute(node, 'content')).find((content) => content?.includes('-src'));
		assert.match(policy ?? '', /^default-src 'none';/);
		assert.match(policy ?? '', /script-src 'nonce-abc'(?:;|$)/);
		assert.doesNotMatch(policy ?? '', /unsafe|\*|connect-src|data:|http:/);
		assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=/);
		const script = all.find(({ nodeName }) => nodeName === 'script');
		assert.equal(attribute(script, 'nonce'), 'abc');
		assert.deepEqual(script?.childNodes, []);
	});
});
