import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { insertImage } from '../../src/editor/insert.ts';
import { type Place, trackPlace } from '../../src/editor/place.ts';
import { change, closeEditors, removeFolders, scratchFolder, showFile } from './support.ts';

const SNIPPET = '![A red fox](img/fox.png)';

describe('insertImage', () => {
	let scratch: vscode.Uri;
	let places: Place[];

	const image = () => ({
		uri: vscode.Uri.joinPath(scratch, 'img/fox.png'),
		alt: 'A red fox',
		width: 1024,
		height: 768,
	});

	/** Shows a file whose text has `|` where the image belongs. */
	async function start(name: string, marked: string, onNewLine = false) {
		const { document } = await showFile(scratch, name, marked.replace('|', ''));
		const place = trackPlace(document, { offset: marked.indexOf('|'), newLine: onNewLine, indent: '\t' });
		places.push(place);
		return { document, place };
	}

	beforeEach(async () => {
		scratch = await scratchFolder();
		places = [];
	});

	afterEach(async () => {
		for (const place of places) {
			place.dispose();
		}
		await closeEditors();
		await removeFolders(scratch);
	});

	it('puts the snippet where the place was when nobody has typed', async () => {
		const { document, place } = await start('a.md', 'one | two');
		const insertion = await insertImage(place, image());
		assert.equal(document.getText(), `one ${SNIPPET} two`);
		assert.equal(insertion?.end(), 4 + SNIPPET.length);
	});

	it('follows what is typed before, after and at the place', async () => {
		const { document, place } = await start('a.md', 'one | two');
		await change(document, 0, 0, 'zero\n');
		await change(document, document.getText().length, 0, ' three');
		await change(document, document.getText().indexOf(' two'), 0, 'more, ');
		await insertImage(place, image());
		assert.equal(document.getText(), `zero\none more, ${SNIPPET} two three`);
	});

	it('follows what is typed between the call and the answer', async () => {
		const { document, place } = await start('a.md', 'one | two');
		const inserting = insertImage(place, image());
		await Promise.all([change(document, 0, 0, 'zero '), change(document, 0, 0, 'a '), inserting]);
		assert.equal(
			document.getText().replace(SNIPPET, '|').replace('zero ', '').replace('a ', ''),
			'one | two',
		);
	});

	it('loses nothing of what a person types while the edit is on its way', async () => {
		const { document, place } = await start('a.md', 'one | two\n\nend:');
		const editor = await vscode.window.showTextDocument(document);
		const end = document.positionAt(document.getText().length);
		editor.selection = new vscode.Selection(end, end);
		await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
		const typed = Array.from('every key of this arrives');
		const keys = typed.map((text) => vscode.commands.executeCommand('type', { text }));
		const insertion = await insertImage(place, image());
		await Promise.all(keys);
		assert.equal(document.getText(), `one ${SNIPPET} two\n\nend:every key of this arrives`);
		assert.equal(insertion?.end(), 4 + SNIPPET.length);
	});

	it('goes on a line of its own where that was asked for', async () => {
		const { document, place } = await start('a.md', '\tone|\n\ttwo', true);
		await insertImage(place, image());
		assert.equal(document.getText(), `\tone\n\t${SNIPPET}\n\ttwo`);
	});

	it("writes the document's own line ends", async () => {
		const { document, place } = await start('a.tsx', "import a from 'a';\r\n\r\nexport const b = |;\r\n");
		const insertion = await insertImage(place, image());
		assert.equal(
			document.getText(),
			"import a from 'a';\r\nimport fox from './img/fox.png';\r\n\r\n" +
				'export const b = <img src={fox} alt="A red fox" width={1024} height={768} />;\r\n',
		);
		assert.equal(await insertion?.remove(), true);
		assert.equal(document.getText(), "import a from 'a';\r\n\r\nexport const b = ;\r\n");
	});

	it('gives the quotes back that it took the place of', async () => {
		const text = 'import a from \'a\';\n\nexport const b = <img src="|" />;\n';
		const { document, place } = await start('quotes.tsx', text);
		const insertion = await insertImage(place, image());
		const expected =
			"import a from 'a';\nimport fox from './img/fox.png';\n\nexport const b = <img src={fox} />;\n";
		assert.equal(document.getText(), expected);
		assert.equal(insertion?.end(), expected.indexOf(' />'));
		assert.equal(await insertion?.remove(), true);
		assert.equal(document.getText(), text.replace('|', ''));
	});

	it('goes on a line of its own in a document with Windows line ends', async () => {
		const { document, place } = await start('a.md', 'one|\r\ntwo\r\n', true);
		await change(document, 0, 0, 'zero\n');
		const insertion = await insertImage(place, image());
		assert.equal(document.getText(), `zero\r\none\r\n\t${SNIPPET}\r\ntwo\r\n`);
		assert.equal(await insertion?.remove(), true);
		assert.equal(document.getText(), 'zero\r\none\r\ntwo\r\n');
	});

	it('puts both where the snippet follows right behind the imports', async () => {
		const { document, place } = await start('a.tsx', "import a from 'a';|");
		const insertion = await insertImage(place, image());
		const element = '<img src={fox} alt="A red fox" width={1024} height={768} />';
		const expected = `import a from 'a';\nimport fox from './img/fox.png';${element}`;
		assert.equal(document.getText(), expected);
		assert.equal(insertion?.end(), expected.length);
		assert.equal(await insertion?.remove(), true);
		assert.equal(document.getText(), "import a from 'a';");
	});

	it('is one step to undo, import and all', async () => {
		const text = "import a from 'a';\n\nexport const b = |;\n";
		const { document, place } = await start('a.tsx', text);
		await change(document, 0, 0, '// typed before\n');
		await insertImage(place, image());
		assert.match(document.getText(), /import fox[\s\S]*<img src=\{fox\}/);
		await vscode.window.showTextDocument(document);
		await vscode.commands.executeCommand('undo');
		assert.equal(document.getText(), `// typed before\n${text.replace('|', '')}`);
	});

	it('does nothing where the text around the place is gone', async () => {
		const { document, place } = await start('a.md', 'one | two');
		await change(document, 2, 4, '');
		assert.equal(place.offset(), undefined);
		assert.equal(await insertImage(place, image()), undefined);
		assert.equal(document.getText(), 'onwo');
	});

	it('does nothing where the document has been closed', async () => {
		const { document, place } = await start('a.md', 'one | two');
		await closeEditors();
		// An editor keeps a closed document for a while; changing its language closes it at once.
		await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
		assert.equal(place.offset(), undefined);
		assert.equal(await insertImage(place, image()), undefined);
	});
});

