import { fixCommand } from './fixCommand.ts';

/** Cuts the subject of image files out of its background. */
export const removeBackground = fixCommand('removeBackground');
