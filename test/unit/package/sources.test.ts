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

	it('go to the network in the client of the API alone, and send no telemetry', () => {
		const network =
			/(?:from |import |import\(|require\()['"](?:undici|node:(?:https?|http2|net|tls|dgram))['"]|(?<![.\w])fetch\(|globalThis\.fetch|WebSocket|XMLHttpRequest|sendBeacon|TelemetryLogger/;
		const going = sources.filter((file) =>
			network.test(readText(file).replaceAll(/^import type [^;]+;/gm, '')),
		);
		assert.deepEqual(
			going.filter((file) => !file.startsWith('src/api/')),
			// The editor's own stack is handed to the client; the sandbox listens on this computer.
			['src/editor/network.ts', 'src/sandbox/server.ts'],
		);
		assert.ok(going.includes('src/api/transport-undici.ts'));
	});
});
