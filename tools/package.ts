/** Makes dist/ideogram-assets.vsix of a production build. Goes to no network. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { projectRoot } from './bundled.ts';

/**
 * README.md for those who have the extension and not its sources: without what
 * stands between the markers, such as pictures, which the editor's page of an
 * extension does not load from its folder.
 */
export function listing(readme: string): string {
	return readme.replaceAll(/^<!-- sources -->\n.*?^<!-- end of sources -->\n+/gms, '');
}

/** Packages a copy of what ships, so that the project's own README.md stays as it is. */
async function makePackage(): Promise<void> {
	const copy = mkdtempSync(path.join(tmpdir(), 'ideogram-package-'));
	try {
		for (const file of await listFiles({ cwd: projectRoot, packageManager: PackageManager.None })) {
			cpSync(path.join(projectRoot, file), path.join(copy, file));
		}
		const readme = path.join(copy, 'README.md');
		writeFileSync(readme, listing(readFileSync(readme, 'utf8')));
		await createVSIX({
			cwd: copy,
			packagePath: path.join(projectRoot, 'dist/ideogram-assets.vsix'),
			dependencies: false,
			allowMissingRepository: true,
			// What looks like one stands in code.
			rewriteRelativeLinks: false,
		});
	} finally {
		rmSync(copy, { recursive: true, force: true });
	}
}

if (import.meta.main) {
	await makePackage();
}
