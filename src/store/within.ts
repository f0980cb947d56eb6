import path from 'node:path';

/** Whether a path is a folder's own or leads into it, by its words alone. Both absolute, of one platform's form. */
export function isWithin(folder: string, inner: string, paths: path.PlatformPath = path): boolean {
	const relative = paths.relative(folder, inner);
	return (
		relative === '' ||
		(relative !== '..' && !relative.startsWith(`..${paths.sep}`) && !paths.isAbsolute(relative))
	);
}
