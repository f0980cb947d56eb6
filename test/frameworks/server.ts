import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
	'.css': 'text/css',
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript',
	'.png': 'image/png',
	'.webp': 'image/webp',
};

/** Serves a folder on loopback, as any host of static pages would. */
export async function serveFolder(folder: string): Promise<{ readonly origin: string } & AsyncDisposable> {
	const server = createServer(async (request, response) => {
		try {
			const { pathname } = new URL(request.url ?? '/', 'http://localhost');
			let file = path.join(folder, decodeURIComponent(pathname));
			if ((await stat(file)).isDirectory()) {
				file = path.join(file, 'index.html');
			}
			const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
			response.writeHead(200, { 'content-type': type }).end(await readFile(file));
		} catch {
			response.writeHead(404).end();
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		origin: `http://127.0.0.1:${port}`,
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
