import { readdirSync, readFileSync } from 'node:fs';

/** The first process below `ancestor` whose command line contains `text`; needs Linux's /proc. */
export function descendant(ancestor: number, text: string): number | undefined {
	const waiting = [ancestor];
	for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
		if (read(`/proc/${pid}/cmdline`).includes(text)) {
			return pid;
		}
		for (const thread of list(`/proc/${pid}/task`)) {
			waiting.push(...read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number));
		}
	}
	return undefined;
}

function read(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		// The process has just ended.
		return '';
	}
}

function list(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}
