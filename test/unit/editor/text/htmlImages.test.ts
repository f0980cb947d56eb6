import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { findImages } from '../../../../src/editor/text/findImages.ts';
import type { ImageReference } from '../../../../src/editor/text/reference.ts';
import { only, slice } from './documents.ts';

describe('findImages in HTML', () => {
	it('finds the images that a browser finds, whatever the text, with the same targets and alt texts', () => {
		const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 20 }).map((parts) => parts.join(''));
		fc.assert(
			fc.property(texts, (text) => {
				const found = find(text).filter(({ kind }) => kind === 'html');
				assert.deepEqual(found.map(whatIsShown), imagesByParser(text));
			}),
			{ numRuns: 3000 },
		);
	});

	it('finds none in comments, scripts, styles and text areas', () => {
		const documents = [
			'<!-- <img src="a.png"> -->',
			'<script>const a = \'<img src="a.png">\'</script>',
			'<style>/* <img src="a.png"> url(b.png) */</style>',
			'<textarea><img src="a.png"></textarea>',
			'<title><img src="a.png"></title>',
			'<p title="<img src=a.png>">',
			'<script type="text/template"><img src="a.png"></script>',
		];
		for (const text of documents) {
			assert.deepEqual(find(text), [], text);
		}
	});

	it('finds candidates, posters, icons, drawings and backgrounds without alt text', () => {
		const text =
			'<link rel="shortcut icon" href="i.png"><picture><source srcset="a.webp, b%20c.webp 2x,d.webp 3x">' +
			'<img srcset="e.png 100w" src="f.png"></picture><video poster=g.png></video>' +
			'<svg><image xlink:href="h.png"/></svg><div style="background: url(j.png)"></div>' +
			'<style>p { background: url("k.png") }</style><script type="module">import "./l.png"</script>';
		const found = find(text);
		assert.deepEqual(
			found.map(({ kind, target }) => `${kind} ${target}`),
			[
				'source i.png',
				'source a.webp',
				'source b c.webp',
				'source d.webp',
				'html f.png',
				'source e.png',
				'source g.png',
				'source h.png',
				'css j.png',
				'css k.png',
				'import ./l.png',
			],
		);
		for (const { kind, alt, url, targetRange } of found) {
			assert.equal(slice(text, targetRange), url);
			assert.equal(alt === undefined, kind !== 'html');
		}
	});

	it('reads sizes in pixels from attributes and styles', () => {
		const sizes = (text: string) => {
			const { width, height } = only(find(text));
			return [width, height];
		};
		assert.deepEqual(sizes('<img src=a width=" 120 " height=80px>'), [120, 80]);
		assert.deepEqual(sizes('<img src=a style="max-width: 9px; width: 120px;height:80.5px">'), [120, 80.5]);
		assert.deepEqual(sizes('<img src=a width="50%" height="auto" style="width: 5em; height: 0px">'), [
			undefined,
			undefined,
		]);
	});

	it('takes an image that the text calls decorative for one without need of alt text', () => {
		const states = (text: string) => {
			const { alt, decorative } = only(find(text));
			return [alt?.state, decorative];
		};
		for (const text of [
			'<img src=a role=presentation>',
			'<img src=a role="none">',
			'<img src=a aria-hidden="true">',
			'<div aria-hidden="true"><p><img src=a></p></div>',
		]) {
			assert.deepEqual(states(text), ['empty', true], text);
		}
		assert.deepEqual(states('<div aria-hidden="true"><p></p></div><img src=a>'), ['missing', false]);
	});

	it('knows the heading above, the caption beside and the link or button around', () => {
		const text =
			'<h1>One</h1><h2>Two <img src=a></h2><figure><img src=b title="T &amp; U"><figcaption>Cap\n <b>tion</b>' +
			'</figcaption></figure><a href="/x?a&amp;b"><span><img src=c> Go</span> on</a><img src=d>' +
			'<button><img src=e></button><div role=button>Menu <img src=f></div><input type=image src=g>';
		assert.deepEqual(
			find(text).map(({ context }) => context),
			[
				{ heading: 'Two', purpose: 'unknown' },
				{ heading: 'Two', title: 'T & U', caption: 'Cap tion', purpose: 'unknown' },
				{ heading: 'Two', purpose: 'functional', link: { href: '/x?a&b', text: 'Go on' } },
				{ heading: 'Two', purpose: 'unknown' },
				{ heading: 'Two', purpose: 'functional', link: { href: undefined, text: '' } },
				{ heading: 'Two', purpose: 'functional', link: { href: undefined, text: 'Menu' } },
				{ heading: 'Two', purpose: 'functional', link: { href: undefined, text: '' } },
			],
		);
	});

	it('does not resolve what a template engine or a binding will write', () => {
		for (const text of [
			'<img src="{{ x }}" alt="{{ y }}">',
			'<img src="{% static x %}" alt="<?= y ?>">',
			'<img [src]="x" [alt]="y">',
			'<img :src="x" :alt="y">',
		]) {
			const { target, targetRange, alt, altSlot } = only(find(text));
			assert.deepEqual(
				[target, targetRange, alt, altSlot],
				[undefined, undefined, { state: 'dynamic' }, undefined],
			);
		}
	});
});

const PIECES = [
	...[
		'<img src="a.png">',
		"<IMG\n  alt='x &amp; &eacute;&#39;' SRC = 'b%20c.png' />",
		'<img src=d.png alt=y>',
	],
	...['<img alt src=" e.png ">', '<img src="f.png" alt="" alt="z">', '<img alt="<p>" src="g.png?a&amp;b"'],
	...['<p>', '</p>', '<div class="a>b">', '</div>', '<a href="#">', '</a>', '<h2>', '</h2>', '<br/>', '<b'],
	...['<!--', '-->', '<!', '<?', '>', '<', '/', '=', '"', "'", ' ', '\n', 'text', '<script>', '</script>'],
	...[
		'<style>',
		'</style ',
		'<textarea>',
		'</textarea>',
		' src=',
		' alt="',
		'</',
		'<title>',
		'</title>',
		'&lt;',
	],
];

function find(text: string): readonly ImageReference[] {
	return findImages({ languageId: 'html', path: '/work/a.html', text });
}

/** As an attribute's text; an empty and a missing one differ in the state alone. */
function whatIsShown({ range, url, alt }: ImageReference): unknown {
	return { ...range, src: url ?? '', alt: alt?.text ?? '', isMissing: alt?.state === 'missing' };
}

function imagesByParser(text: string): unknown[] {
	const found: { start: number; end: number; src: string; alt: string; isMissing: boolean }[] = [];
	const visit = (node: DefaultTreeAdapterTypes.Node) => {
		if ('tagName' in node && node.tagName === 'img') {
			const attribute = (name: string) => node.attrs.find((one) => one.name === name)?.value;
			const alt = attribute('alt');
			found.push({
				start: node.sourceCodeLocation?.startOffset ?? -1,
				end: node.sourceCodeLocation?.endOffset ?? -1,
				src: attribute('src')?.trim() ?? '',
				alt: alt?.trim() ? alt : '',
				isMissing: alt === undefined,
			});
		}
		if ('childNodes' in node) {
			node.childNodes.forEach(visit);
		}
	};
	visit(parse(text, { sourceCodeLocationInfo: true }));
	return found.sort((one, other) => one.start - other.start);
}
