import { t } from '@vscode/l10n';
import type { Format } from '../format.ts';
import type { Tool } from './brushwork.ts';
import type { Mask } from './mask.ts';
import type { Pixel } from './shapes.ts';

export function toolName(tool: Tool): string {
	return { brush: t('Brush'), eraser: t('Eraser'), rectangle: t('Rectangle') }[tool];
}

export function sizeText(format: Pick<Format, 'number'>, size: number): string {
	return t('{0} px', format.number(size));
}

/** What is painted means. */
export type Marks = 'changed' | 'removed' | 'character';

/** How much of the image is painted. Never rounded to nothing, nor to all. */
export function shareText(
	format: Pick<Format, 'number'>,
	{ width, height, count }: Pick<Mask, 'width' | 'height' | 'count'>,
	marks: Marks = 'changed',
): string {
	const percent = (count / (width * height)) * 100;
	if (count === 0) {
		return {
			changed: t('Nothing will change'),
			removed: t('Nothing will be removed'),
			character: t('Nothing is painted'),
		}[marks];
	}
	if (percent === 100) {
		return {
			changed: t('Everything will change'),
			removed: t('Everything will be removed'),
			character: t('All of it is the character'),
		}[marks];
	}
	const share =
		percent < 1
			? t('Less than {0}%', format.number(1))
			: t('{0}%', format.number(Math.min(99, Math.round(percent))));
	return {
		changed: t('{0} will change', share),
		removed: t('{0} will be removed', share),
		character: t('{0} is the character', share),
	}[marks];
}

/** What a pixel is of that the cursor stands on. */
export function pixelText(place: string, isPainted: boolean, marks: Marks): string {
	switch (marks) {
		case 'character':
			return isPainted ? t('{0}, the character', place) : t('{0}, not the character', place);
		case 'removed':
			return isPainted ? t('{0}, will be removed', place) : t('{0}, stays', place);
		case 'changed':
			return isPainted ? t('{0}, will change', place) : t('{0}, stays', place);
	}
}

/** What stands beside a sample of the marks. */
export function legendText(marks: Marks): string {
	return {
		changed: t('This will change'),
		removed: t('This will be removed'),
		character: t('This is the character'),
	}[marks];
}

/** Columns and rows as other image editors count them. */
export function placeText(format: Pick<Format, 'number'>, { x, y }: Pixel): string {
	return t('{0}, {1}', format.number(x), format.number(y));
}
