import { encodeBody, encodeMultipart, encodePath } from '../../../src/api/encode.ts';
import type { AnyOperation } from '../../../src/api/operation.ts';
import { type GenerateV3Input, generateV3 } from '../../../src/api/operations/generate-v3.ts';
import { encodePng } from '../../../src/images/png.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/server.ts';

export const workerUrl = new URL('../../../src/sandbox/worker.ts', import.meta.url);

/** A PNG of one pixel. */
export const tinyPng = new Uint8Array(encodePng(new Uint8Array([1, 2, 3]), 1, 1));

/** Starts sandboxes for the tests of one `describe`, and closes them after each test. */
export function sandboxes(): (options?: Omit<SandboxOptions, 'workerUrl'>) => Promise<Sandbox> {
	const open: Sandbox[] = [];
	afterEach(async () => {
		await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
	});
	return async (options = {}) => {
		const sandbox = await startSandbox({ ...options, workerUrl });
		open.push(sandbox);
		return sandbox;
	};
}

export interface Item {
	readonly url: string | null;
	readonly prompt: string;
	readonly resolution: string;
	readonly is_image_safe: boolean;
	readonly seed: number;
	readonly style_type: string;
}

export interface Reply {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	/** The body, where it is JSON. */
	readonly body: {
		readonly created: string;
		readonly data: readonly Item[];
		readonly detail: string;
		readonly error: string;
	};
}

async function reply(response: Response): Promise<Reply> {
	const text = await response.text();
	const isJson = response.headers.get('content-type') === 'application/json';
	return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
}

/** Sends a body to the generate route. */
export async function post(
	sandbox: Sandbox,
	contentType: string,
	body: string | Uint8Array,
	headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
	return reply(
		await fetch(sandbox.origin + generateV3.path, {
			method: 'POST',
			redirect: 'manual',
			headers: { 'Api-Key': 'key', 'Content-Type': contentType, ...headers },
			body: body as string | Uint8Array<ArrayBuffer>,
		}),
	);
}

/** Sends an input, right or wrong, as the client would. */
export function generate(
	sandbox: Sandbox,
	input: Partial<Record<keyof GenerateV3Input, unknown>>,
	headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
	const { contentType, bytes } = encodeMultipart(generateV3, input);
	return post(sandbox, contentType, bytes, headers);
}

/** Sends an input, right or wrong, to any operation, as the client would. */
export async function call(
	{ origin }: Sandbox,
	operation: AnyOperation,
	input: Readonly<Record<string, unknown>>,
	headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
	const body = encodeBody(operation, input);
	return reply(
		await fetch(origin + encodePath(operation, input), {
			method: operation.method,
			redirect: 'manual',
			headers: { 'Api-Key': 'key', ...(body ? { 'Content-Type': body.contentType } : {}), ...headers },
			...(body ? { body: body.bytes as Uint8Array<ArrayBuffer> } : {}),
		}),
	);
}

/** Sends an object as JSON. */
export function postJson(sandbox: Sandbox, body: unknown): Promise<Reply> {
	return post(sandbox, 'application/json', JSON.stringify(body));
}

/** Sends parts as they stand: each is a header block and its content. */
export function postParts(
	sandbox: Sandbox,
	...parts: readonly (readonly [header: string, content: string | Uint8Array])[]
): Promise<Reply> {
	const chunks = parts.flatMap(([header, content]) => [
		Buffer.from(`--edge\r\n${header}\r\n\r\n`),
		Buffer.from(content),
		Buffer.from('\r\n'),
	]);
	return post(
		sandbox,
		'multipart/form-data; boundary=edge',
		Buffer.concat([...chunks, Buffer.from('--edge--\r\n')]),
	);
}

/** The header of a text part. */
export function named(name: string, more = ''): string {
	return `Content-Disposition: form-data; name="${name}"${more}`;
}

/** The link to the first image of a new generation. */
export async function newLink(
	sandbox: Sandbox,
	input: Partial<Record<keyof GenerateV3Input, unknown>> = {},
): Promise<string> {
	const answer = await generate(sandbox, { prompt: 'a lighthouse', seed: 5, aspectRatio: '1x3', ...input });
	const url = answer.body.data[0]?.url;
	if (!url) {
		throw new Error(`No link: ${answer.status} ${answer.text}`);
	}
	return url;
}

/** Comes back when the condition holds; whoever waits in vain runs into the test's own time limit. */
export async function until(condition: () => boolean): Promise<void> {
	while (!condition()) {
		await new Promise((resolve) => setImmediate(resolve));
	}
}
