import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { recogniseImage } from '../images/format.ts';
import { localDay } from './days.ts';

/**
 * Takes images whose calls were lost into History, with what the files tell:
 * when, which size, and the words of their names. What they cost is not known
 * any more. Returns how many.
 */
export function adoptImages(connection: DatabaseSync, folder: string): number {
	const images = path.join(folder, 'images');
	// What is still to be fetched may be there already, its window having died before it could say so.
	const known = connection.prepare(
		`SELECT 1 FROM outputs WHERE file = ?
		UNION ALL SELECT 1 FROM outputs o JOIN calls c ON c.number = o.call WHERE c.id = ? AND o.state = 'pending'`,
	);
	let adopted = 0;
	for (const call of foldersIn(images)) {
		const files = readdirSync(path.join(images, call))
			.map((name) => path.join(call, name))
			.filter((file) => known.get(file, call) === undefined);
		for (const file of files) {
			adopted += adopt(connection, images, file) ? 1 : 0;
		}
	}
	return adopted;
}

function adopt(connection: DatabaseSync, images: string, file: string): boolean {
	const bytes = readFileSync(path.join(images, file));
	const info = recogniseImage(bytes);
	if (!info || path.extname(file) === '.part') {
		return false;
	}
	const made = statSync(path.join(images, file)).mtime;
	const { lastInsertRowid: number } = connection
		.prepare(
			`INSERT INTO calls (id, state, created, day, operation, model, prompt, input, images, amount,
				price_row, price_confirmed, account, sandbox, source)
			VALUES (?, 'charged', ?, ?, 'recovered', '', ?, '{}', 1, 0, '', '', '', 0, 'person')`,
		)
		.run(randomUUID(), made.getTime(), localDay(made), wordsOf(file));
	connection
		.prepare(
			`INSERT INTO outputs (call, position, state, width, height, file, bytes, sha256)
			VALUES (?, 0, 'saved', ?, ?, ?, ?, ?)`,
		)
		.run(
			number,
			info.width,
			info.height,
			file,
			bytes.length,
			createHash('sha256').update(bytes).digest('hex'),
		);
	return true;
}

/** The slug of a prompt as words again: `red-fox-1.png`. */
const wordsOf = (file: string): string => path.parse(file).name.replace(/-\d+$/, '').replaceAll('-', ' ');

function foldersIn(images: string): string[] {
	try {
		return readdirSync(images, { withFileTypes: true })
			.filter((entry) => entry.isDirectory())
			.map((entry) => entry.name);
	} catch {
		return [];
	}
}
