import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ParseError, parse } from 'jsonc-parser';
import { relativePath } from '../../../../src/editor/snippets/paths.ts';
import { hostilePath } from './hostile.ts';
import { documentWith, mainText, requestAt } from './request.ts';

const VALUES = [
	'{"cover": ‸}',
	'["a\\"b", ‸]',
	'‸',
	'{"a{": {"cover":‸, "b": 1}}',
	'{\n\t"cover":\n\t\t‸\n}',
];
const STRINGS = ['{"cover": "‸"}', '["‸"]', '{"a": "x", "cover": "‸"}', '"‸"'];
const WITH_COMMENTS = ['// "\n{"cover": ‸}', '/* it’s " */ {"cover": "‸", }', '{ /* { */ "b": [/*"*/‸] }'];

describe('A snippet in JSON', () => {
	it('is read as exactly the path, as a value and in a string', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...VALUES, ...STRINGS),
				hostilePath,
				hostilePath,
				(place, documentPath, imagePath) => {
					const text = documentWith(requestAt(place, { languageId: 'json', documentPath, imagePath }));
					assert.ok(stringsIn(JSON.parse(text)).includes(relativePath(documentPath, imagePath) ?? ''));
				},
			),
			{ numRuns: 1500 },
		);
	});

	it('is the same among comments, in JSON that has them', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...VALUES, ...STRINGS, ...WITH_COMMENTS),
				hostilePath,
				(place, imagePath) => {
					const request = requestAt(place, { languageId: 'jsonc', imagePath });
					const errors: ParseError[] = [];
					const value = parse(documentWith(request), errors, { allowTrailingComma: true });
					assert.deepEqual(errors, []);
					assert.ok(stringsIn(value).includes(relativePath(request.documentPath, imagePath) ?? ''));
				},
			),
			{ numRuns: 1000 },
		);
	});

	it('leaves a comment a comment', () => {
		fc.assert(
			fc.property(hostilePath, (imagePath) => {
				const text = documentWith(requestAt('{} // see ‸', { languageId: 'jsonc', imagePath }));
				assert.deepEqual(parse(text), {});
			}),
		);
	});

	it('is the address from the root of the site below a public folder', () => {
		const request = { imagePath: '/work/public/a b.png', publicFolder: '/work/public', languageId: 'json' };
		assert.equal(mainText(requestAt('{"a": ‸}', request)), '"/a%20b.png"');
	});

	it('is known by the name of the file where the editor knows nothing of it', () => {
		for (const documentPath of ['/work/site.webmanifest', '/work/A.JSON', '/work/a.json5']) {
			assert.equal(mainText(requestAt('‸', { languageId: 'plaintext', documentPath })), '"img/fox.png"');
		}
	});

	it('takes no longer for hostile text', () => {
		for (const unit of ['"', '\\"', '/*', '//\n', '"\\', '"\n', '{', '/']) {
			const text = unit.repeat(200_000 / unit.length);
			for (const languageId of ['json', 'jsonc']) {
				mainText(requestAt(`${text}‸${text}`, { languageId }));
			}
		}
	});
});

function stringsIn(value: unknown): unknown[] {
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [value];
}
