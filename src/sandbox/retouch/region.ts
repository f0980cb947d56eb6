import type { Pixels } from '../../images/pixels.ts';

/** Which pixels of an image are meant: 1 for those, 0 for the others. */
export interface Region {
	readonly width: number;
	readonly height: number;
	readonly inside: Uint8Array;
}

type Box = readonly [left: number, top: number, width: number, height: number];

/** Where a mask asks for change, in the wire's sense: `changes` is the colour that does, and grey belongs to the nearer one. */
export function maskedRegion({ width, height, data }: Pixels, changes: 'black' | 'white'): Region {
	const inside = new Uint8Array(width * height);
	const black = changes === 'black' ? 1 : 0;
	for (let pixel = 0, at = 0; pixel < inside.length; pixel += 1, at += 4) {
		// What is transparent is seen on white.
		const solid =
			0.299 * (data[at] as number) + 0.587 * (data[at + 1] as number) + 0.114 * (data[at + 2] as number);
		const seen = 255 - ((255 - solid) * (data[at + 3] as number)) / 255;
		inside[pixel] = Math.round(seen) < 128 ? black : 1 - black;
	}
	return { width, height, inside };
}

/** All pixels within the boxes. */
export function boxedRegion(width: number, height: number, boxes: readonly Box[]): Region {
	const inside = new Uint8Array(width * height);
	for (const [left, top, across, down] of boxes) {
		for (let y = top; y < top + down; y += 1) {
			inside.fill(1, y * width + left, y * width + left + across);
		}
	}
	return { width, height, inside };
}

/** All pixels outside a box. */
export function outsideOf(width: number, height: number, box: Box): Region {
	const region = boxedRegion(width, height, [box]);
	region.inside.forEach((is, pixel) => {
		region.inside[pixel] = 1 - is;
	});
	return region;
}

/** A place for a rectangle wholly inside the region, as low and as near the middle as there is. */
export function roomFor(
	{ width, height, inside }: Region,
	across: number,
	down: number,
): { readonly left: number; readonly top: number } | undefined {
	// How many pixels of the region lie below each other from here on.
	const deep = new Uint32Array(width);
	for (let y = height - 1; y >= 0; y -= 1) {
		let run = 0;
		let best: number | undefined;
		for (let x = 0; x < width; x += 1) {
			deep[x] = inside[y * width + x] ? (deep[x] as number) + 1 : 0;
			run = (deep[x] as number) >= down ? run + 1 : 0;
			const left = x - across + 1;
			if (run >= across && (best === undefined || offCentre(left) < offCentre(best))) {
				best = left;
			}
		}
		if (best !== undefined) {
			return { left: best, top: y };
		}
	}
	return undefined;

	function offCentre(left: number): number {
		return Math.abs(left + across / 2 - width / 2);
	}
}
