import { encodePng } from '../../src/images/png.ts';

/** A disc of one colour on a light ground. */
export function picture(width: number, height: number, colour: readonly [number, number, number]): Buffer {
	const pixels = new Uint8Array(width * height * 3);
	const radius = Math.min(width, height) * 0.35;
	for (let y = 0, at = 0; y < height; y += 1) {
		for (let x = 0; x < width; x += 1, at += 3) {
			const isInside = Math.hypot(x - width / 2, y - height / 2) < radius;
			pixels.set(isInside ? colour : [236, 240, 243], at);
		}
	}
	return encodePng(pixels, width, height, { channels: 3 });
}
