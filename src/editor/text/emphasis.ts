/** A piece of a paragraph: text as a reader sees it, or stars or low lines that may mark emphasis. */
export type Piece =
	| { readonly kind: 'text'; readonly text: string }
	| {
			readonly kind: 'mark';
			readonly mark: string;
			readonly count: number;
			readonly opens: boolean;
			readonly closes: boolean;
	  };

/** A run of stars or low lines in its paragraph. CommonMark 0.31, section 6.2. */
export function readMark(text: string, start: number, end: number): Piece {
	const mark = text.charAt(start);
	const before = /.$/su.exec(text.slice(Math.max(0, start - 2), start))?.[0] ?? ' ';
	const after = /^./su.exec(text.slice(end, end + 2))?.[0] ?? ' ';
	const isLeft = flanks(after, before);
	const isRight = flanks(before, after);
	const isWordly = mark === '_';
	return {
		kind: 'mark',
		mark,
		count: end - start,
		opens: isLeft && (!isWordly || !isRight || isPunctuation(before)),
		closes: isRight && (!isWordly || !isLeft || isPunctuation(after)),
	};
}

/** The text of pieces without the marks that make emphasis. */
export function withoutEmphasis(pieces: readonly Piece[]): string {
	// Where nothing opened below, so that no stretch is searched twice.
	const bottoms = new Map<string, number>();
	const all = pieces.map((piece) => (piece.kind === 'mark' ? { ...piece, size: piece.count } : piece));
	const openers: Extract<(typeof all)[number], { kind: 'mark' }>[] = [];
	for (const closer of all) {
		if (closer.kind !== 'mark') {
			continue;
		}
		const key = `${closer.mark}${closer.opens}${closer.size % 3}`;
		while (closer.closes && closer.count > 0) {
			const bottom = Math.min(bottoms.get(key) ?? 0, openers.length);
			let index = openers.length - 1;
			while (index >= bottom && !pairs(openers[index], closer)) {
				index--;
			}
			const opener = index < bottom ? undefined : openers[index];
			if (opener === undefined) {
				bottoms.set(key, openers.length);
				break;
			}
			const used = opener.count >= 2 && closer.count >= 2 ? 2 : 1;
			opener.count -= used;
			closer.count -= used;
			openers.length = opener.count > 0 ? index + 1 : index;
		}
		if (closer.opens && closer.count > 0) {
			openers.push(closer);
		}
	}
	return all.map((piece) => (piece.kind === 'text' ? piece.text : piece.mark.repeat(piece.count))).join('');
}

interface Mark {
	readonly mark: string;
	readonly size: number;
	readonly opens: boolean;
	readonly closes: boolean;
}

function pairs(opener: Mark | undefined, closer: Mark): boolean {
	if (opener === undefined || opener.mark !== closer.mark) {
		return false;
	}
	const isEither = opener.closes || closer.opens;
	const isOdd = (opener.size + closer.size) % 3 === 0 && !(opener.size % 3 === 0 && closer.size % 3 === 0);
	return !(isEither && isOdd);
}

/** Whether a run leans on the character at its side: not on a space, and on punctuation only from outside a word. */
function flanks(near: string, far: string): boolean {
	return !/\s/.test(near) && (!isPunctuation(near) || /\s/.test(far) || isPunctuation(far));
}

function isPunctuation(character: string): boolean {
	return /[\p{P}\p{S}]/u.test(character);
}
