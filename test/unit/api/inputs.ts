import type { Field, ImageFile } from '../../../src/api/field.ts';
import type { AnyOperation } from '../../../src/api/operation.ts';
import { encodePng } from '../../../src/images/png.ts';

/** The smallest PNG there is. */
export const tinyPng: ImageFile = {
	name: 'tiny.png',
	bytes: Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
		'base64',
	),
};

const WIDTH = 96;
const HEIGHT = 64;

function painted(
	name: string,
	colour: (x: number, y: number) => readonly [number, number, number],
): ImageFile {
	const samples = Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, at) => {
		const pixel = Math.floor(at / 3);
		return colour(pixel % WIDTH, Math.floor(pixel / WIDTH))[at % 3] ?? 0;
	});
	return { name, bytes: encodePng(samples, WIDTH, HEIGHT) };
}

/** A red square on a light ground. */
export const smallImage = painted('square.png', (x, y) =>
	x > 30 && x < 66 && y > 14 && y < 50 ? [200, 40, 30] : [240, 240, 235],
);

/** Its middle will change. */
export const smallMask = painted('mask.png', (x) => (x > 40 && x < 56 ? [0, 0, 0] : [255, 255, 255]));

function valueFor(field: Field): unknown {
	switch (field.kind) {
		case 'text':
			return 'a red fox';
		case 'image':
			return field.mask ? smallMask : smallImage;
		case 'choice':
			return field.default ?? field.values[0];
		default:
			return undefined;
	}
}

/** The least input that an operation takes. */
export function inputFor(operation: AnyOperation): Readonly<Record<string, unknown>> {
	const required = Object.entries(operation.fields)
		.filter(([, field]) => field.required)
		.map(([name, field]) => [name, valueFor(field)]);
	// What only a rule between fields asks for.
	const extra = {
		'generate/4.0': { prompt: 'a red fox' },
		instructEdit: { images: [smallImage] },
	}[operation.id];
	return { ...Object.fromEntries(required), ...extra };
}
