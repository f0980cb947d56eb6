import { writeKept } from '../../media/studio/painter/keeping.ts';
import { createMask } from '../../media/studio/painter/mask.ts';
import { paintRectangle } from '../../media/studio/painter/shapes.ts';
import { encodePng } from '../../src/images/png.ts';
import { draw } from '../unit/images/samples.ts';

/** A small picture in the shape of that entry's; some have holes to see through. */
export function samplePicture(index: number): Buffer {
	const [width, height] = [
		[256, 256],
		[256, 144],
		[170, 256],
		[256, 256],
	][index % 4] as [number, number];
	const hue = index * 47;
	const hasHoles = index % 6 >= 4;
	const { data } = draw(width, height, (x, y) => {
		const distance = Math.hypot(x - width / 2, y - height / 2);
		const wave = Math.sin(distance / 9 + index) * 30;
		const colour = [0, 120, 240].map((turn) =>
			Math.max(
				0,
				Math.min(255, 140 + wave + 90 * Math.cos(((hue + turn + (x / width) * 60) * Math.PI) / 180) - y / 4),
			),
		) as [number, number, number];
		return [...colour, hasHoles && distance > Math.min(width, height) * 0.42 ? 0 : 255];
	});
	return encodePng(data, width, height, { channels: 4 });
}

/** Of the picture that forms of the rig are given. */
export const PICTURE = { width: 256, height: 144 };

/** A mask of its upper left quarter, as the painter writes it. */
export function keptMask(): Uint8Array<ArrayBuffer> {
	const mask = createMask(PICTURE.width, PICTURE.height);
	paintRectangle(mask, { left: 0, top: 0, right: PICTURE.width / 2, bottom: PICTURE.height / 2 }, true);
	return new TextEncoder().encode(writeKept({ mask, tool: 'brush', size: 16 }));
}
