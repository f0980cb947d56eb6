import assert from 'node:assert/strict';
import { parseFragment } from 'parse5';
import { filesAt, manifest, readText } from './project.ts';

const { walkthroughs, commands, configuration } = manifest.contributes;
const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const texts: Readonly<Record<string, string>> = JSON.parse(readText('package.nls.json'));

describe('The walkthrough', () => {
	it('has four steps, each with a picture of its own that takes the colours of the theme', () => {
		assert.equal(steps.length, 4);
		assert.deepEqual(steps.map(({ media }) => media.svg).sort(), filesAt('media/walkthrough/*'));
		for (const { media } of steps) {
			const svg = readText(media.svg);
			assert.equal(parseFragment(svg).childNodes[0]?.nodeName, 'svg');
			assert.ok(svg.length < 6000, media.svg);
			assert.match(svg, /var\(--vscode-/);
			assert.doesNotMatch(svg, /(?:fill|stroke)="(?:#|rgb|black|white)|<script|href/i, media.svg);
		}
	});

	it('is completed by what a person does: contexts that the code sets, settings that exist', () => {
		const code = filesAt('src/**/*.ts').map(readText).join('\n');
		for (const event of steps.flatMap(({ completionEvents }) => completionEvents)) {
			const [kind, name = ''] = event.split(':');
			if (kind === 'onContext') {
				assert.ok(code.includes(`'setContext', '${name}'`), event);
			} else {
				assert.equal(kind, 'onSettingChanged');
				assert.ok(name in configuration.properties, event);
			}
		}
	});

	it('has buttons for commands that exist', () => {
		const known = new Set([...commands.map(({ command }) => command), 'workbench.action.openSettings']);
		for (const { id, description } of steps) {
			const text = texts[description.replaceAll('%', '')] ?? '';
			const linked = Array.from(text.matchAll(/\(command:([\w.]+)(?:\?([^)]*))?\)/g));
			assert.ok(linked.length > 0, id);
			for (const [, command = '', args = '%5B%5D'] of linked) {
				assert.ok(known.has(command), command);
				assert.ok(Array.isArray(JSON.parse(decodeURIComponent(args))), args);
			}
		}
	});
});
