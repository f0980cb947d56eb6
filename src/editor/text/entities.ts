/** Those that people write by hand; a whole table would weigh more than everything else here. */
const NAMES: ReadonlyMap<string, string> = new Map([
	['amp', '&'],
	['lt', '<'],
	['gt', '>'],
	['quot', '"'],
	['apos', "'"],
	['lbrace', '{'],
	['rbrace', '}'],
	['grave', '`'],
	['vert', '|'],
	['hellip', '…'],
	['ndash', '–'],
	['mdash', '—'],
	['lsquo', '‘'],
	['rsquo', '’'],
	['ldquo', '“'],
	['rdquo', '”'],
	['bull', '•'],
	['euro', '€'],
	['trade', '™'],
	['larr', '←'],
	['rarr', '→'],
	['OElig', 'Œ'],
	['oelig', 'œ'],
	['Scaron', 'Š'],
	['scaron', 'š'],
	...(
		'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 ' +
		'acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde ' +
		'Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute ' +
		'Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde ' +
		'auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ' +
		'ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'
	)
		.split(' ')
		.map((name, index) => [name, String.fromCharCode(0xa0 + index)] as const),
]);

/** Decodes HTML's character references; one that is not known stays as it is. */
export function decodeEntities(text: string): string {
	return text.replace(
		/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));/g,
		(whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
			if (name !== undefined) {
				return NAMES.get(name) ?? whole;
			}
			const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
			const isCharacter = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
			return isCharacter ? String.fromCodePoint(point) : '\ufffd';
		},
	);
}
