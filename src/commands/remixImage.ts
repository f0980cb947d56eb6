import { fixCommand } from './fixCommand.ts';

/** Makes image files anew after their own likeness and a prompt. */
export const remixImage = fixCommand('remix');
