import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The beginning of an 8-bit RGB PNG: signature and header, claiming `width` x `height` pixels. */
export function pngHeader(width: number, height: number): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header[8] = 8;
	header[9] = 2;
	return Buffer.concat([SIGNATURE, chunk('IHDR', header)]);
}

/** An 8-bit RGB PNG of `rgb`, three bytes a pixel, row by row from the top. */
export function encodePng(rgb: Uint8Array, width: number, height: number): Buffer {
	return Buffer.concat([
		pngHeader(width, height),
		chunk('IDAT', deflateSync(filtered(rgb, width, height), { level: 4 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** Every row as its difference to the row above (filter type 2), which suits gradients. */
function filtered(rgb: Uint8Array, width: number, height: number): Uint8Array {
	const stride = width * 3;
	const rows = new Uint8Array((stride + 1) * height);
	for (let y = 0, from = 0, to = 0; y < height; y += 1) {
		rows[to] = 2;
		to += 1;
		for (let x = 0; x < stride; x += 1, from += 1, to += 1) {
			rows[to] = (rgb[from] as number) - (y > 0 ? (rgb[from - stride] as number) : 0);
		}
	}
	return rows;
}

function chunk(type: string, data: Uint8Array): Buffer {
	const bytes = Buffer.alloc(12 + data.length);
	bytes.writeUInt32BE(data.length, 0);
	bytes.write(type, 4, 'latin1');
	bytes.set(data, 8);
	bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
	return bytes;
}
