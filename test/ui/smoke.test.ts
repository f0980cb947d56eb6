import { packagedExtension } from './package.ts';
import { type EditorWindow, openWindow } from './window.ts';

describe('a window with the development build', () => {
	let window: EditorWindow;

	before(async () => {
		window = await openWindow();
	});

	after(() => window?.close());

	it('offers Generate Image in the palette', () => expectCommand(window));
});

describe('a window with the packaged extension', () => {
	let window: EditorWindow;

	before(async () => {
		window = await openWindow({ extension: { vsix: await packagedExtension() } });
	});

	after(() => window?.close());

	it('offers Generate Image in the palette', () => expectCommand(window));
});

async function expectCommand({ quickInput }: EditorWindow): Promise<void> {
	await quickInput.open('>Ideogram: Generate Image');
	await quickInput.row('Ideogram: Generate Image').waitFor();
	await quickInput.cancel();
}
