/** What a code span shows, by what stands between its backticks. */
export function codeText(content: string): string {
	const line = content.replaceAll('\n', ' ');
	const isPadded = line.startsWith(' ') && line.endsWith(' ') && /[^ ]/.test(line);
	return isPadded ? line.slice(1, -1) : line;
}

/** Finds, for backticks at an offset, the equally many that close them. */
export function codeSpans(text: string): (at: number, length: number) => number | undefined {
	const runs = new Map<number, number[]>();
	for (const match of text.matchAll(/`+/g)) {
		const known = runs.get(match[0].length);
		if (known === undefined) {
			runs.set(match[0].length, [match.index]);
		} else {
			known.push(match.index);
		}
	}
	const passed = new Map<number, number>();
	return (at, length) => {
		const known = runs.get(length) ?? [];
		let next = passed.get(length) ?? 0;
		while (next < known.length && (known[next] ?? 0) <= at) {
			next++;
		}
		passed.set(length, next);
		return known[next];
	};
}
