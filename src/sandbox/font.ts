/** Height of a letter in its own pixels. */
export const GLYPH_HEIGHT = 7;
/** From one letter to the next, in the letters' own pixels. */
export const GLYPH_ADVANCE = 6;

// Five by seven; only what a sandbox picture says.
const glyphs: Readonly<Record<string, string>> = {
	A: '.###. #...# #...# ##### #...# #...# #...#',
	B: '####. #...# #...# ####. #...# #...# ####.',
	D: '####. #...# #...# #...# #...# #...# ####.',
	E: '##### #.... #.... ####. #.... #.... #####',
	N: '#...# ##..# #.#.# #..## #...# #...# #...#',
	O: '.###. #...# #...# #...# #...# #...# .###.',
	S: '.#### #.... #.... .###. ....# ....# ####.',
	X: '#...# #...# .#.#. ..#.. .#.#. #...# #...#',
	'0': '.###. #...# #..## #.#.# ##..# #...# .###.',
	'1': '..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.',
	'2': '.###. #...# ....# ..##. .#... #.... #####',
	'3': '.###. #...# ....# ..##. ....# #...# .###.',
	'4': '...#. ..##. .#.#. #..#. ##### ...#. ...#.',
	'5': '##### #.... ####. ....# ....# #...# .###.',
	'6': '.###. #.... #.... ####. #...# #...# .###.',
	'7': '##### ....# ...#. ..#.. .#... .#... .#...',
	'8': '.###. #...# #...# .###. #...# #...# .###.',
	'9': '.###. #...# #...# .#### ....# ....# .###.',
};

const bitmaps = new Map(Object.entries(glyphs).map(([letter, rows]) => [letter, rows.split(' ')]));

/** Calls `dot` with each inked pixel of a line of text, in the letters' own pixels. */
export function eachDot(text: string, dot: (x: number, y: number) => void): void {
	for (const [index, letter] of [...text].entries()) {
		for (const [y, row] of (bitmaps.get(letter) ?? []).entries()) {
			for (const [x, ink] of [...row].entries()) {
				if (ink === '#') {
					dot(index * GLYPH_ADVANCE + x, y);
				}
			}
		}
	}
}
