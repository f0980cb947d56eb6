import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Recipe } from './recipe.ts';

/** Where result links point, below the sandbox's origin. */
export const IMAGE_PATH = '/api/images/ephemeral/';

/** Signed links to pictures. The id holds the whole recipe, so that none has to be remembered. */
export interface Links {
	/** Path and query of a new link to the picture of `recipe`. */
	create(recipe: Recipe): string;
	/** The recipe behind a link: `expired` where its time is over, undefined where its signature is wrong. */
	open(url: URL): Recipe | 'expired' | undefined;
}

/** `lifetimeMs`: how long a link is good for; zero or less makes links that have expired. */
export function createLinks(lifetimeMs: number): Links {
	const secret = randomBytes(32);
	const sign = (id: string, exp: string) => createHmac('sha256', secret).update(`${id}.${exp}`).digest();
	let serial = 0;
	return {
		create(recipe) {
			serial += 1;
			const id = encodeId(recipe, serial);
			const exp = String(Math.floor((Date.now() + lifetimeMs) / 1000));
			return `${IMAGE_PATH}${id}.png?exp=${exp}&sig=${sign(id, exp).toString('hex')}`;
		},
		open(url) {
			const id = /^([\w-]+)\.png$/.exec(url.pathname.slice(IMAGE_PATH.length))?.[1] ?? '';
			const exp = url.searchParams.get('exp') ?? '';
			const given = Buffer.from(url.searchParams.get('sig') ?? '', 'hex');
			const expected = sign(id, exp);
			if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
				return undefined;
			}
			return Date.now() >= Number(exp) * 1000 ? 'expired' : decodeId(id);
		},
	};
}

// The serial number keeps the links to two equal pictures apart.
function encodeId(recipe: Recipe, serial: number): string {
	return Buffer.from(JSON.stringify([serial, recipe])).toString('base64url');
}

/** Only for an id whose signature has been found right. */
function decodeId(text: string): Recipe {
	const [, recipe] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [number, Recipe];
	return recipe;
}
