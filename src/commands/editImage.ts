import { maskCommand } from './maskCommand.ts';

/** Repaints a part of an image that the person marks in the Studio. */
export const editImage = maskCommand('edit');
