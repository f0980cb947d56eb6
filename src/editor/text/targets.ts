/** Whether an address leads out of the project, or holds the image itself. */
export function isRemote(url: string): boolean {
	return /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(url);
}

/** Whether a path or address ends like an image file's. */
export function isImageFile(url: string): boolean {
	return /^[^?#]+\.(?:a?png|jpe?g|jfif|webp|avif|gif|svg|ico|bmp|tiff?)(?:[?#]|$)/i.test(url);
}

/** Decodes percent-encoding as far as it is valid. */
export function decodePercent(url: string): string {
	return url.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
		try {
			return decodeURIComponent(run);
		} catch {
			return run;
		}
	});
}

/** The path of an address, and its query and fragment. */
export function splitUrl(url: string): { readonly path: string; readonly suffix: string } {
	const end = url.search(/[?#]/);
	return end < 0 ? { path: url, suffix: '' } : { path: url.slice(0, end), suffix: url.slice(end) };
}

/** Whether a template engine will replace part of this when the page is made. */
export function hasPlaceholder(text: string): boolean {
	return /\{[{%]|<[%?]/.test(text);
}
