import { fixCommand } from './fixCommand.ts';

/** Doubles image files in size. */
export const upscaleImage = fixCommand('upscale');
