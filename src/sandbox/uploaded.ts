import type { ImageFile } from '../api/field.ts';
import type { AnyOperation } from '../api/operation.ts';
import { displayedSize, recogniseImage } from '../images/format.ts';
import { fitsSandbox } from './bounds.ts';
import type { Input } from './decode.ts';
import { ruleError } from './errors.ts';
import { BadUploadError, type Pictures } from './pictures.ts';
import { written } from './resolution.ts';
import type { Survey } from './retouch/survey.ts';
import { filesOf } from './triggers.ts';

/**
 * Opens every file of an input that is right otherwise: all must be whole, and
 * a mask has the size of its image and both colours. Throws `Refusal` (400).
 */
export async function openUploads(
	operation: AnyOperation,
	input: Input,
	pictures: Pictures,
): Promise<ReadonlyMap<ImageFile, Survey>> {
	const files = filesOf(input);
	for (const { file } of files) {
		const info = recogniseImage(file.bytes);
		if (!info || !fitsSandbox(info)) {
			throw ruleError(
				`The image has more pixels than can be processed: ${info ? written(info) : 'unknown'}.`,
			);
		}
	}
	const surveys = new Map<ImageFile, Survey>();
	for (const { name, file } of files) {
		const mask = maskOf(operation, name);
		if (mask) {
			checkSize(file, filesOf({ [mask.of]: input[mask.of] })[indexOf(input[name], file)]?.file);
		}
		try {
			surveys.set(file, await pictures.survey(file.bytes, mask?.changes));
		} catch (error) {
			throw error instanceof BadUploadError ? ruleError(error.message) : error;
		}
	}
	return surveys;
}

function maskOf({ fields }: AnyOperation, name: string) {
	const field = fields[name];
	const item = field?.kind === 'list' ? field.item : field;
	return item?.kind === 'image' ? item.mask : undefined;
}

function indexOf(value: unknown, file: ImageFile): number {
	return Array.isArray(value) ? value.indexOf(file) : 0;
}

/** By their headers: as they are seen, since that is what a mask is drawn over. */
function checkSize(mask: ImageFile, image: ImageFile | undefined): void {
	const [drawn, seen] = [mask, image].map((file) => {
		const info = file && recogniseImage(file.bytes);
		return info && written(displayedSize(info));
	});
	if (drawn !== seen) {
		throw ruleError(`The mask must have the size of its image: it is ${drawn}, the image ${seen}.`);
	}
}