describe('an insertion', () => {
	let scratch: vscode.Uri;

	async function insertInto(text: string, offset: number, name = 'a.md') {
		const { document } = await showFile(scratch, name, text);
		const place = trackPlace(document, { offset, newLine: false, indent: '' });
		const uri = vscode.Uri.joinPath(scratch, 'img/fox.png');
		const insertion = await insertImage(place, { uri, alt: 'A red fox', width: 1, height: 1 });
		place.dispose();
		assert.ok(insertion);
		return { document, insertion };
	}

	beforeEach(async () => {
		scratch = await scratchFolder();
	});

	afterEach(async () => {
		await closeEditors();
		await removeFolders(scratch);
	});

	it('takes out what was inserted and nothing else, after edits around it', async () => {
		const { document, insertion } = await insertInto('one  two', 4);
		await change(document, 4, 0, 'right before ');
		await change(document, document.getText().indexOf(')') + 1, 0, ' right behind');
		await change(document, 0, 0, 'zero ');
		assert.equal(insertion.end(), 'zero one right before '.length + SNIPPET.length);
		assert.equal(await insertion.remove(), true);
		assert.equal(document.getText(), 'zero one right before  right behind two');
	});

	it('leaves a snippet that has been edited as it is', async () => {
		const { document, insertion } = await insertInto('one  two', 4);
		await change(document, document.getText().indexOf('red'), 3, 'blue');
		const edited = document.getText();
		assert.equal(insertion.end(), undefined);
		assert.equal(await insertion.remove(), false);
		assert.equal(document.getText(), edited);
	});

	it('leaves snippet and import where one of them has been edited', async () => {
		const { document, insertion } = await insertInto("import a from 'a';\nexport const b = ;\n", 36, 'a.tsx');
		await change(document, document.getText().indexOf('fox'), 3, 'wolf');
		const edited = document.getText();
		assert.equal(await insertion.remove(), false);
		assert.equal(document.getText(), edited);
	});

	it('is taken out while a person types', async () => {
		const { document, insertion } = await insertInto('one  two\n\nend:', 4);
		const editor = await vscode.window.showTextDocument(document);
		const end = document.positionAt(document.getText().length);
		editor.selection = new vscode.Selection(end, end);
		await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
		const keys = Array.from('typed').map((text) => vscode.commands.executeCommand('type', { text }));
		assert.equal(await insertion.remove(), true);
		await Promise.all(keys);
		assert.equal(document.getText(), 'one  two\n\nend:typed');
	});

	it('is found gone once it has been taken out, or undone by hand', async () => {
		const { document, insertion } = await insertInto('one  two', 4);
		assert.equal(await insertion.remove(), true);
		assert.equal(await insertion.remove(), true);
		assert.equal(document.getText(), 'one  two');
		const undone = await insertInto('one  two', 4, 'undone.md');
		await vscode.window.showTextDocument(undone.document);
		await vscode.commands.executeCommand('undo');
		assert.equal(undone.document.getText(), 'one  two');
		assert.equal(await undone.insertion.remove(), true);
	});
});
