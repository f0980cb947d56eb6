/**
 * The entries of the setting that name folders inside a project, in one form: slashes, no `./`. An entry that
 * is no text, is absolute, or leads out of the project says nothing about where images are served from.
 */
export function validPublicFolders(setting: unknown): string[] {
	return Array.isArray(setting) ? setting.flatMap((entry) => validFolder(entry) ?? []) : [];
}

function validFolder(entry: unknown): string | undefined {
	if (typeof entry !== 'string') {
		return undefined;
	}
	const slashed = entry.trim().replaceAll('\\', '/');
	const steps = slashed.split('/').filter((step) => step !== '' && step !== '.');
	const isAbsolute = slashed.startsWith('/') || /^[A-Za-z]:/.test(steps[0] ?? '');
	const isInside = !isAbsolute && !steps.includes('..') && !slashed.includes('\0');
	return isInside && steps.length > 0 ? steps.join('/') : undefined;
}
