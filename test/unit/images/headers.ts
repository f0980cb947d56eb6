import { crc32 } from 'node:zlib';

/** Image files that have the headers they need and nothing to look at. */
export function png(
	width: number,
	height: number,
	colourType: number,
	depth: number,
	chunks: readonly Buffer[],
): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header[8] = depth;
	header[9] = colourType;
	const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
	return Buffer.concat([signature, chunk('IHDR', header), ...chunks, chunk('IEND', Buffer.alloc(0))]);
}

export function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}

export function jpeg(options: {
	width: number;
	height: number;
	frame: number;
	exif: { orientation: number; little: boolean } | null;
	fill: number;
}): Buffer {
	const frame = Buffer.from([8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
	frame.writeUInt16BE(options.height, 1);
	frame.writeUInt16BE(options.width, 3);
	const { exif } = options;
	return Buffer.concat([
		Buffer.from([0xff, 0xd8]),
		...(exif
			? [segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff(exif.orientation, exif.little)]))]
			: []),
		Buffer.alloc(options.fill, 0xff),
		segment(options.frame, frame),
		segment(0xc4, Buffer.alloc(20)),
		segment(0xda, Buffer.alloc(10)),
		Buffer.from([0x12, 0x34, 0xff, 0xd9]),
	]);
}

export function segment(marker: number, data: Buffer): Buffer {
	const head = Buffer.from([0xff, marker, 0, 0]);
	head.writeUInt16BE(data.length + 2, 2);
	return Buffer.concat([head, data]);
}

/** A TIFF directory in which the orientation is the second of two entries. */
export function tiff(orientation: number, little: boolean): Buffer {
	const bytes = Buffer.alloc(8 + 2 + 24 + 4);
	const u16 = (value: number, at: number) =>
		little ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at);
	const u32 = (value: number, at: number) =>
		little ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at);
	bytes.write(little ? 'II' : 'MM', 0, 'latin1');
	u16(42, 2);
	u32(8, 4);
	u16(2, 8);
	u16(0x0100, 10);
	u16(4, 12);
	u32(1, 14);
	u16(0x0112, 22);
	u16(3, 24);
	u32(1, 26);
	u16(orientation, 30);
	return bytes;
}

export function webp(...chunks: readonly (readonly [string, Buffer])[]): Buffer {
	const body = Buffer.concat([
		Buffer.from('WEBP'),
		...chunks.flatMap(([type, data]) => [
			Buffer.from(type),
			uint32(data.length).reverse(),
			data,
			Buffer.alloc(data.length % 2),
		]),
	]);
	return Buffer.concat([Buffer.from('RIFF'), uint32(body.length).reverse(), body]);
}
