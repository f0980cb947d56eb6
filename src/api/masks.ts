import { t } from '@vscode/l10n';
import { orient } from '../images/arrange.ts';
import type { Codec } from '../images/codec.ts';
import { displayedSize, recogniseImage } from '../images/format.ts';
import { invertMask, maskProblem, thresholdMask } from '../images/mask.ts';
import { ValidationError } from './errors.ts';
import type { ImageFile, MaskOf } from './field.ts';
import type { AnyOperation } from './operation.ts';

/** What masks are looked into and converted with. */
export type MaskTools = Pick<Codec, 'decode' | 'encodePng'>;

type Input = Readonly<Record<string, unknown>>;

interface MaskField {
	readonly name: string;
	readonly title: string;
	readonly mask: MaskOf;
	readonly files: readonly ImageFile[];
	readonly isList: boolean;
}

/**
 * Checks the masks of a valid input and gives the input as it goes on the wire.
 * A mask has the size of its image; where the API changes one of its colours it
 * has both, with hard edges; where the API changes white, it is inverted, since
 * in the product black changes. Throws `ValidationError`; no file is changed.
 */
export async function prepareMasks(
	operation: AnyOperation,
	input: Input,
	tools: () => Promise<MaskTools>,
): Promise<Input> {
	const wired: Record<string, unknown> = { ...input };
	for (const field of maskFields(operation, input)) {
		const files: ImageFile[] = [];
		for (const [index, file] of field.files.entries()) {
			checkSize(field, file, imagesOf(input[field.mask.of])[index]);
			files.push(field.mask.changes ? await convert(field, file, field.mask.changes, await tools()) : file);
		}
		wired[field.name] = field.isList ? files : files[0];
	}
	return wired;
}

function maskFields(operation: AnyOperation, input: Input): readonly MaskField[] {
	const found: MaskField[] = [];
	for (const [name, field] of Object.entries(operation.fields)) {
		const item = field.kind === 'list' ? field.item : field;
		if (item.kind === 'image' && item.mask) {
			const files = imagesOf(input[name]);
			if (files.length > 0) {
				found.push({ name, title: t(field.title), mask: item.mask, files, isList: field.kind === 'list' });
			}
		}
	}
	return found;
}

function imagesOf(value: unknown): readonly ImageFile[] {
	return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value as ImageFile];
}

// Known from the headers, so that a large mask is not decoded in vain.
function checkSize({ name, title }: MaskField, mask: ImageFile, image: ImageFile | undefined): void {
	// As a person sees both: a photo may be stored lying on its side.
	const size = seenSize(mask);
	const wanted = image && seenSize(image);
	if (size && wanted && (size.width !== wanted.width || size.height !== wanted.height)) {
		throw new ValidationError(
			t(
				'{0} is {1} by {2} pixels and its image {3} by {4}: make them the same size.',
				title,
				size.width,
				size.height,
				wanted.width,
				wanted.height,
			),
			name,
		);
	}
}

function seenSize(file: ImageFile): { readonly width: number; readonly height: number } | undefined {
	const info = recogniseImage(file.bytes);
	return info && displayedSize(info);
}

async function convert(
	{ name, title }: MaskField,
	file: ImageFile,
	changes: 'black' | 'white',
	tools: MaskTools,
): Promise<ImageFile> {
	const stored = await tools.decode(file.bytes).catch((error: unknown) => {
		throw new ValidationError(error instanceof Error ? error.message : String(error), name);
	});
	const pixels = orient(stored, recogniseImage(file.bytes)?.orientation ?? 1);
	if (maskProblem(pixels, pixels) === 'one-colour') {
		throw new ValidationError(
			t('{0} has only one color: paint black what is to change, and leave the rest white.', title),
			name,
		);
	}
	// What was judged is what is sent: pure black and white, whatever greys and transparency the file had.
	const wired = thresholdMask(changes === 'black' ? pixels : invertMask(pixels));
	return { ...file, name: 'mask.png', bytes: await tools.encodePng(wired) };
}
