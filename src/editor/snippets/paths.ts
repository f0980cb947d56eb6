import { posix } from 'node:path';

/**
 * A path as the editor's URIs write it: slashes, and a drive as `/c:/`. Only a path that begins with a drive
 * or as a network share is taken for a Windows path: elsewhere a backslash is an ordinary character.
 */
export function toPosix(path: string): string {
	const slashed = isWindows(path) ? path.replaceAll('\\', '/') : path;
	return slashed.replace(/^\/?([A-Za-z]):\//, (_, drive: string) => `/${drive.toLowerCase()}:/`);
}

/**
 * The path from a document's folder to an image, with slashes, not encoded and without a leading `./`;
 * `undefined` where there is no way from one to the other (two Windows drives). Both paths are absolute.
 */
export function relativePath(documentPath: string, imagePath: string): string | undefined {
	return wayFrom(documentPath, imagePath)?.join('/');
}

/**
 * The address of an image as a document writes it: from the root of the site if the image lies in the public
 * folder, else relative to the document, without a leading `./`. Percent-encoded so that it stands for
 * exactly that path and is safe in Markdown, HTML, JSX and CSS without further escaping; a lone surrogate,
 * which no address can hold, becomes U+FFFD. All paths are absolute, in the form of any platform.
 *
 * @param style 'relative' never writes an address from the root
 */
export function imageUrl(request: {
	readonly documentPath: string;
	readonly imagePath: string;
	readonly publicFolder?: string | undefined;
	readonly style: 'auto' | 'relative';
}): string {
	const { documentPath, imagePath, style } = request;
	const served = style === 'relative' ? undefined : servedUrl(request);
	if (served !== undefined) {
		return served;
	}
	const way = wayFrom(documentPath, imagePath);
	return way === undefined ? fileUrl(imagePath) : encodeSegments(way);
}

/**
 * The address from the root of the site, such as `/img/x.png`; `undefined` if the image is not in the public
 * folder, or the document is one that a repository shows and no server.
 */
export function servedUrl(request: {
	readonly documentPath: string;
	readonly imagePath: string;
	readonly publicFolder?: string | undefined;
}): string | undefined {
	const { documentPath, imagePath, publicFolder } = request;
	if (publicFolder === undefined || isRepositoryDocument(documentPath)) {
		return undefined;
	}
	const image = segments(imagePath);
	const depth = segments(publicFolder).length;
	return isWithin(imagePath, publicFolder) && image.length > depth
		? `/${encodeSegments(image.slice(depth))}`
		: undefined;
}

/**
 * The folder around the image whose content is served from the root of the site; the innermost, if there are
 * several. In the form of its project's path.
 *
 * @param projects folders that a site begins in
 * @param names public folders, relative to each of them, with slashes
 */
export function findPublicFolder(request: {
	readonly imagePath: string;
	readonly projects: readonly string[];
	readonly names: readonly string[];
}): string | undefined {
	const { imagePath, projects, names } = request;
	return projects
		.flatMap((project) => names.map((name) => `${project.replace(/\/$/, '')}/${name}`))
		.filter((folder) => isWithin(imagePath, folder) && !isWithin(folder, imagePath))
		.sort((one, other) => segments(other).length - segments(one).length)[0];
}

/** Whether a repository's own pages show this document: there, the root of the site is not the project's. */
export function isRepositoryDocument(path: string): boolean {
	const all = segments(path);
	return all.slice(0, -1).includes('.github') || REPOSITORY_DOCUMENT.test(all.at(-1) ?? '');
}

/** Also in translation: `README.zh-CN.md`. */
const REPOSITORY_DOCUMENT =
	/^(?:readme(?:[._-][a-z-]+)?|changelog|contributing|code_of_conduct|security|license)\.md$/i;

function isWindows(path: string): boolean {
	return /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('\\\\');
}

/** The segments from the document's folder to the image; `undefined` between two drives. */
function wayFrom(documentPath: string, imagePath: string): readonly string[] | undefined {
	const from = segments(documentPath).slice(0, -1);
	const to = segments(imagePath);
	const same = comparison(documentPath);
	const atRoot = !same(from[0] ?? '', to[0] ?? '');
	if (atRoot && (isOnDriveOrShare(documentPath) || isOnDriveOrShare(imagePath))) {
		return undefined;
	}
	let shared = 0;
	while (shared < from.length && shared < to.length - 1 && same(from[shared] ?? '', to[shared] ?? '')) {
		shared++;
	}
	return [...from.slice(shared).map(() => '..'), ...to.slice(shared)];
}

function segments(path: string): readonly string[] {
	return posix
		.normalize(toPosix(path))
		.split('/')
		.filter((segment) => segment !== '' && segment !== '.');
}

function isWithin(path: string, folder: string): boolean {
	const inner = segments(path);
	const outer = segments(folder);
	const same = comparison(folder);
	return outer.length <= inner.length && outer.every((segment, index) => same(segment, inner[index] ?? ''));
}

function comparison(path: string): (one: string, other: string) => boolean {
	// The editor and the file system may disagree about the case of a Windows path.
	return isOnDriveOrShare(path)
		? (one, other) => one.toLowerCase() === other.toLowerCase()
		: (one, other) => one === other;
}

function isOnDriveOrShare(path: string): boolean {
	return /^\/(?:[a-z]:)?\//.test(toPosix(path));
}

function fileUrl(path: string): string {
	const [root = '', ...rest] = segments(path);
	const isDrive = /^[a-z]:$/.test(root);
	return `file://${isDrive ? `/${root}` : encodeSegments([root])}/${encodeSegments(rest)}`;
}

function encodeSegments(all: readonly string[]): string {
	return all.map(encodeSegment).join('/');
}

/**
 * Stricter than `encodeURIComponent`, which leaves quotes and parentheses alone, and kinder: letters of all
 * scripts stay readable.
 */
function encodeSegment(segment: string): string {
	return segment.replace(
		/[^A-Za-z0-9\-._~@+\p{L}\p{M}\p{N}]|\p{Default_Ignorable_Code_Point}/gu,
		(character) => {
			const bytes = Array.from(Buffer.from(character, 'utf8'));
			return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
		},
	);
}
