import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { sanitiseAlt } from '../../../../src/editor/snippets/altText.ts';
import { hostilePath, hostileText, resolveUrl, wellFormed } from './hostile.ts';
import { documentWith, mainText, requestAt } from './request.ts';

const languageId = 'html';

describe('A snippet in HTML', () => {
	it('is read as one image with exactly the path, the alt text and the size', () => {
		const places = [
			'‸',
			'<!doctype html><body><p>a < b‸</p></body>',
			'<a title="x > y" href=\'z\'>‸</a>',
			'<style>p{}</style>‸<script>let a</script>',
			'<p>it\'s "so</p>\n‸',
		];
		fc.assert(
			fc.property(
				fc.constantFrom(...places),
				hostilePath,
				hostilePath,
				hostileText,
				(place, documentPath, imagePath, alt) => {
					const request = requestAt(place, { languageId, documentPath, imagePath, alt });
					const images = elements(documentWith(request), 'img');
					assert.equal(images.length, 1);
					const { src = '', ...attributes } = images[0] ?? {};
					assert.equal(resolveUrl(src, documentPath), wellFormed(imagePath));
					assert.deepEqual(attributes, { alt: sanitiseAlt(alt), width: '1312', height: '736' });
				},
			),
			{ numRuns: 2000 },
		);
	});

	it('is only the address in an attribute', () => {
		const places = [
			'<a href="‸">x</a>',
			"<a href='‸'>x</a>",
			'<a title="a <b> c"\n  data-x = \'"\' href = "‸" id=x>x</a>',
			'<br><a href="‸" title="y">',
		];
		fc.assert(
			fc.property(fc.constantFrom(...places), hostilePath, (place, imagePath) => {
				const request = requestAt(place, { languageId, imagePath });
				const [anchor, ...others] = elements(documentWith(request), 'a');
				assert.equal(others.length, 0);
				assert.equal(resolveUrl(anchor?.href ?? '', request.documentPath), wellFormed(imagePath));
			}),
		);
	});

	it('is markup again where the attribute or the tag has ended', () => {
		for (const place of ['<a href="x">‸</a>', '<p>size = "‸"</p>', '<p>a<b class="c">‸', 'a <b "‸']) {
			assert.match(mainText(requestAt(place, { languageId })), /^<img /, place);
		}
	});

	it('is a declaration or an address in a style element, and an address in a script', () => {
		const css = mainText(requestAt('<style>\np { ‸ }</style>', { languageId }));
		assert.equal(css, 'background-image: url("../img/fox.png");');
		const value = mainText(requestAt('<STYLE media="x">p { background: ‸ }</STYLE>', { languageId }));
		assert.equal(value, 'url("../img/fox.png")');
		const attribute = mainText(requestAt('<p style="background: url(‸)">', { languageId }));
		assert.equal(attribute, '../img/fox.png');
		const script = mainText(requestAt('<script>const s = "<style>"; x = \'‸\'</script>', { languageId }));
		assert.equal(script, '../img/fox.png');
		const misleading = mainText(requestAt('<script>\n// <style>\np { ‸ }</script>', { languageId }));
		assert.equal(misleading, "'../img/fox.png'");
	});

	it('holds nothing that a template engine would take for its own', () => {
		const alt = 'A badge {{name}} {% if x %} {# y #} {a}';
		const html = mainText(requestAt('<p>‸</p>', { languageId, alt }));
		const markdown = mainText(requestAt('‸', { languageId: 'markdown', alt }));
		for (const text of [html, markdown]) {
			assert.doesNotMatch(text, /\{[{%#]/);
			assert.match(text, /\{a\}/);
		}
	});

	it('takes no longer for hostile text', () => {
		for (const unit of [
			'<',
			'<a',
			'<a "',
			'<a b="',
			'<a b=\'"',
			'<style',
			'<style ',
			'<style>',
			'</script',
			'{',
			'=',
		]) {
			const text = unit.repeat(200_000 / unit.length);
			mainText(requestAt(`${text}‸${text}`, { languageId }));
		}
	});
});

function elements(html: string, name: string): Record<string, string>[] {
	const found: Record<string, string>[] = [];
	const visit = (node: DefaultTreeAdapterTypes.Node) => {
		if ('tagName' in node && node.tagName === name) {
			found.push(Object.fromEntries(node.attrs.map(({ name: key, value }) => [key, value])));
		}
		if ('childNodes' in node) {
			node.childNodes.forEach(visit);
		}
	};
	visit(parse(html));
	return found;
}
