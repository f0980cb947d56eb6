import { t } from '@vscode/l10n';

/** The numbers of `16x9`, `ASPECT_16_9`, `RESOLUTION_512_1536`: a ratio below 100, else pixels. */
export function shapeOf(value: string): readonly [number, number] | undefined {
	const match = /^(?:[A-Z]+_)?(\d+)[x_](\d+)$/.exec(value);
	return match ? [Number(match[1]), Number(match[2])] : undefined;
}

/** A value of a choice for a person: `16x9` is "16:9", `DEFAULT` is "Default". */
export function choiceName(value: string): string {
	const shape = shapeOf(value);
	return shape ? shape.join(Math.max(...shape) < 100 ? ':' : ' × ') : t(wordsOf(value));
}

/** `V_2A_TURBO` is "2a Turbo", `COLORING_BOOK_II` is "Coloring Book II". */
function wordsOf(value: string): string {
	if (value === 'CHILDRENS_BOOK') {
		return "Children's Book";
	}
	const model = /^V_(\d)(A?)(_TURBO)?$/.exec(value);
	if (model) {
		const [, number, letter, turbo] = model;
		return `${number}${letter ? 'a' : '.0'}${turbo ? ' Turbo' : ''}`;
	}
	return value
		.split('_')
		.map((word) => (/^\d0S$/.test(word) ? word.toLowerCase() : capitalised(word)))
		.join(' ');
}

/** `II`, `X2`, `C4D` and `3D` stay. */
const capitalised = (word: string): string =>
	/\d|^I+$/.test(word) ? word : word.charAt(0) + word.slice(1).toLowerCase();
