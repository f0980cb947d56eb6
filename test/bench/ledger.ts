import { openDatabase } from '../../src/store/database.ts';
import { localDay } from '../../src/store/days.ts';
import { randomFrom } from '../faults/random.ts';

const DAY_MS = 86_400_000;
const MONTHS = 14;

const OPERATIONS = [
	['generate/3.0', '3.0'],
	['generate/4.0', '4.0'],
	['remix/3.0', '3.0'],
	['edit/3.0', '3.0'],
	['upscale', '2.0'],
	['removeBackground/3.0', '3.0'],
	['describe', '2.0'],
] as const;

const SUBJECTS =
	'fox heron lighthouse bicycle kitchen mountain robot violin harbour teapot glacier tram orchard owl';
const STYLES =
	'watercolour isometric flat line-art photo clay pixel engraving poster sketch minimal neon vintage';
const DETAILS =
	'at dawn in the snow on white with a shadow for a banner seen from above under glass by the sea without text';

/** Words that are in few prompts, so that there is something rare to look for. */
const rareWord = (n: number): string =>
	`${'bcdfghjklm'[n % 10]}${'aeiou'[n % 5]}${'npqrstvwxz'[((n / 7) % 10) | 0]}${n}`;

/**
 * Fills a new store in `folder` with so many calls of some fourteen months up to `now`, with images, failures,
 * texts and places in workspaces as they come in life. The images themselves are not made.
 */
export async function makeLedger(folder: string, calls: number, now: number): Promise<void> {
	const db = await openDatabase(folder);
	const { connection } = db;
	connection.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN');
	const insertCall = connection.prepare(
		`INSERT INTO calls (id, state, owner, created, day, operation, model, prompt, input, images, amount, price_row,
			price_confirmed, account, sandbox, source, workspace, sent, settled, status, error, message, text)
		VALUES (?, ?, 'gone', ?, ?, ?, ?, ?, ?, ?, ?, 'row', '2026-11-16', 'https://api.ideogram.ai 0123456789ab', ?, ?, ?,
			?, ?, ?, ?, ?, ?)`,
	);
	const insertWords = connection.prepare('INSERT INTO words (rowid, prompt, text) VALUES (?, ?, ?)');
	const insertOutput = connection.prepare(
		`INSERT INTO outputs (call, position, state, url, expires, prompt, seed, width, height, file, bytes, sha256)
		VALUES (?, ?, ?, ?, ?, ?, ?, 1024, 1024, ?, ?, ?)`,
	);
	const insertPlacement = connection.prepare('INSERT INTO placements VALUES (?, ?, ?, ?)');
	const random = randomFrom(1);
	const word = (list: string) => random.of(list.split(' '));
	const sha256 = '0123456789abcdef'.repeat(4);
	for (let n = 1; n <= calls; n++) {
		const created = now - Math.round(((calls - n) / calls) * MONTHS * 30.4 * DAY_MS);
		const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
		const [operation, model] = random.of(OPERATIONS);
		const details = Array.from({ length: random.between(2, 14) }, () => word(DETAILS)).join(' ');
		const rare = random.chance(0.1) ? ` ${rareWord(random.between(0, calls))}` : '';
		const prompt = `a ${word(STYLES)} ${word(SUBJECTS)} ${details}${rare}`;
		const state = random.chance(0.93) ? 'charged' : random.chance(0.9) ? 'not-charged' : 'unknown';
		const images = operation === 'describe' ? 1 : random.between(1, 4);
		const text = operation === 'describe' && state === 'charged' ? `A picture of ${prompt}.` : null;
		const failed = state !== 'charged';
		insertCall.run(
			id,
			state,
			created,
			localDay(new Date(created)),
			operation,
			model,
			prompt,
			JSON.stringify({ prompt, numImages: images, aspectRatio: '16x9', magicPrompt: 'AUTO' }),
			images,
			60_000 * images,
			random.chance(0.05) ? 1 : 0,
			random.chance(0.2) ? 'agent' : 'person',
			random.of(['site', 'shop', 'docs', 'game', null]),
			created + 50,
			created + 8000,
			failed ? null : 200,
			failed ? 'UnknownOutcomeError' : null,
			failed ? 'The connection broke before an answer came.' : null,
			text,
		);
		insertWords.run(n, prompt, text ?? '');
		for (let position = 0; position < (failed || text ? 0 : images); position++) {
			const lot = random.fraction();
			const kind = lot < 0.97 ? 'saved' : lot < 0.99 ? 'withheld' : 'expired';
			const file = kind === 'saved' ? `${id}/a-picture-${position + 1}.png` : null;
			const url =
				kind === 'withheld'
					? null
					: `https://ideogram.ai/api/images/ephemeral/${id}-${position}.png?exp=1&sig=${sha256}`;
			insertOutput.run(
				n,
				position,
				kind,
				url,
				created,
				`${prompt}, ${details}`,
				n,
				file,
				1_400_000,
				file && sha256,
			);
			if (file && random.chance(0.4)) {
				insertPlacement.run(n, position, `file:///home/me/site/public/images/${n}-${position}.png`, created);
			}
		}
	}
	connection.exec('COMMIT');
	db.close();
}
