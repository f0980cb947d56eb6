import { DamagedImageError } from '../images/errors.ts';
import { displayedSize, recogniseImage } from '../images/format.ts';
import type { HistoryEntry } from '../store/history.ts';
import type { Handlers } from './dispatcher.ts';
import type { Handles } from './handles.ts';
import { cardOf, currentImage } from './historyCards.ts';
import type { IMAGE_REQUESTS } from './imageMessages.ts';
import type { ImageParts, PageHost } from './parts.ts';

type ImageHandlers = Pick<Handlers, keyof typeof IMAGE_REQUESTS>;

const SHOWN_NAME = 200;

/** Answers what is asked about single images, in whatever view. `entries`: those that the page knows. */
export function createImageHandlers(
	parts: ImageParts,
	host: Pick<PageHost, 'imageUri'>,
	entries: Handles<HistoryEntry>,
): ImageHandlers {
	const { records, imagePath } = parts;
	const current = async (handle: string) => currentImage(await records(), entries.get(handle));
	return {
		async 'image/show'({ entry: handle }) {
			const { file, sha256 } = await current(handle);
			const path = imagePath(file);
			const info = recogniseImage(await parts.read(path));
			if (!info) {
				throw new DamagedImageError();
			}
			return {
				uri: host.imageUri(path, (sha256 ?? file).slice(0, 12)),
				...displayedSize(info),
				type: info.type,
			};
		},
		async 'image/related'({ entry: handle }) {
			const entry = await current(handle);
			const store = await records();
			const inputs = await parts.inputsOf(entry);
			const others = (await store.outputsOf(entry.callId)).filter(
				({ position }) => position !== entry.position,
			);
			const siblings = await Promise.all(
				others.map(({ position }) => store.historyEntry(entry.callId, position)),
			);
			return {
				inputs: inputs.map(({ name, file, sha256, width, height }) => ({
					uri: host.imageUri(file, sha256.slice(0, 12)),
					name: name.slice(0, SHOWN_NAME),
					width,
					height,
				})),
				siblings: siblings.flatMap((found) =>
					found?.state === 'saved' && found.kind === 'image' ? [cardOf(found, entries)] : [],
				),
			};
		},
		async 'image/convert'({ entry: handle, ...form }) {
			const { bytes, ...converted } = await parts.convert(await current(handle), form);
			return { ...converted, bytes: bytes.length };
		},
		async 'image/save'({ entry: handle, ...form }) {
			return { name: (await parts.save(await current(handle), form)) ?? null };
		},
	};
}
