import { maskCommand } from './maskCommand.ts';

/** Removes from an image what the person marks in the Studio. */
export const removeObject = maskCommand('removeObject');
