import { fixCommand } from './fixCommand.ts';

/** Extends image files to another shape. */
export const reframeImage = fixCommand('reframe');
