import assert from 'node:assert/strict';
import fc from 'fast-check';
import { generateV3 } from '../../../../src/api/operations/generate-v3.ts';
import { fileWords, sizeInName } from '../../../../src/editor/text/fileWords.ts';
import { findImages } from '../../../../src/editor/text/findImages.ts';
import type { ImageWish } from '../../../../src/editor/text/imagePrompt.ts';
import { imagePromptFor, nearestShape } from '../../../../src/editor/text/imagePrompt.ts';

const ratios = ['1x1', '16x9', '9x16', '4x3', '3x1'];

describe('imagePromptFor', () => {
	it('takes the alt text, else title or caption, else the name of the file under its heading', () => {
		assert.equal(wish('a.md', '# Team\n\n![A red\nfox](img/x.png "T")').prompt, 'A red fox');
		assert.equal(wish('a.md', '# Team\n\n![](img/x.png "A \\"T\\"")').prompt, 'A "T"');
		assert.equal(
			wish('a.html', '<figure><img src=x><figcaption>Our office</figcaption></figure>').prompt,
			'Our office',
		);
		assert.equal(wish('a.md', '# Our team\n\n![](img/group-photo@2x.png)').prompt, 'group photo, Our team');
		assert.equal(wish('a.md', '# Hero\n\n![](hero.png)').prompt, 'hero');
		assert.equal(wish('a.md', '![](IMG_1234.jpg)').prompt, '');
	});

	it('asks the elements that show an import, for words and for a size', () => {
		const text =
			'import hero from \'./h.png\';\nconst a = <img src={hero} alt="A fox" width={1200} height={630} />;';
		assert.deepEqual(wish('a.tsx', text), {
			prompt: 'A fox',
			shape: '16x9',
			resizeTo: { width: 1200, height: 630 },
		});
	});

	it('takes a size from attributes or the name of the file, and none from one side alone', () => {
		assert.deepEqual(wish('a.html', '<img src="a-10x10.png" width=400 height=300>').resizeTo, {
			width: 400,
			height: 300,
		});
		assert.deepEqual(wish('a.md', '![x](banner-1500x500.png)').resizeTo, { width: 1500, height: 500 });
		assert.equal(wish('a.md', '![x](banner-1500x500.png)').shape, '3x1');
		const half = wish('a.html', '<img src="a.png" width=400>');
		assert.deepEqual([half.shape, half.resizeTo], [undefined, undefined]);
	});
});

describe('nearestShape', () => {
	it('is the ratio that stretches the image least', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (width, height) => {
				const shapes = generateV3.fields.aspectRatio.values.filter((shape) => /^\d+x\d+$/.test(shape));
				const stretch = (shape: string) => {
					const [across = 1, down = 1] = shape.split('x').map(Number);
					const factor = width / height / (across / down);
					return Math.max(factor, 1 / factor);
				};
				const nearest = nearestShape(width, height, shapes) ?? '';
				assert.ok(shapes.every((shape) => stretch(nearest) <= stretch(shape) * (1 + 1e-9)));
			}),
		);
	});

	it('passes over what is no ratio', () => {
		assert.equal(nearestShape(1, 1, ['AUTO', '0x0', '2:1']), '2:1');
		assert.equal(nearestShape(1, 1, []), undefined);
	});
});

describe('fileWords', () => {
	it('leaves out endings, hashes, sizes, densities, numbers and what a camera adds', () => {
		const cases = [
			['img/hero-banner-1200x630.png', 'hero banner'],
			['team_photo@2x.jpg', 'team photo'],
			['logo.3f9a2b1c.svg', 'logo'],
			['index-BxK3f9aZ2.js', 'index'],
			['MyGreatImage (1).webp', 'my great image'],
			['NASA-launch.png', 'NASA launch'],
			['DSC_0042.JPG', ''],
			['a1b2c3d4e5.png', ''],
			['café-über.png', 'café über'],
			['decade.png', 'decade'],
		];
		for (const [path = '', expected] of cases) {
			assert.equal(fileWords(path), expected, path);
		}
	});

	it('reads the size in a name', () => {
		assert.deepEqual(sizeInName('a/b-640x480@2x.png'), { width: 640, height: 480 });
		assert.equal(sizeInName('640x480/b-4x3.png'), undefined);
	});
});

/** Of the first image of a text. */
function wish(name: string, text: string): ImageWish {
	const document = { languageId: 'plaintext', path: `/work/${name}`, text };
	const [first] = findImages(document);
	assert.ok(first !== undefined);
	return imagePromptFor(first, document, ratios);
}
