/** How the cards of History are laid out in a window of some width; lengths in pixels. */
export interface Layout {
	readonly columns: number;
	/** Of a card and the gap below it. */
	readonly rowHeight: number;
	readonly gap: number;
	/** Picture beside the words instead of above them. */
	readonly isList: boolean;
}

const GAP = 12;
const NARROW = 480;
const PICTURE_HEIGHT = 168;

/** `width`: what there is for cards. `line`: the height of a line of text. */
export function layoutFor(width: number, line: number): Layout {
	if (width < NARROW) {
		// Two lines of prompt, four of details, a row of buttons.
		return { columns: 1, rowHeight: Math.round(line * 6) + 38 + 8, gap: 8, isList: true };
	}
	const columns = Math.max(2, Math.floor((width + GAP) / (line * 12 + GAP)));
	return { columns, rowHeight: PICTURE_HEIGHT + Math.round(line * 6) + 46 + GAP, gap: GAP, isList: false };
}

/** Which rows are to be drawn: those in sight and a few around them, so that scrolling does not show gaps. */
export function rowsInView(
	{ rowHeight }: Layout,
	view: { readonly top: number; readonly height: number },
	rows: number,
): { readonly first: number; readonly end: number } {
	const around = 2;
	const first = Math.max(0, Math.min(rows - 1, Math.floor(view.top / rowHeight) - around));
	const end = Math.min(rows, Math.ceil((view.top + view.height) / rowHeight) + around);
	return { first: Math.max(0, first), end: Math.max(first, end) };
}
