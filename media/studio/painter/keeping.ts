import {
	differences,
	fromBase64,
	pack,
	toBase64,
	undifferenced,
	unpack,
} from '../../../src/studio/maskPacking.ts';
import { SIZES, TOOLS, type Tool } from './brushwork.ts';
import { assign, createMask, type Mask } from './mask.ts';

/** What of a painter survives a reload. */
export interface Kept {
	readonly mask: Mask;
	readonly tool: Tool;
	readonly size: number;
}

/**
 * As one text: of a few outlines some kilobytes; of noise, which packs badly, a little more than four thirds
 * of a bit a pixel.
 */
export function writeKept({ mask, tool, size }: Kept): string {
	const packed = toBase64(pack(differences(mask.bits, mask.stride)));
	return ['1', mask.width, mask.height, tool, size, packed].join(',');
}

/** Undefined where it is not such a text, or of an image of another size. */
export function readKept(text: string, width: number, height: number): Kept | undefined {
	const [version, itsWidth, itsHeight, toolName, sizeText, base64] = text.split(',');
	const tool = TOOLS.find((name) => name === toolName);
	const size = SIZES.find((pixels) => String(pixels) === sizeText);
	const isOfImage = itsWidth === String(width) && itsHeight === String(height);
	const packed = version === '1' && isOfImage ? fromBase64(base64 ?? '') : undefined;
	const mask = createMask(width, height);
	const rows = packed && unpack(packed, mask.bits.length);
	if (!rows || !tool || !size) {
		return undefined;
	}
	assign(mask, undifferenced(rows, mask.stride));
	return { mask, tool, size };
}
