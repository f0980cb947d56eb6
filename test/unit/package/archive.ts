import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
const STORED = 0;

/** The files in a zip archive, by name. */
export function readArchive(file: string): Map<string, Buffer> {
	const bytes = readFileSync(file);
	const end = bytes.lastIndexOf(Buffer.from(new Uint32Array([END_OF_DIRECTORY]).buffer));
	const files = new Map<string, Buffer>();
	let at = bytes.readUInt32LE(end + 16);
	for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
		if (bytes.readUInt32LE(at) !== ENTRY) {
			throw new Error(`${file} is not a sound archive.`);
		}
		const nameLength = bytes.readUInt16LE(at + 28);
		files.set(bytes.toString('utf8', at + 46, at + 46 + nameLength), contentOf(bytes, at));
		at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
	}
	return files;
}

/** What the entry of the directory at this place stands for. */
function contentOf(bytes: Buffer, entry: number): Buffer {
	const at = bytes.readUInt32LE(entry + 42);
	const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
	const packed = bytes.subarray(start, start + bytes.readUInt32LE(entry + 20));
	return bytes.readUInt16LE(entry + 10) === STORED ? packed : inflateRawSync(packed);
}
