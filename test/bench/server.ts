/**
 * A stand-in for the API that does as little as it can, in a process of its own: `server.ts JSON`. Every POST is
 * a call, answered with links to one picture of noise; its parent tells it what to do by messages.
 */
import { randomFillSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodePng } from '../../src/images/png.ts';
import { createSlots } from '../../src/sandbox/slots.ts';
import type { Order, Seen, ServerOptions } from './api.ts';

const { latencyMs = 0, maxInFlight, imageBytes } = JSON.parse(process.argv[2] ?? '{}') as ServerOptions;

const side = Math.round(Math.sqrt(imageBytes / 3));
const picture = encodePng(randomFillSync(Buffer.alloc(side * side * 3)), side, side, { channels: 3 });
const slots = createSlots(maxInFlight ?? Number.POSITIVE_INFINITY);
const held: (() => void)[] = [];
const answered: number[] = [];
let holding = false;
let calls = 0;
let refused = 0;

const server = createServer((request, response) => {
	if (request.url === '/models') {
		json(response, 200, { models: [] });
	} else if (request.method === 'GET') {
		response.writeHead(200, { 'content-type': 'image/png', 'content-length': picture.length }).end(picture);
	} else {
		void answer(request, response);
	}
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) {
		chunks.push(chunk);
	}
	const images = Number(/num_images"\s*(\d+)/.exec(Buffer.concat(chunks).toString('latin1'))?.[1] ?? 1);
	calls += 1;
	const release = slots.take(images);
	if (!release) {
		refused += 1;
		json(response, 429, { error: 'Too many requests' });
		return;
	}
	if (latencyMs > 0) {
		await new Promise((resolve) => setTimeout(resolve, latencyMs));
	}
	if (holding) {
		await new Promise<void>((resolve) => held.push(resolve));
	}
	release();
	response.once('finish', () => answered.push(performance.timeOrigin + performance.now()));
	json(response, 200, {
		created: '2026-11-16T09:00:00+00:00',
		data: Array.from({ length: images }, (_, index) => ({
			url: `${origin()}/images/${calls}-${index}.png`,
			prompt: 'a red fox',
			resolution: `${side}x${side}`,
			is_image_safe: true,
			seed: calls,
			style_type: 'GENERAL',
		})),
	});
}

function json(response: ServerResponse, status: number, body: unknown): void {
	const bytes = Buffer.from(JSON.stringify(body));
	response
		.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length })
		.end(bytes);
}

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

process.on('message', (order: Order) => {
	if (order === 'hold') {
		holding = true;
	} else if (order === 'release') {
		holding = false;
		for (const go of held.splice(0)) {
			go();
		}
	}
	const seen: Seen = { calls, refused, peak: slots.peak, waiting: held.length, answered };
	process.send?.(seen);
});
process.once('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send?.(origin()));
