// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the samples are code.
import assert from 'node:assert/strict';
import { parseSource, readSources } from '../../../tools/l10n/sources.ts';
import { bundleText, sourceStrings } from '../../../tools/l10n/strings.ts';
import { readText } from './project.ts';
import { tooEarlyIn, type Untranslated, unexportableIn, untranslatedIn } from './visibleText.ts';

interface Exception {
	readonly file: RegExp;
	readonly text?: RegExp;
	readonly reason: string;
}

const EXCEPTIONS: readonly Exception[] = [
	{ file: /^src\/sandbox\//, reason: "It answers as Ideogram's API does: in English." },
	{ file: /^src\/agent\/(?:tools|schema)\.ts$/, reason: 'Models read it, and the build.' },
	{ file: /^src\/api\/operations\//, reason: 'Data: exported from there, translated where it is shown.' },
	{
		file: /^src\/api\/transport[\w-]*\.ts$/,
		reason: 'Causes, which errors.ts puts into words by their codes.',
	},
	{ file: /^src\/store\/calls\.ts$/, reason: 'Met by a defect of the code alone.' },
	{ file: /^media\/studio\/painter\/picture\.ts$/, reason: 'Met in no browser that shows the page.' },
	{ file: /^src\/store\/budget\.ts$/, text: /^Over the limit/, reason: 'budgetSentence puts it into words.' },
	{ file: /^src\/images\/stored\.ts$/, reason: 'A cause, for the log.' },
	{ file: /^src\/jobs\//, text: /^(?:sandbox|(?:not )?charged)$/, reason: 'costText puts it into words.' },
	{ file: /^src\/editor\/text\//, text: /^(?:\S+ ){8}/, reason: 'Lists of names in code.' },
	{ file: /framework\.ts$/, text: /^Create React App$/, reason: 'A name.' },
	{ file: /^src\//, text: /^(?:\*\*)?Ideogram(?: Assets)?(?:\*\*)?$/, reason: 'A name.' },
];

/** What is translated by an expression: words of operations, which are exported from their data. */
const EXPORTED_DATA = /^(?:title|allowed|wordsOf)$/;

function without(found: readonly Untranslated[]): readonly Untranslated[] {
	return found.filter(
		({ file, text }) =>
			!EXCEPTIONS.some(
				(exception) =>
					exception.file.test(file) && (exception.text === undefined || exception.text.test(text)),
			),
	);
}

describe('Texts for people', () => {
	const sources = readSources();

	it('are all translated where a person comes to read them', () => {
		assert.ok(sources.length > 200);
		assert.deepEqual(without(sources.flatMap(untranslatedIn)), []);
	});

	it('need each exception that is made', () => {
		const found = sources.flatMap(untranslatedIn);
		const needless = EXCEPTIONS.filter(
			({ file, text }) =>
				!found.some((one) => file.test(one.file) && (text === undefined || text.test(one.text))),
		);
		assert.deepEqual(needless, []);
	});

	it('are found in each place where they are shown', () => {
		const cases = [
			"vscode.window.showInformationMessage('Saved');",
			"vscode.window.showWarningMessage(saved ? t('Saved') : 'Lost');",
			"const row = { label: '$(key) Paste' };",
			"box.placeholder = 'Search';",
			"throw new Error('Nothing here');",
			'const fail = new ValidationError(`${name} is wrong`);',
			"class Own extends Error { constructor() { super('The disk is full.'); } }",
			'const page = html`<p>${count} images</p>`;',
			'const page = html`<button title="Close" @click=${close}></button>`;',
			'const page = html`<input aria-label="Name of ${what}">`;',
			"const sentence = 'There is one left.';",
			"text.appendMarkdown('**Costs**');",
			'list.title = `Images of ${name}`;',
		];
		for (const text of cases) {
			assert.equal(untranslatedIn(parseSource('case.ts', text)).length, 1, text);
		}
	});

	it('are not suspected where nobody reads them', () => {
		const cases = [
			"vscode.window.showInformationMessage(t('Saved'));",
			"const row = { label: vscode.l10n.t('$(key) Paste') };",
			"log.warn('The store could not be read.');",
			"type State = 'It is not sent yet' | 'Sent';",
			"throw new RangeError('The size must be whole numbers from 1.');",
			"db.prepare('SELECT state FROM calls WHERE id = ?');",
			'const page = html`<p class="some class" title=${title}>${t(\'Saved\')}</p>`;',
		];
		for (const text of cases) {
			assert.deepEqual(untranslatedIn(parseSource('case.ts', text)), [], text);
		}
	});

	it('can be exported: what is translated is a literal, or a word of an operation', () => {
		const found = sources.flatMap(unexportableIn);
		assert.deepEqual(
			found.filter(({ text }) => !EXPORTED_DATA.test(text)),
			[],
		);
		const odd = parseSource('case.ts', 't(a ? b : c); t(`${a} of ${b}`); t(field.title);');
		assert.deepEqual(
			unexportableIn(odd).map(({ text }) => text),
			['ConditionalExpression', 'TemplateLiteral', 'title'],
		);
	});

	it('are translated once the language is known, not while modules are read', () => {
		assert.deepEqual(sources.flatMap(tooEarlyIn), []);
		const early = parseSource('case.ts', "const name = t('Early'); const later = () => t('Later');");
		assert.deepEqual(
			tooEarlyIn(early).map(({ text }) => text),
			['Early'],
		);
	});

	it('are in l10n/bundle.l10n.json as they are in the code: `npm run l10n` writes it', () => {
		assert.equal(readText('l10n/bundle.l10n.json'), bundleText());
		for (const known of ['Close Message', 'Key saved, not checked.', 'Negative Prompt', 'Art Deco']) {
			assert.ok(sourceStrings().includes(known), known);
		}
	});
});
