import type { Rpc } from '../rpc.ts';

/** A mask in the making. */
interface Kept {
	readonly field: string;
	readonly image: string;
	/** Empty: there is none any more. */
	readonly text: () => string;
}

/** Lets the extension keep what is painted, each time as it is then; never two at once. */
export interface MaskKeeping {
	keep(mask: Kept): void;
	/** All of it has arrived. Rejects where the extension could not keep it; asked again, it is tried again. */
	settled(): Promise<void>;
}

export function createMaskKeeping(rpc: Rpc, fail: (error: unknown) => void): MaskKeeping {
	const waiting = new Map<string, Kept>();
	const encoder = new TextEncoder();
	let sending: Promise<void> | undefined;

	const send = async () => {
		for (let next = waiting.entries().next().value; next; next = waiting.entries().next().value) {
			const [key, mask] = next;
			const { field, image, text } = mask;
			waiting.delete(key);
			try {
				await rpc.ask('make/mask/keep', { field, image, bytes: encoder.encode(text()) });
			} catch (error) {
				if (!waiting.has(key)) {
					waiting.set(key, mask);
				}
				throw error;
			}
		}
	};
	const settled = () => {
		sending ??= send().finally(() => {
			sending = undefined;
		});
		return sending;
	};
	return {
		keep(mask) {
			waiting.set(`${mask.field} ${mask.image}`, mask);
			settled().catch(fail);
		},
		settled,
	};
}
