import type { RequestType } from '../../../src/studio/messages.ts';

export const HANDLE = 'abcdefghijkl';
const FILLED = { prompt: 'A fox', numImages: 2, styleCodes: ['0123abcd'], enableCopyrightDetection: true };

/** For each request, arguments that are as they must be. */
export const SOUND: { readonly [T in RequestType]: object } = {
	ready: {},
	'make/forms': {},
	'make/preview': { operation: 'generate/3.0', values: FILLED },
	'make/expand': { operation: 'generate/4.0', values: { prompt: 'A fox' } },
	'make/models': { anew: false },
	'make/start': { operation: 'generate/3.0', values: FILLED, price: '$0.12' },
	'make/calls': {},
	'make/call': { call: HANDLE, action: 'stop' },
	'make/pick': { several: false },
	'make/images': { images: [HANDLE] },
	'make/drop': { uris: ['file:///workspace/fox.png'] },
	'make/paste': { name: 'fox.png', bytes: new Uint8Array([1, 2, 3]) },
	'make/mask': { field: 'mask', image: HANDLE },
	'make/mask/keep': { field: 'mask', image: HANDLE, bytes: new Uint8Array([1]) },
	'make/mask/file': {},
	'make/use': { entry: HANDLE },
	'image/show': { entry: HANDLE },
	'image/related': { entry: HANDLE },
	'image/convert': { entry: HANDLE, type: 'webp', width: 512, quality: 80 },
	'image/save': { entry: HANDLE, type: 'png', width: 512 },
	'history/search': { words: 'fox', operation: '', model: '4.0', workspace: '', limit: 60, after: HANDLE },
	'welcome/needed': {},
	'welcome/sandbox': {},
	'welcome/key': {},
	'history/facets': {},
	'history/thumbnail': { entry: HANDLE },
	'history/act': { entry: HANDLE, action: 'insert' },
	'history/clear': {},
	'history/revert': {},
	'spending/report': { month: '2026-11' },
	'spending/mark': { call: HANDLE, notCharged: true },
	'spending/export': {},
};
