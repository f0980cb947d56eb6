import assert from 'node:assert/strict';
import { filesAt, readText } from './project.ts';

describe('the sources', () => {
	const sources = filesAt('src/**/*.{ts,js,css}', 'media/**/*.{ts,js,css}');

	it('have one subject each: at most 300 lines', () => {
		assert.ok(sources.length > 50);
		const long = sources
			.map((file) => [file, readText(file).trimEnd().split('\n').length] as const)
			.filter(([, lines]) => lines > 300);
		assert.deepEqual(long, []);
	});

	it('below the user interface know nothing of the editor, not even its types', () => {
		const lower = filesAt('src/{api,store,images,jobs,sandbox}/**/*.ts');
		assert.ok(lower.length > 30);
		const knowing = lower.filter((file) =>
			/(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"`]vscode['"`]/.test(readText(file)),
		);
		assert.deepEqual(knowing, []);
	});
});
