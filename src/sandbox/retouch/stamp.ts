import type { Pixels } from '../../images/pixels.ts';
import { eachDot, GLYPH_ADVANCE, GLYPH_HEIGHT } from '../font.ts';
import { type Region, roomFor } from './region.ts';

/** Around the letters, in the letters' own pixels. */
const MARGIN = 3;

/**
 * Marks an image, in place, as the sandbox's: a small plate with the word and
 * the seed wholly inside the region, the word alone where there is little room,
 * nothing where there is none.
 */
export function stamp({ width, height, data }: Pixels, region: Region, seed: number): void {
	const largest = Math.max(1, Math.floor(Math.min(width / 220, Math.min(width, height) / 200)));
	for (const text of [`SANDBOX ${seed}`, 'SANDBOX']) {
		for (let scale = largest; scale >= 1; scale -= 1) {
			const across = (text.length * GLYPH_ADVANCE - 1 + 2 * MARGIN) * scale;
			const down = (GLYPH_HEIGHT + 2 * MARGIN) * scale;
			const room = across <= width && down <= height ? roomFor(region, across, down) : undefined;
			if (room) {
				plate(room.left, room.top, across, down);
				eachDot(text, (x, y) => {
					dot(room.left + (MARGIN + x) * scale, room.top + (MARGIN + y) * scale, scale);
				});
				return;
			}
		}
	}

	function plate(left: number, top: number, across: number, down: number): void {
		for (let y = top; y < top + down; y += 1) {
			for (let at = (y * width + left) * 4, end = at + across * 4; at < end; at += 4) {
				for (let channel = at; channel < at + 3; channel += 1) {
					data[channel] = (data[channel] as number) * 0.3;
				}
				data[at + 3] = 255;
			}
		}
	}

	function dot(left: number, top: number, size: number): void {
		for (let y = top; y < top + size; y += 1) {
			data.fill(240, (y * width + left) * 4, (y * width + left + size) * 4);
			for (let x = left; x < left + size; x += 1) {
				data[(y * width + x) * 4 + 3] = 255;
			}
		}
	}
}
