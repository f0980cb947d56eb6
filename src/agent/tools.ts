import type { AnyOperation } from '../api/operation.ts';
import { describe } from '../api/operations/describe.ts';
import { generateTransparent } from '../api/operations/generate-transparent.ts';
import { generateV3 } from '../api/operations/generate-v3.ts';
import { instructEdit } from '../api/operations/instruct-edit.ts';
import { removeBackground } from '../api/operations/remove-background.ts';
import type { JsonSchema } from './schema.ts';

/** What an agent can ask for: an operation, as much of it as agents need, and where the result goes. */
export interface AgentTool {
	readonly operation: AnyOperation;
	/** What is called instead where the parameter `transparentBackground` asks for it. */
	readonly transparent?: AnyOperation;
	/** The parameters that are fields of the operation, with what a model is told of each. */
	readonly fields: Readonly<Record<string, string>>;
	/** Fields that the operation requires by a rule. */
	readonly required: readonly string[];
	/** Parameters of the tool's own. */
	readonly own: Readonly<Record<string, JsonSchema>>;
	/** A new file in a folder, one beside the input, or none: what is paid for are words. */
	readonly result: 'new file' | 'file beside' | 'text';
	/** What the name of a file beside says. */
	readonly suffix: string;
}

const IMAGE =
	'Path of a PNG, JPEG or WebP file of at most 10 MB, relative to the workspace folder or absolute inside it.';
const NUM_IMAGES = 'How many variants to make. Each is charged.';
const SEED = 'A seed of an earlier result, to make it again.';
const SHAPE = 'Shape of the image, width to height.';

/** Agents' tools by their names in package.json, whose schemas come from here. */
export const AGENT_TOOLS = {
	ideogram_generateImage: {
		operation: generateV3,
		transparent: generateTransparent,
		fields: {
			prompt: 'What the image shows, in words. Put text that is to be read in the image in quotation marks.',
			aspectRatio: SHAPE,
			renderingSpeed: 'Speed and quality; the price follows. FLASH has no transparent background.',
			numImages: NUM_IMAGES,
			styleType: 'DESIGN for graphics and lettering, REALISTIC for photographs.',
			negativePrompt: 'What the image must not show.',
			seed: SEED,
		},
		required: [],
		own: {
			transparentBackground: {
				type: 'boolean',
				description: 'Make the image on a transparent background, for logos and icons. Not with styleType.',
				default: false,
			},
			folder: {
				type: 'string',
				description:
					'Folder for the file, relative to the workspace folder or absolute inside it; made if it is missing. Leave it out to use the folder that the project keeps its images in.',
			},
			fileName: {
				type: 'string',
				description:
					'Name of the file, without folders. Leave it out for one made of the prompt. An existing file is never overwritten.',
			},
		},
		result: 'new file',
		suffix: '',
	},
	ideogram_editImage: {
		operation: instructEdit,
		fields: {
			prompt: 'The instruction: what to change, and what to keep.',
			images: `The image to edit, then any that the instruction refers to. ${IMAGE}`,
			numImages: NUM_IMAGES,
			aspectRatio: SHAPE,
			transparentBackground: 'Make the result on a transparent background.',
			seed: SEED,
		},
		required: ['images'],
		own: {},
		result: 'file beside',
		suffix: 'edited',
	},
	ideogram_removeBackground: {
		operation: removeBackground,
		fields: { image: IMAGE },
		required: [],
		own: {},
		result: 'file beside',
		suffix: 'no-background',
	},
	ideogram_describeImage: {
		operation: describe,
		fields: { image: IMAGE },
		required: [],
		own: {},
		result: 'text',
		suffix: '',
	},
} as const satisfies Readonly<Record<string, AgentTool>>;

export type AgentToolName = keyof typeof AGENT_TOOLS;
