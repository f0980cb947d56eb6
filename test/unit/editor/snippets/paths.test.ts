import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	findPublicFolder,
	imageUrl,
	isRepositoryDocument,
	relativePath,
	toPosix,
} from '../../../../src/editor/snippets/paths.ts';
import { hostilePath, resolveUrl, wellFormed } from './hostile.ts';

const style = 'auto' as const;

describe('imageUrl', () => {
	it('resolves, from the document, to exactly the image', () => {
		fc.assert(
			fc.property(hostilePath, hostilePath, (documentPath, imagePath) => {
				const url = imageUrl({ documentPath, imagePath, style });
				assert.equal(resolveUrl(url, documentPath), wellFormed(imagePath));
			}),
			{ numRuns: 2000 },
		);
	});

	it('resolves, from the public folder, to exactly the image', () => {
		fc.assert(
			fc.property(hostilePath, hostilePath, hostilePath, (documentPath, publicFolder, image) => {
				const url = imageUrl({ documentPath, imagePath: publicFolder + image, publicFolder, style });
				assert.equal(resolveUrl(url, '/any/page.html'), wellFormed(image));
				assert.match(url, /^\/[^/]/);
			}),
		);
	});

	it('holds nothing that any of the languages would read as markup', () => {
		fc.assert(
			fc.property(hostilePath, hostilePath, (documentPath, imagePath) => {
				const url = imageUrl({ documentPath, imagePath, style });
				assert.match(url, /^[A-Za-z0-9\-._~@+%/\p{L}\p{M}\p{N}]*$/u);
				assert.doesNotMatch(url, /\p{Default_Ignorable_Code_Point}|^\.\//u);
			}),
			{ numRuns: 1000 },
		);
	});

	it('stays relative where the style or the document asks for it', () => {
		const request = { imagePath: '/w/public/img/x.png', publicFolder: '/w/public' };
		const relative = imageUrl({ ...request, documentPath: '/w/src/a.html', style: 'relative' });
		assert.equal(relative, '../public/img/x.png');
		assert.equal(imageUrl({ ...request, documentPath: '/w/README.md', style }), 'public/img/x.png');
		assert.equal(imageUrl({ ...request, documentPath: '/w/docs/a.md', style }), '/img/x.png');
	});

	it('stays relative for an image beside the public folder', () => {
		const request = {
			documentPath: '/w/a.html',
			imagePath: '/w/public-old/x.png',
			publicFolder: '/w/public',
		};
		assert.equal(imageUrl({ ...request, style }), 'public-old/x.png');
	});

	it('is the same for the editor’s and the native form of a Windows path', () => {
		const forms = [
			'c:\\Work\\My Site\\img\\x.png',
			'/c:/Work/My Site/img/x.png',
			'C:/Work/My Site/img/x.png',
		];
		for (const imagePath of forms) {
			for (const documentPath of ['C:\\work\\my site\\docs\\a.md', '/c:/work/my site/docs/a.md']) {
				assert.equal(imageUrl({ documentPath, imagePath, style }), '../img/x.png');
				assert.equal(relativePath(documentPath, imagePath), '../img/x.png');
			}
			const publicFolder = 'C:\\work\\MY SITE';
			assert.equal(imageUrl({ documentPath: 'd:\\a.md', imagePath, publicFolder, style }), '/img/x.png');
		}
	});

	it('names the file where no way leads from one drive to the other', () => {
		const imagePath = 'D:\\My Images\\x.png';
		const documentPath = 'C:\\docs\\a.md';
		assert.equal(imageUrl({ documentPath, imagePath, style }), 'file:///d:/My%20Images/x.png');
		assert.equal(relativePath(documentPath, imagePath), undefined);
		const share = '\\\\server\\share\\x y.png';
		assert.equal(imageUrl({ documentPath, imagePath: share, style }), 'file://server/share/x%20y.png');
		assert.equal(
			imageUrl({ documentPath: '\\\\server\\share\\docs\\a.md', imagePath: share, style }),
			'../x%20y.png',
		);
	});

	it('keeps letters of all scripts readable', () => {
		const imagePath = '/w/画像/rotęs ליל (1).png';
		assert.equal(imageUrl({ documentPath: '/w/a.md', imagePath, style }), '画像/rotęs%20ליל%20%281%29.png');
	});
});

describe('relativePath', () => {
	it('leads from the document to the image, with nothing escaped', () => {
		fc.assert(
			fc.property(hostilePath, hostilePath, (documentPath, imagePath) => {
				const folder = documentPath.split('/').slice(0, -1);
				for (const step of relativePath(documentPath, imagePath)?.split('/') ?? []) {
					if (step === '..') {
						folder.pop();
					} else {
						folder.push(step);
					}
				}
				assert.equal(folder.join('/'), imagePath);
			}),
		);
	});
});

describe('toPosix', () => {
	it('leaves a POSIX path as it is, backslashes included', () => {
		fc.assert(fc.property(hostilePath, (path) => assert.equal(toPosix(path), path)));
	});

	it('writes drives as the editor does', () => {
		assert.equal(toPosix('C:\\a\\b.png'), '/c:/a/b.png');
		assert.equal(toPosix('/C:/a/b.png'), '/c:/a/b.png');
		assert.equal(toPosix('\\\\server\\share\\b.png'), '//server/share/b.png');
	});
});

describe('findPublicFolder', () => {
	const find = (
		imagePath: string,
		projects: readonly string[],
		names: readonly string[] = ['public', 'static'],
	) => findPublicFolder({ imagePath, projects, names });

	it('finds a public folder of a project', () => {
		assert.equal(find('/w/public/img/x.png', ['/w']), '/w/public');
		assert.equal(find('/w/static/x.png', ['/w/']), '/w/static');
		assert.equal(find('/w/apps/site/public/x.png', ['/w/apps/site', '/w']), '/w/apps/site/public');
		assert.equal(find('/C:/W/public/img/x.png', ['/c:/w']), '/c:/w/public');
	});

	it('takes the innermost of several', () => {
		assert.equal(find('/w/public/site/public/x.png', ['/w', '/w/public/site']), '/w/public/site/public');
		assert.equal(find('/w/a/b/x.png', ['/w'], ['a', 'a/b']), '/w/a/b');
	});

	it('takes no other folder of that name, and none of another project', () => {
		assert.equal(find('/w/src/public/x.png', ['/w']), undefined);
		assert.equal(find('/w/publicity/x.png', ['/w']), undefined);
		assert.equal(find('/w/apps/site/public/x.png', ['/w']), undefined);
		assert.equal(find('/public/x.png', ['/w']), undefined);
		assert.equal(find('/w/public', ['/w']), undefined);
		assert.equal(find('/w/public/x.png', []), undefined);
	});

	it('takes names of several steps', () => {
		assert.equal(find('/w/src/main/static/x.png', ['/w'], ['src/main/static']), '/w/src/main/static');
		assert.equal(find('/w/public/x.png', ['/w'], ['wwwroot']), undefined);
	});

	it('gives a folder from which the address leads to exactly the image', () => {
		fc.assert(
			fc.property(hostilePath, hostilePath, (project, image) => {
				const publicFolder = find(`${project}/public${image}`, [project]);
				assert.equal(publicFolder, `${project}/public`);
				const request = { documentPath: `${project}/a.html`, imagePath: `${project}/public${image}`, style };
				assert.equal(resolveUrl(imageUrl({ ...request, publicFolder }), '/any'), wellFormed(image));
			}),
		);
	});
});

describe('isRepositoryDocument', () => {
	it('knows the documents that a repository shows', () => {
		for (const path of [
			'/w/README.md',
			'/w/packages/a/readme.md',
			'C:\\w\\CHANGELOG.md',
			'/w/README.zh-CN.md',
			'/w/CODE_OF_CONDUCT.md',
			'/w/.github/profile/page.md',
		]) {
			assert.equal(isRepositoryDocument(path), true, path);
		}
	});

	it('knows no other document', () => {
		for (const path of [
			'/w/docs/guide.md',
			'/w/README.md/page.md',
			'/w/readme.html',
			'/w/my-readme.md',
			'/w/.github',
		]) {
			assert.equal(isRepositoryDocument(path), false, path);
		}
	});
});
