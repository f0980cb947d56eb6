/**
 * Every answer other than success: a status and the body the API sends with
 * it. Source: `api/README.md`, "Errors: three body shapes".
 */
export class Refusal extends Error {
	readonly status: number;
	readonly body: string;
	readonly headers: Readonly<Record<string, string>>;

	constructor(status: number, body: string, headers: Readonly<Record<string, string>>) {
		super(`${status} ${body}`);
		this.name = new.target.name;
		this.status = status;
		this.body = body;
		this.headers = headers;
	}
}

const json = (status: number, body: object, headers: Readonly<Record<string, string>> = {}): Refusal =>
	new Refusal(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers });

const html = (status: number, title: string, detail: string): Refusal =>
	new Refusal(
		status,
		`<html>\n<head><title>${status} ${title}</title></head>\n<body><h1>${title}</h1><p>${detail}</p></body>\n</html>\n`,
		{ 'content-type': 'text/html; charset=utf-8' },
	);

const problem = (
	status: number,
	title: string,
	detail: string,
	headers?: Readonly<Record<string, string>>,
): Refusal => json(status, { type: 'about:blank', title, status, detail }, headers);

/** 400: the request does not fit the schema. `path` is the wire name of the field, dotted into its value. */
export function schemaError(detail: string, path?: string): Refusal {
	return problem(400, 'Bad Request', path === undefined ? detail : `${detail} - '${path}'`);
}

/** 400: each field is fine and together they are not. */
export function ruleError(message: string): Refusal {
	return json(400, { error: message });
}

/** 401, or 403 where the operation documents that instead: no key, or not the right one. */
export function keyError(status: 401 | 403 = 401): Refusal {
	return json(status, { message: 'Access denied. Please verify your API Token is valid.' });
}

/** 403 of the object store that holds the images: it answers in HTML. */
export function linkRefused(detail: string): Refusal {
	return html(403, 'Forbidden', detail);
}

/** 404 of the object store: a link it signed, to nothing. */
export function imageNotFound(): Refusal {
	return html(404, 'Not Found', 'No such image.');
}

export function notFound(): Refusal {
	return problem(404, 'Not Found', 'The requested URL was not found on the server.');
}

export function methodNotAllowed(allowed: readonly string[]): Refusal {
	return problem(405, 'Method Not Allowed', 'The method is not allowed for the requested URL.', {
		allow: allowed.join(', '),
	});
}

/** 413 comes from the proxy in front of the API, hence HTML. */
export function tooLarge(): Refusal {
	return html(413, 'Request Entity Too Large', 'The request is larger than this server takes.');
}

export function unsupportedType(contentType: string | undefined): Refusal {
	return problem(
		415,
		'Unsupported Media Type',
		contentType === undefined
			? 'The request has no Content-Type.'
			: `Invalid Content-Type (${contentType.slice(0, 200)}).`,
	);
}

/** 421: the Host header names somebody else, as when a web page has rebound its name to this machine. */
export function wrongHost(): Refusal {
	return html(421, 'Misdirected Request', 'This server answers to its loopback address only.');
}

/** 422: refused by the safety check; not billed. */
export function safetyError(): Refusal {
	return json(422, { error: 'The prompt or the provided image failed the safety check.' });
}

/** 429: not run, not billed. The API documents no `Retry-After`. */
export function busyError(maxInFlight: number): Refusal {
	return json(429, {
		error: `Too many images in flight: at most ${maxInFlight} at a time.`,
		reject_reason: 'inflight_limit',
		max_inflight_requests: maxInFlight,
	});
}
