/** A decoded image: four bytes a pixel (red, green, blue, alpha; sRGB, not premultiplied), row by row from the top. */
export interface Pixels {
	readonly width: number;
	readonly height: number;
	/** Exactly width x height x 4 bytes. */
	readonly data: Uint8ClampedArray;
}

/** Whether no pixel lets anything through. */
export function isOpaque({ data }: Pixels): boolean {
	for (let at = 3; at < data.length; at += 4) {
		if (data[at] !== 255) {
			return false;
		}
	}
	return true;
}

/** The image on a white ground, opaque: for formats without transparency. */
export function onWhite({ width, height, data }: Pixels): Pixels {
	const flat = new Uint8ClampedArray(data);
	for (let at = 0; at < flat.length; at += 4) {
		const alpha = flat[at + 3] as number;
		if (alpha < 255) {
			for (let channel = at; channel < at + 3; channel += 1) {
				flat[channel] = 255 - ((255 - (flat[channel] as number)) * alpha) / 255;
			}
			flat[at + 3] = 255;
		}
	}
	return { width, height, data: flat };
}
