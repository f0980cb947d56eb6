import { jsString } from '../snippets/modules.ts';
import { imageUrl, relativePath, servedUrl } from '../snippets/paths.ts';
import { findImages } from './findImages.ts';
import type { SourceText, TargetForm, TextEdit } from './reference.ts';
import type { ResolveOptions, TargetBase } from './resolveTarget.ts';
import { normalPath, targetBases } from './resolveTarget.ts';
import { splitUrl } from './targets.ts';

/** An image that lies elsewhere now. Absolute paths, in the form of any platform. */
export interface Move extends ResolveOptions {
	readonly from: string;
	readonly to: string;
	readonly workspaceFolder: string;
}

/**
 * The edits that let each reference to a moved image lead to its new place, in the style it was written in:
 * relative or from the root, with its query. Where the style has no way there, it becomes relative.
 */
export function retarget(document: SourceText, move: Move): readonly TextEdit[] {
	const edits = new Map<number, TextEdit>();
	const [from, to] = [normalPath(move.from), normalPath(move.to)];
	for (const reference of findImages(document)) {
		const { targetRange, targetForm, url } = reference;
		if (targetRange === undefined || targetForm === undefined || url === undefined) {
			continue;
		}
		const bases = targetBases(reference, document.path, move.workspaceFolder, move);
		const old = bases.find(({ path }) => path === from);
		if (old !== undefined) {
			const text = newTarget(url, targetForm, old, document.path, to);
			edits.set(targetRange.start, { ...targetRange, text });
		}
	}
	return [...edits.values()].sort((one, other) => one.start - other.start);
}

function newTarget(
	url: string,
	form: TargetForm,
	base: TargetBase,
	documentPath: string,
	to: string,
): string {
	const { path, suffix } = splitUrl(url);
	const isExplicit = form.isModule || path.startsWith('./');
	// Another folder that the prefix may stand for is one of another site or package.
	const hasWay = base.prefix !== undefined && isBelow(to, base.folder);
	return written(hasWay ? below(base, to, form) : relative(documentPath, to, form, isExplicit), suffix, form);
}

function isBelow(path: string, folder: string): boolean {
	return path.startsWith(folder === '/' ? '/' : `${folder}/`);
}

/** The target from the folder that its prefix stands for. */
function below({ folder, prefix = '' }: TargetBase, to: string, { isModule }: TargetForm): string {
	// Any document in the folder but a README, which no server shows.
	const documentPath = `${folder}/document`;
	const way = isModule
		? relativePath(documentPath, to)
		: servedUrl({ documentPath, imagePath: to, publicFolder: folder })?.slice(1);
	return `${prefix}${way ?? ''}`;
}

function relative(documentPath: string, to: string, { isModule }: TargetForm, isExplicit: boolean): string {
	const way = isModule
		? (relativePath(documentPath, to) ?? to)
		: imageUrl({ documentPath, imagePath: to, style: 'relative' });
	// A folder called '@' is none of those that an alias stands for.
	const needsDot = isExplicit || /^[@~]/.test(way);
	return needsDot && !way.startsWith('../') ? `./${way}` : way;
}

/** A target without query is safe in any language; a module's name and a query are escaped for theirs. */
function written(target: string, suffix: string, { syntax, quote, isModule }: TargetForm): string {
	if (isModule) {
		const literal = jsString(target + suffix).slice(1, -1);
		return quote === '"' ? literal : escapeQuote(literal.replaceAll('\\"', '"'), quote);
	}
	const safe = suffix.replace(/[\s"'<>()\\`{}]/g, (character) => {
		return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
	});
	if (syntax === 'markup') {
		return target + safe.replaceAll('&', '&amp;');
	}
	return target + (syntax === 'markdown' ? safe.replace(/&(?=#?[A-Za-z0-9]+;)/g, '&amp;') : safe);
}

function escapeQuote(literal: string, quote: TargetForm['quote']): string {
	return quote === '' ? literal : literal.replaceAll(quote, `\\${quote}`);
}
