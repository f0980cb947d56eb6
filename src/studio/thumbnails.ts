import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { logLine } from '../api/logLine.ts';
import type { Codec } from '../images/codec.ts';
import { CodecError } from '../images/errors.ts';
import { isFile, writeWhole } from './files.ts';

/** A saved image: where it is, and what its bytes are known by (hexadecimal hash, or else its name). */
export interface ThumbnailSource {
	readonly path: string;
	readonly version: string;
}

/** Small pictures of saved images, made once each and kept in a folder; the store removes them with their image. */
export interface Thumbnails {
	/** The file of the thumbnail; undefined where the image is damaged or gone. Never rejects. */
	of(source: ThumbnailSource): Promise<string | undefined>;
}

const LONGEST_SIDE = 256;
const QUALITY = 75;
const AT_ONCE = 2;

interface Wanted {
	/** When it was asked for, counted. */
	readonly turn: number;
	readonly source: ThumbnailSource;
	readonly file: string;
	readonly resolve: (file: string | undefined) => void;
}

/** `folder`: where to keep them. What was asked for last is made first: that is what a person looks at. */
export function createThumbnails(options: {
	readonly folder: string;
	readonly codec: () => Promise<Codec>;
	readonly log: (message: string) => void;
}): Thumbnails {
	const { folder, codec, log } = options;
	const waiting: Wanted[] = [];
	const underWay = new Map<string, Promise<string | undefined>>();
	// Tried once in each window: a list that is scrolled to and fro must not read a broken file again and again.
	const broken = new Set<string>();
	let busy = 0;
	let turns = 0;

	const work = () => {
		while (busy < AT_ONCE) {
			const next = waiting.pop();
			if (!next) {
				return;
			}
			busy += 1;
			void produce(next)
				.then(next.resolve)
				.finally(() => {
					busy -= 1;
					work();
				});
		}
	};
	const produce = async ({ source, file }: Wanted): Promise<string | undefined> => {
		try {
			const bytes = await readFile(source.path);
			await writeWhole(file, await (await codec()).thumbnail(bytes, LONGEST_SIDE, QUALITY));
			return file;
		} catch (error) {
			// A codec that failed says nothing about the image.
			if (!(error instanceof CodecError)) {
				broken.add(source.version);
			}
			log(`thumbnail: ${logLine(error)}`);
			return undefined;
		}
	};
	const find = async (source: ThumbnailSource): Promise<string | undefined> => {
		const file = path.join(folder, nameOf(source.version));
		turns += 1;
		const turn = turns;
		if (await isFile(file)) {
			return file;
		}
		if (broken.has(source.version)) {
			return undefined;
		}
		return new Promise((resolve) => {
			waiting.push({ turn, source, file, resolve });
			waiting.sort((one, other) => one.turn - other.turn);
			work();
		});
	};

	return {
		of(source) {
			let found = underWay.get(source.version);
			if (!found) {
				found = find(source).finally(() => underWay.delete(source.version));
				underWay.set(source.version, found);
			}
			return found;
		},
	};
}

/** Safe whatever the store says: a hash stays itself, anything else loses what could lead out of the folder. */
function nameOf(version: string): string {
	return `${version.replaceAll(/[^\w-]/g, '_').slice(0, 100)}.webp`;
}
