import assert from 'node:assert/strict';
import { gitignoreSays } from '../../../../src/editor/text/gitignore.ts';

describe('What a .gitignore says of a folder', () => {
	const says = (text: string, folder = 'dist') => gitignoreSays(text, folder);

	it('is that it is left out, in every common way to write it', () => {
		for (const line of [
			'dist',
			'dist/',
			'/dist',
			'/dist/',
			'**/dist',
			'**/dist/',
			'dist/*',
			'dist/**',
			'*',
		]) {
			assert.equal(says(`# what is built\r\n\r\nnode_modules\r\n${line} \r\n`), 'ignored', line);
		}
		for (const line of ['dist', '**/dist', '/site/dist/', 'site/dist', '**/site/dist', '*/dist', 'dist/']) {
			assert.equal(says(line, 'site/dist'), 'ignored', line);
		}
	});

	it('is nothing of another one', () => {
		for (const line of [
			'',
			'# dist',
			'dist2',
			'my-dist',
			'dist/assets',
			'dist/*.map',
			'other/dist',
			'*.js',
		]) {
			assert.equal(says(line), undefined, line);
		}
		for (const line of ['/dist', 'other/dist', 'site', 'a/site/dist']) {
			assert.equal(says(line, 'site/dist'), undefined, line);
		}
	});

	it('is that it is kept where anything in it may be, whatever the order', () => {
		for (const line of ['!dist', '!/dist/', '!dist/icons', '!**/dist/**', '!*', '!*/', '!site/*/pages']) {
			assert.equal(says(`dist\n${line}`), 'kept', line);
			assert.equal(says(`${line}\ndist`), 'kept', line);
		}
		assert.equal(says('dist\n!distant\n!.vscode/*\n!*.md'), 'ignored');
	});
});
