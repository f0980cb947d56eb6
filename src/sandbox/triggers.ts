import type { ImageFile } from '../api/field.ts';
import type { Input } from './decode.ts';

/** The words of an input, wherever its operation has them. */
export function promptOf({ prompt, jsonPrompt }: Input): string {
	const whole = (jsonPrompt as { readonly high_level_description?: unknown } | undefined)
		?.high_level_description;
	return String(prompt ?? whole ?? '');
}

/**
 * Whether the safety check refuses the call: `[unsafe]` in the prompt, or
 * `unsafe` in the name of a file where there is no prompt.
 */
export function isUnsafe(input: Input): boolean {
	return promptOf(input).includes('[unsafe]') || isNamed(input, 'unsafe');
}

/**
 * How many images of a call the safety check holds back: `[withheld:2]` in the
 * prompt withholds the first two, `withheld` in the name of a file, where there
 * is no prompt, the first.
 */
export function withheldCount(input: Input, images: number): number {
	const match = /\[withheld:(\d{1,3})\]/.exec(promptOf(input));
	return Math.min(images, Number(match?.[1] ?? (isNamed(input, 'withheld') ? 1 : 0)));
}

function isNamed(input: Input, word: string): boolean {
	return promptOf(input) === '' && filesOf(input).some(({ file }) => file.name.toLowerCase().includes(word));
}

/** Every file of an input, with the field it is in. */
export function filesOf(input: Input): readonly { readonly name: string; readonly file: ImageFile }[] {
	return Object.entries(input).flatMap(([name, value]) =>
		(Array.isArray(value) ? value : [value])
			.filter((item): item is ImageFile => (item as Partial<ImageFile> | null)?.bytes instanceof Uint8Array)
			.map((file) => ({ name, file })),
	);
}
