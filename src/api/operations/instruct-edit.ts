import { t } from '@vscode/l10n';
import { defineOperation } from '../operation.ts';
import { aspectRatioV3, magicPrompt, numImages, prompt, resolutionV3, seed } from './fields.ts';
import { imagesAsked, oneShape } from './rules.ts';
import { imagesAnswer, readImages } from './shared.ts';

const MAX_IMAGES = 10;

/** Edit by instruction, with up to ten images. Source: Ideogram OpenAPI 2026-07-02, `V1EditImagesRequest`. */
export const instructEdit = defineOperation({
	id: 'instructEdit',
	job: 'instructEdit',
	model: '',
	method: 'POST',
	path: '/v1/edit',
	contentTypes: ['multipart/form-data'],
	fields: {
		prompt,
		images: {
			kind: 'list',
			title: 'Images',
			item: { kind: 'image', title: 'Image' },
			maxItems: MAX_IMAGES,
		},
		imageUrls: {
			kind: 'list',
			title: 'Image Addresses',
			item: { kind: 'text', title: 'Image Address' },
			maxItems: MAX_IMAGES,
		},
		numImages,
		seed,
		magicPrompt,
		resolution: resolutionV3,
		aspectRatio: aspectRatioV3,
		transparentBackground: { kind: 'boolean', title: 'Transparent Background', default: false },
	},
	rules: [
		oneShape,
		(input) => {
			const count = (input.images?.length ?? 0) + (input.imageUrls?.length ?? 0);
			return count === 0
				? { field: 'images', message: t('Add the image to edit.') }
				: count > MAX_IMAGES
					? { field: 'images', message: t('At most {0} images can be edited together.', MAX_IMAGES) }
					: undefined;
		},
	],
	billing: (input) => ({ row: 'instruction edit', count: input.numImages ?? 1 }),
	imagesInFlight: imagesAsked,
	answer: imagesAnswer,
	read: readImages,
});
