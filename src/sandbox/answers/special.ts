import type { Answer } from '../served.ts';
import {
	answerEdit,
	answerInstruction,
	answerNewBackground,
	answerNoBackground,
	answerNoObject,
	answerReframe,
	answerRemix,
	answerTransparent,
	answerUpscaled,
} from './changes.ts';
import { answerDescription } from './description.ts';
import { answerMagicPrompt } from './magic-prompt.ts';
import { answerModels } from './models.ts';
import { answerTextLayers } from './text-layers.ts';

/** Answers that are more than new images, by the operation's job. */
export const specialAnswers: Readonly<Record<string, Answer>> = {
	generateTransparent: answerTransparent,
	remix: answerRemix,
	edit: answerEdit,
	instructEdit: answerInstruction,
	reframe: answerReframe,
	replaceBackground: answerNewBackground,
	removeBackground: answerNoBackground,
	removeObject: answerNoObject,
	upscale: answerUpscaled,
	describe: answerDescription,
	layerizeText: answerTextLayers,
	magicPrompt: answerMagicPrompt,
	models: answerModels,
};
