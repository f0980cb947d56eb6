import * as vscode from 'vscode';
import { DOCUMENTS } from '../documentFilters.ts';
import { imagesIn, rangeIn } from '../documents.ts';
import { resourceSetting } from '../settings.ts';
import { lacksAlt } from '../text/altEdit.ts';

const PAUSE_MS = 500;

/** Marks images without alt text, wherever the person has asked for that. */
export function startAltDiagnostics(subscriptions: vscode.Disposable[]): void {
	const collection = vscode.languages.createDiagnosticCollection('ideogram');
	const timers = new Map<string, NodeJS.Timeout>();
	const check = (document: vscode.TextDocument) => {
		const wanted =
			vscode.languages.match(DOCUMENTS, document) > 0 && resourceSetting('altText.diagnostics', document.uri);
		collection.set(document.uri, wanted ? diagnosticsOf(document) : undefined);
	};
	const checkLater = (document: vscode.TextDocument) => {
		const key = document.uri.toString();
		clearTimeout(timers.get(key));
		timers.set(
			key,
			setTimeout(() => {
				timers.delete(key);
				if (!document.isClosed) {
					check(document);
				}
			}, PAUSE_MS),
		);
	};
	const checkAll = () => {
		for (const document of vscode.workspace.textDocuments) {
			check(document);
		}
	};
	checkAll();
	subscriptions.push(
		collection,
		vscode.workspace.onDidOpenTextDocument(check),
		vscode.workspace.onDidChangeTextDocument(({ document }) => checkLater(document)),
		vscode.workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
		vscode.workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration('ideogram.altText')) {
				checkAll();
			}
		}),
		{ dispose: () => timers.forEach((timer) => void clearTimeout(timer)) },
	);
}

function diagnosticsOf(document: vscode.TextDocument): vscode.Diagnostic[] {
	return imagesIn(document)
		.filter(lacksAlt)
		.map(({ range, alt }) => {
			const diagnostic = new vscode.Diagnostic(
				rangeIn(document, range),
				alt?.state === 'empty'
					? vscode.l10n.t('This image has an empty alt text.')
					: vscode.l10n.t('This image has no alt text.'),
				vscode.DiagnosticSeverity.Information,
			);
			diagnostic.source = 'Ideogram';
			return diagnostic;
		});
}
