import type { ImageFile } from '../../api/field.ts';
import { fitsSandbox } from '../bounds.ts';
import { ruleError } from '../errors.ts';
import { askedSize, defaultSize, isResolutionV3, nearestSize, type Size, written } from '../resolution.ts';
import type { Answer, AnswerContext } from '../served.ts';
import { answerNewImages, imagesBody, type Look } from './images.ts';

/** The image of an input, kept for the pictures, and its size as it is seen. */
async function kept({ input, keep, survey }: AnswerContext): Promise<Size & { readonly id: string }> {
	const file = input.image as ImageFile;
	const { width, height } = survey(file);
	return { width, height, id: await keep(file) };
}

/**
 * A result in the input's own size. Model 3.0 may name only one of its own
 * resolutions: then it names the nearest, and the real size as the upscaled one.
 */
function inOwnSize({ operation }: AnswerContext, { width, height }: Size): Look {
	const size = { width, height };
	return operation.path.includes('/ideogram-v3/') && !isResolutionV3(size)
		? { ...size, reported: nearestSize(operation, size) }
		: size;
}

export const answerTransparent: Answer = (context) => {
	const { operation, input } = context;
	const reported = askedSize(operation, input) ?? defaultSize(operation);
	const scale = Number(/^X(\d)$/.exec(String(input.upscaleFactor))?.[1] ?? 1);
	const size = { width: reported.width * scale, height: reported.height * scale };
	const look = { ...size, change: { kind: 'cutout', scale } } as const;
	return imagesBody(context, scale === 1 ? look : { ...look, reported });
};

export const answerRemix: Answer = async (context) => {
	const { operation, input } = context;
	const { id } = await kept(context);
	const size = askedSize(operation, input) ?? defaultSize(operation);
	const weight = typeof input.imageWeight === 'number' ? input.imageWeight : 50;
	return imagesBody(context, { ...size, change: { kind: 'remix', image: id, weight } });
};

export const answerEdit: Answer = async (context) => {
	const { id, ...size } = await kept(context);
	const mask = await context.keep(context.input.mask as ImageFile);
	return imagesBody(context, { ...inOwnSize(context, size), change: { kind: 'edit', image: id, mask } });
};

/** Made from the first image. Addresses are not followed: a sandbox asks nobody for anything. */
export const answerInstruction: Answer = async (context) => {
	const { operation, input, survey, keep } = context;
	const [first] = (input.images as readonly ImageFile[] | undefined) ?? [];
	if (!first) {
		return input.transparentBackground ? answerTransparent(context) : answerNewImages(context);
	}
	const size = askedSize(operation, input) ?? nearestSize(operation, survey(first));
	const transparent = input.transparentBackground === true;
	return imagesBody(context, {
		...size,
		change: { kind: 'instruct', image: await keep(first), transparent },
	});
};

export const answerReframe: Answer = async (context) => {
	const { id } = await kept(context);
	const size = askedSize(context.operation, context.input) ?? defaultSize(context.operation);
	return imagesBody(context, { ...size, change: { kind: 'reframe', image: id } });
};

export const answerNewBackground: Answer = async (context) => {
	const { id, ...size } = await kept(context);
	return imagesBody(context, {
		...inOwnSize(context, size),
		change: { kind: 'replaceBackground', image: id },
	});
};

export const answerNoBackground: Answer = async (context) => {
	const { id, ...size } = await kept(context);
	return imagesBody(context, { ...size, change: { kind: 'removeBackground', image: id } });
};

export const answerNoObject: Answer = async (context) => {
	const { id, ...size } = await kept(context);
	const mask = await context.keep(context.input.mask as ImageFile);
	return imagesBody(context, { ...size, change: { kind: 'removeObject', image: id, mask } });
};

export const answerUpscaled: Answer = async (context) => {
	const input = context.survey(context.input.image as ImageFile);
	const size = { width: input.width * 2, height: input.height * 2 };
	if (!fitsSandbox(size)) {
		throw ruleError(`The image is too large to be doubled: ${written(input)}.`);
	}
	const { id, ...reported } = await kept(context);
	return imagesBody(context, { ...size, reported, change: { kind: 'upscale', image: id } });
};
