import { fixCommand } from './fixCommand.ts';

/** Puts another background behind the subject of image files. */
export const replaceBackground = fixCommand('replaceBackground');
