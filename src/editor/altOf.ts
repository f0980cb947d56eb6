import { catalog } from '../api/prices.ts';
import type { StoredOutput } from '../store/outputs.ts';
import type { Store } from '../store/store.ts';
import { altFromCaption } from './text/altFromCaption.ts';

/** A result, and the id of the operation that it is of. */
interface Result extends Pick<StoredOutput, 'prompt' | 'sha256'> {
	readonly operation: string;
}

/**
 * What a result shows, in words that are there already: those of a prompt that
 * tells of the whole image, else of a description that was paid for. Empty where
 * there are none: an instruction, or the name of a job, tells of no image.
 */
export async function altOf(
	{ records }: Pick<Store, 'records'>,
	{ operation, prompt, sha256 }: Result,
): Promise<string> {
	if (prompt && catalog.find(({ id }) => id === operation)?.describesImage) {
		return prompt;
	}
	const captions = sha256 ? await records.captionsFor([sha256]) : {};
	const [first = ''] = Object.values(captions)[0]?.split('\n\n') ?? [];
	return altFromCaption(first);
}
