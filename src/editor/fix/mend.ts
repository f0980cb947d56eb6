import { mendReplacements } from '../../store/replacing.ts';
import type { Store } from '../../store/store.ts';
import { contentToMend } from './content.ts';

/** Makes whole again what dead windows were replacing. */
export async function mendReplacedFiles(store: Store, log: (message: string) => void): Promise<void> {
	const left = await mendReplacements(store, contentToMend, log);
	log(`replacements mended, ${left} left`);
}
