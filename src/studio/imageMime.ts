/** What an image dragged out of the page is known by; its value is a handle. */
export const IMAGE_MIME = 'application/vnd.ideogram-assets.image';
