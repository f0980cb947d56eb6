import type { HistoryEntry } from '../../src/store/history.ts';
import type { SpendingReport, Spent } from '../../src/store/spending.ts';

/** The moment at which these samples are looked at. */
export const NOW = new Date(2026, 10, 24, 15, 30);

const PROMPTS = [
	'A red fox asleep in autumn leaves, soft morning light, watercolour on rough paper',
	'Isometric office building at night with glowing windows',
	'Logo for a bakery called “Rye & Shine”, flat, two colours',
	'Hero image: hikers on a ridge above the clouds, wide, golden hour, lots of negative space on the left for a headline',
	'Transparent icon of a paper plane',
	'Seamless pattern of lemons and leaves',
	'404 page: a lost astronaut reading a map',
	'Portrait of an owl wearing spectacles, oil painting',
];

const OPERATIONS = [
	['generate/4.0', '4.0'],
	['generate/4.0', '4.0'],
	['remix/3.0', '3.0'],
	['generate/3.0', '3.0'],
	['generateTransparent/3.0', '3.0'],
	['removeBackground', ''],
] as const;

const SIZES = [
	[1024, 1024],
	[1536, 864],
	[832, 1248],
	[1024, 1024],
] as const;

function pick<T>(from: readonly T[], index: number): T {
	return from[index % from.length] as T;
}

/** One image of History, the newest at 0. */
export function sampleEntry(index: number, changed: Partial<HistoryEntry> = {}): HistoryEntry {
	const [operation, model] = pick(OPERATIONS, index);
	const [width, height] = pick(SIZES, index);
	return {
		cursor: { number: 100_000 - index, position: 0 },
		callId: `call-${index}`,
		position: 0,
		kind: 'image',
		state: 'saved',
		created: NOW.getTime() - index * 5_400_000,
		operation,
		model,
		workspace: pick(['fernway', 'acme-website', null], index),
		prompt: operation === 'removeBackground' ? '' : pick(PROMPTS, index),
		text: null,
		seed: 1_234_567 + index,
		width,
		height,
		file: `2026/${index}.png`,
		bytes: 900_000 + index * 1_234,
		sha256: index.toString(16).padStart(64, '0'),
		sandbox: index % 7 === 6,
		placements: [],
		message: null,
		...changed,
	};
}

/** What is said of an image, instead of one. */
export const TEXT_ENTRY: Partial<HistoryEntry> = {
	kind: 'text',
	operation: 'describe/4.0',
	model: '4.0',
	prompt: '',
	seed: null,
	width: null,
	height: null,
	file: null,
	bytes: null,
	sha256: null,
	text: 'A fox curled up in a bed of orange leaves.\nA sleeping red fox, painted in watercolour, seen from above.',
};

/** Of every kind, in every state. */
export function sampleEntries(count: number): HistoryEntry[] {
	const special: readonly Partial<HistoryEntry>[] = [
		{ state: 'pending', file: null, bytes: null, sha256: null, width: null, height: null },
		{},
		TEXT_ENTRY,
		{ state: 'withheld', file: null, bytes: null, sha256: null },
		{},
		{},
		{
			state: 'expired',
			file: null,
			bytes: null,
			sha256: null,
			message: 'The link expired before it was fetched.',
		},
	];
	return Array.from({ length: count }, (_, index) => sampleEntry(index, special[index] ?? {}));
}

const DOLLAR = 1_000_000;

function spent(charged: number, open = 0, images = Math.max(1, Math.round(charged / 0.06))): Spent {
	return { calls: Math.ceil(images / 2), images, charged: charged * DOLLAR, open: open * DOLLAR };
}

export const sampleReport: SpendingReport = {
	month: '2026-11',
	total: spent(18.42, 0.15, 297),
	days: [
		['02', 1.2, 0],
		['03', 0.48, 0],
		['05', 2.4, 0],
		['06', 0.06, 0],
		['09', 3.06, 0],
		['10', 0.9, 0],
		['12', 1.62, 0],
		['13', 0.3, 0],
		['16', 2.04, 0.09],
		['17', 0.54, 0],
		['19', 1.8, 0],
		['20', 0.72, 0],
		['23', 1.5, 0],
		['24', 1.8, 0.06],
	].map(([day, charged, open]) => ({ day: `2026-11-${day}`, ...spent(charged as number, open as number) })),
	operations: [
		{ name: 'generate/4.0', ...spent(9.9, 0.06) },
		{ name: 'generate/3.0', ...spent(4.2, 0.09) },
		{ name: 'remix/3.0', ...spent(2.52) },
		{ name: 'removeBackground', ...spent(1.2) },
		{ name: 'describe/4.0', ...spent(0.6) },
	],
	models: [
		{ name: '4.0', ...spent(10.5, 0.06) },
		{ name: '3.0', ...spent(6.72, 0.09) },
		{ name: '', ...spent(1.2) },
	],
	workspaces: [
		{ name: 'acme-website', ...spent(11.22, 0.15) },
		{ name: 'fernway', ...spent(6.6) },
		{ name: '', ...spent(0.6) },
	],
	unsettled: [
		{
			callId: 'unsettled-1',
			created: NOW.getTime() - 3_600_000,
			operation: 'generate/4.0',
			model: '4.0',
			prompt: PROMPTS[3] as string,
			amount: 60_000,
			state: 'unknown',
			message: null,
		},
		{
			callId: 'unsettled-2',
			created: NOW.getTime() - 8 * 86_400_000,
			operation: 'generate/3.0',
			model: '3.0',
			prompt: PROMPTS[1] as string,
			amount: 90_000,
			state: 'unknown',
			message: 'Ideogram answered 503: the work may have gone on.',
		},
		{
			callId: 'unsettled-3',
			created: NOW.getTime() - 9 * 86_400_000,
			operation: 'upscale',
			model: '',
			prompt: '',
			amount: 60_000,
			state: 'marked',
			message: 'The connection was closed before an answer came.',
		},
	],
	withheld: [
		{
			callId: 'withheld-1',
			created: NOW.getTime() - 2 * 86_400_000,
			operation: 'generate/4.0',
			model: '4.0',
			prompt: PROMPTS[7] as string,
			withheld: 1,
			images: 4,
			amount: 60_000,
		},
	],
	sandboxCalls: 12,
	months: ['2026-11', '2026-10', '2026-09'],
};
