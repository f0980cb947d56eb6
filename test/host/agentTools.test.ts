import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as vscode from 'vscode';
import { encodePng } from '../../src/images/png.ts';
import { setOwn } from './agentRig.ts';
import { everythingIn, extension, globalStorage, removeFolders, scratchFolder } from './support.ts';

// The extension's own key is out of reach here: its calls go to its sandbox, and what costs money is refused.
describe("The extension's tools in the editor", () => {
	let scratch: vscode.Uri;
	let folder: string;

	before(() => extension().activate());

	beforeEach(async () => {
		scratch = await scratchFolder();
		folder = vscode.workspace.asRelativePath(scratch);
		const pixels = Buffer.alloc(640 * 512 * 3, 120);
		await writeFile(path.join(scratch.fsPath, 'logo.png'), encodePng(pixels, 640, 512));
	});

	afterEach(() => removeFolders(scratch));

	async function call(name: string, input: object): Promise<string> {
		const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
		return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '?')).join('');
	}

	const rejected = (promise: Promise<unknown>): Promise<string> =>
		promise.then(
			() => assert.fail('It was taken.'),
			(error: Error) => error.message,
		);

	function ledger(): { readonly source: string; readonly operation: string; readonly sandbox: number }[] {
		const sql = new DatabaseSync(path.join(globalStorage(), 'store.sqlite'), { readOnly: true });
		try {
			return sql.prepare('SELECT source, operation, sandbox FROM calls ORDER BY number').all() as never;
		} finally {
			sql.close();
		}
	}

	it('are those that package.json has, with their schemas', () => {
		const { languageModelTools } = extension().packageJSON.contributes;
		const own = vscode.lm.tools.filter(({ name }) => name.startsWith('ideogram_'));
		assert.deepEqual(
			own.map(({ name, inputSchema }) => [name, inputSchema]).sort(),
			languageModelTools
				.map(({ name, inputSchema }: { name: string; inputSchema: unknown }) => [name, inputSchema])
				.sort(),
		);
	});

	it('send nothing without a key', async () => {
		const text = await rejected(call('ideogram_generateImage', { prompt: 'A fox', folder }));
		assert.match(text, /No Ideogram API key is stored/);
	});

	it('are held to the limit for agents', async () => {
		process.env.IDEOGRAM_API_KEY = 'of-the-environment';
		await setOwn('ideogram.budget.agentsDay', 0);
		try {
			const text = await rejected(call('ideogram_generateImage', { prompt: 'A fox', folder }));
			assert.match(text, /only \$0\.00 of the \$0\.00 that agents may spend today is left/);
		} finally {
			delete process.env.IDEOGRAM_API_KEY;
			await setOwn('ideogram.budget.agentsDay', undefined);
		}
		assert.deepEqual(ledger(), []);
	});

	describe('in the sandbox', () => {
		const use = (on: boolean) => async () => {
			void vscode.commands.executeCommand('ideogram.useSandbox', on);
			await vscode.commands.executeCommand('notifications.clearAll');
		};

		before(use(true));
		after(use(false));

		it('do their work, and are told from a person in the ledger', async () => {
			const before = ledger().length;
			const image = `${folder}/logo.png`;
			assert.match(
				await call('ideogram_generateImage', {
					prompt: 'A fox',
					folder,
					fileName: 'fox.png',
					aspectRatio: '1x1',
				}),
				/fox\.png \(1024x1024 pixels, seed \d+, opaque\)[\s\S]*Cost: sandbox, \$0\.00\. Now \$2\.00 of the \$2\.00 that agents may spend today is left\.$/,
			);
			await call('ideogram_editImage', { prompt: 'Make it blue', images: [image] });
			await call('ideogram_removeBackground', { image });
			assert.match(await call('ideogram_describeImage', { image }), /sandbox sample/);
			assert.deepEqual(await everythingIn(scratch.fsPath), [
				'fox.png',
				'logo.edited.png',
				'logo.no-background.png',
				'logo.png',
			]);
			assert.deepEqual(
				ledger()
					.slice(before)
					.map(({ source, operation, sandbox }) => [source, operation, sandbox]),
				['generate/3.0', 'instructEdit', 'removeBackground', 'describe/3.0'].map((id) => ['agent', id, 1]),
			);
		});

		it('tell the model what to correct', async () => {
			const outside = await rejected(call('ideogram_removeBackground', { image: '../secret.png' }));
			assert.match(outside, /outside of this workspace[\s\S]*correct the parameter "image"/);
			const shape = await rejected(call('ideogram_generateImage', { prompt: 'A fox', aspectRatio: '7x7' }));
			assert.match(shape, /aspectRatio|Aspect Ratio/);
		});
	});
});
