import path from 'node:path';
import * as vscode from 'vscode';

const FILE_NAME = `\${fileName}`;

/**
 * Where Markdown's own setting `markdown.copyFiles.destination` puts a new file
 * of this name for this document; undefined where it says nothing about it.
 * Globs and variables as VS Code's Markdown extension documents them. Of its
 * `markdown.copyFiles.overwriteBehavior` the default, `nameIncrementally`, is
 * what holds here: no file is ever overwritten, so `overwrite` counts as that.
 */
export function copyFilesDestination(
	document: vscode.TextDocument,
	workspaceFolder: vscode.WorkspaceFolder,
	fileName: string,
): vscode.Uri | undefined {
	if (document.languageId !== 'markdown') {
		return undefined;
	}
	const destinations = vscode.workspace
		.getConfiguration('markdown', document)
		.get<Record<string, string>>('copyFiles.destination', {});
	for (const [glob, destination] of Object.entries(destinations)) {
		if (typeof destination === 'string' && matches(glob, document, workspaceFolder)) {
			return resolve(destination, document.uri, workspaceFolder, fileName);
		}
	}
	return undefined;
}

// A glob that is not anchored means any folder.
function matches(
	glob: string,
	document: vscode.TextDocument,
	workspaceFolder: vscode.WorkspaceFolder,
): boolean {
	const pattern = glob.startsWith('/')
		? new vscode.RelativePattern(workspaceFolder, glob.slice(1))
		: glob.startsWith('**')
			? glob
			: `**/${glob}`;
	return vscode.languages.match({ pattern }, document) > 0;
}

function resolve(
	setting: string,
	document: vscode.Uri,
	workspaceFolder: vscode.WorkspaceFolder,
	fileName: string,
): vscode.Uri {
	const folder = path.posix.dirname(document.path);
	const documentName = path.posix.parse(document.path);
	const variables: Readonly<Record<string, string>> = {
		documentFileName: documentName.base,
		documentBaseName: documentName.name,
		documentExtName: documentName.ext.slice(1),
		documentFilePath: document.path,
		documentRelativeFilePath: path.posix.relative(workspaceFolder.uri.path, document.path),
		documentDirName: folder,
		documentRelativeDirName: path.posix.relative(workspaceFolder.uri.path, folder),
		documentWorkspaceFolder: workspaceFolder.uri.path,
		fileName,
		fileExtName: path.posix.extname(fileName).slice(1),
		unixTime: String(Date.now()),
		isoTime: new Date().toISOString().replaceAll(':', '-'),
	};
	let destination = setting.trim() || FILE_NAME;
	if (destination.startsWith('/')) {
		destination = `\${documentWorkspaceFolder}${destination}`;
	}
	if (destination.endsWith('/')) {
		destination += FILE_NAME;
	}
	const expanded = destination.replaceAll(
		/(\\\$)|\$\{(\w+)(?:\/((?:\\\/|[^}/])+)\/((?:\\\/|[^}/])*)\/?)?\}/g,
		(whole: string, dollar?: string, name = '', pattern?: string, replacement?: string) => {
			const value = variables[name];
			return dollar ? '$' : value === undefined ? whole : transform(value, pattern, replacement);
		},
	);
	return expanded.startsWith('/')
		? document.with({ path: path.posix.normalize(expanded) })
		: vscode.Uri.joinPath(document, '..', expanded);
}

function transform(value: string, pattern: string | undefined, replacement: string | undefined): string {
	if (pattern === undefined) {
		return value;
	}
	try {
		return value.replace(new RegExp(slashes(pattern)), slashes(replacement ?? ''));
	} catch {
		return value; // Not a regular expression: the Markdown extension ignores it too.
	}
}

// A slash inside a pattern is written with a backslash.
const slashes = (text: string): string => text.replaceAll('\\/', '/');
