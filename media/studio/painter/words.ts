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

/** How much of the image will change. Never rounded to nothing, nor to all. */
export function shareText(
	format: Pick<Format, 'number'>,
	{ width, height, count }: Pick<Mask, 'width' | 'height' | 'count'>,
): string {
	const percent = (count / (width * height)) * 100;
	if (count === 0) {
		return t('Nothing will change');
	}
	if (percent < 1) {
		return t('Less than {0}% will change', format.number(1));
	}
	if (percent === 100) {
		return t('Everything will change');
	}
	return t('{0}% will change', format.number(Math.min(99, Math.round(percent))));
}

/** Columns and rows as other image editors count them. */
export function placeText(format: Pick<Format, 'number'>, { x, y }: Pixel): string {
	return t('{0}, {1}', format.number(x), format.number(y));
}
