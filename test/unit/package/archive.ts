import { readFileSync } from 'node:fs';

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;

/** The names of the files in a zip archive, sorted. */
export function filesInArchive(file: string): string[] {
	const bytes = readFileSync(file);
	const end = bytes.lastIndexOf(Buffer.from(new Uint32Array([END_OF_DIRECTORY]).buffer));
	const names: string[] = [];
	let at = bytes.readUInt32LE(end + 16);
	for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
		if (bytes.readUInt32LE(at) !== ENTRY) {
			throw new Error(`${file} is not a sound archive.`);
		}
		const length = bytes.readUInt16LE(at + 28);
		names.push(bytes.toString('utf8', at + 46, at + 46 + length));
		at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
	}
	return names.sort();
}
