import type { Database } from './database.ts';

/**
 * What paid descriptions have said of images, by the SHA-256 of their files,
 * also where another one was made of the file to be sent; the newest of each. The sandbox's are none: it does not look at images.
 */
export function captionsFor(db: Database, hashes: readonly string[]): Readonly<Record<string, string>> {
	const find = db.connection.prepare(
		`SELECT text FROM calls WHERE operation LIKE 'describe/%' AND state = 'charged' AND sandbox = 0
			AND text <> '' AND ? IN (json_extract(input, '$.image.sha256'), json_extract(input, '$.image.fileSha256'))
			ORDER BY number DESC LIMIT 1`,
	);
	return Object.fromEntries(
		hashes.flatMap((hash) => {
			const row = find.get(hash) as { text: string } | undefined;
			return row ? [[hash, row.text]] : [];
		}),
	);
}
