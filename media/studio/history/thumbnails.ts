import type { Rpc } from '../rpc.ts';

/** The pictures of the cards that are in sight. */
export interface Pictures {
	/** Undefined: not known yet. Null: there is none to show. */
	uriOf(handle: string): string | null | undefined;
	/** What is in sight now; anything else that was waited for is forgotten. */
	want(handles: readonly string[]): void;
	/** The file behind it could not be shown. */
	broken(handle: string): void;
	/** Tries again what failed on the way. */
	retry(): void;
}

const AT_ONCE = 8;

export function createPictures(rpc: Rpc, onChange: () => void): Pictures {
	const known = new Map<string, string | null>();
	const underWay = new Set<string>();
	const failed = new Set<string>();
	let waiting: string[] = [];

	const fetchNext = () => {
		while (underWay.size < AT_ONCE) {
			const handle = waiting.shift();
			if (handle === undefined) {
				return;
			}
			underWay.add(handle);
			void fetchOne(handle);
		}
	};
	const fetchOne = async (handle: string) => {
		try {
			const { uri } = await rpc.ask('history/thumbnail', { entry: handle });
			known.set(handle, uri);
		} catch {
			// A missing picture is no reason to interrupt anybody.
			failed.add(handle);
		}
		underWay.delete(handle);
		onChange();
		fetchNext();
	};
	return {
		uriOf: (handle) => known.get(handle) ?? (known.has(handle) || failed.has(handle) ? null : undefined),
		want(handles) {
			waiting = handles.filter(
				(handle) => !known.has(handle) && !underWay.has(handle) && !failed.has(handle),
			);
			fetchNext();
		},
		broken(handle) {
			known.set(handle, null);
			onChange();
		},
		retry: () => failed.clear(),
	};
}
