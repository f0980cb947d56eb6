import { ValidationError } from '../../src/api/errors.ts';
import type { ImageFile } from '../../src/api/field.ts';
import { formatMoney } from '../../src/api/money.ts';
import type { CustomModel } from '../../src/api/operations/custom-model.ts';
import { listPrices, type PriceTerms } from '../../src/api/price-terms.ts';
import { estimate } from '../../src/api/prices.ts';
import { validate } from '../../src/api/validate.ts';
import type { JobResult } from '../../src/jobs/request.ts';
import type { Records } from '../../src/store/records.ts';
import { createMadeCalls, type MadeCall } from '../../src/studio/madeCalls.ts';
import { createMasks } from '../../src/studio/masks.ts';
import type { InputImage, MakeParts } from '../../src/studio/parts.ts';
import type { FakeRecords } from './fakeRecords.ts';
import { PICTURE, samplePicture } from './pictures.ts';

export interface FakeMakeOptions {
	readonly sandbox?: boolean;
	readonly terms?: PriceTerms;
	/** Calls of an earlier window. */
	readonly kept?: readonly MadeCall[];
	/** What the person does where they are asked. */
	readonly declines?: boolean;
	/** The handles of images that an earlier window knew. */
	readonly images?: readonly string[];
	readonly models?: readonly CustomModel[];
	/** The first time that they are asked for. */
	readonly modelsFail?: Error;
	readonly onChange?: () => void;
	/** What an earlier window painted, by field and image; also what this one paints. */
	readonly masks?: Map<string, Uint8Array>;
}

/** A call that a test answers. */
export interface FakeJob {
	readonly operation: string;
	readonly input: Readonly<Record<string, unknown>>;
	readonly callId: string;
	cancelled: boolean;
	finish(result: Partial<JobResult> | undefined): void;
	fail(error: Error): void;
}

export interface FakeMake extends MakeParts {
	readonly jobs: FakeJob[];
	/** What was kept for the next window. */
	kept(): readonly MadeCall[];
	readonly arrived: string[];
}

const bytes = () => new Uint8Array(samplePicture(1));

/** What Make is built from, with calls that nobody pays for and images that are all alike. */
export function createFakeMake(
	records: FakeRecords,
	done: string[],
	options: FakeMakeOptions = {},
): FakeMake {
	const { sandbox = false, terms = listPrices, declines = false } = options;
	let kept: readonly MadeCall[] = options.kept ?? [];
	const jobs: FakeJob[] = [];
	const arrived: string[] = [];
	const masks = options.masks ?? new Map<string, Uint8Array>();
	const known = new Map<string, string>(
		(options.images ?? []).map((handle) => [handle, handle.includes('large') ? 'large.png' : 'kept.png']),
	);
	const image = (name: string): InputImage => {
		const handle = `image-${String(known.size).padStart(4, '0')}`;
		known.set(handle, name);
		return shown(handle);
	};
	const shown = (handle: string): InputImage => ({
		handle,
		name: known.get(handle) ?? '',
		version: '1',
		thumbnail: Promise.resolve(`/inputs/${handle}.webp`),
		isSmaller: /^large\b/.test(known.get(handle) ?? ''),
	});
	const read = async (handle: string): Promise<ImageFile> => {
		const name = known.get(handle);
		if (!name) {
			throw new ValidationError('An image is not there any more: choose it again.');
		}
		return { name, bytes: bytes() };
	};
	const calls = createMadeCalls({
		keeper: {
			get: () => kept,
			set(made) {
				kept = made;
			},
		},
		sentence: (error) => (error as Error).message,
		onFailure: (error, isShown) =>
			void done.push(`failure ${(error as Error).name}${isShown ? '' : ', not shown'}`),
		onArrival: ({ callId }) => void arrived.push(callId),
		onChange: () => options.onChange?.(),
	});
	return {
		jobs,
		arrived,
		kept: () => kept,
		records: async () => records as unknown as Records,
		calls,
		terms: () => terms,
		priceText: ({ amount }) => formatMoney(amount, 'en'),
		costText: (amount, label) => (label === 'not charged' ? label : `${formatMoney(amount, 'en')} ${label}`),
		sandboxOn: () => sandbox,
		images: {
			async pick(several) {
				done.push(several ? 'pick several' : 'pick');
				return declines ? [] : [image('photo.png')];
			},
			async drop(uris) {
				done.push(`drop ${uris.join(' ')}`);
				return uris.map(() => image('dropped.png'));
			},
			async keep(name, given) {
				done.push(`paste ${name} ${given.length}`);
				return image(name);
			},
			async open(uri) {
				done.push(`open ${uri}`);
				return image('opened.png');
			},
			async ofStore(file) {
				done.push(`use ${file}`);
				return image('result.png');
			},
			restore: async (handles) => handles.filter((handle) => known.has(handle)).map(shown),
			read,
			remembered: read,
		},
		masks: createMasks({
			keeper: {
				get: async (name) => masks.get(name),
				async set(name, given) {
					if (given) {
						masks.set(name, given);
					} else {
						masks.delete(name);
					}
				},
				async keepSent() {
					return 'file:///masks/sent.png';
				},
			},
			images: { read, remembered: read },
			upright: async () => ({ file: '/pictures/1.png', version: '1', ...PICTURE }),
			pickFile: async () => (declines ? undefined : { name: 'mask.png', bytes: bytes() }),
		}),
		async start(operation, input) {
			validate(operation, input);
			if (declines) {
				return undefined;
			}
			const callId = `made-${jobs.length}`;
			const { promise, resolve, reject } = Promise.withResolvers<JobResult | undefined>();
			const price = estimate(operation, input, terms);
			records.states.set(callId, 'sent');
			const job: FakeJob = {
				operation: operation.id,
				input,
				callId,
				cancelled: false,
				finish: (result) => resolve(result && ({ callId, ...result } as JobResult)),
				fail: reject,
			};
			jobs.push(job);
			calls.add(
				{
					callId,
					price,
					images: operation.imagesInFlight(input as never),
					answered: promise.then(
						() => {},
						() => {},
					),
					done: promise,
					cancel() {
						job.cancelled = true;
						job.finish(undefined);
						return true;
					},
				},
				{
					operation: operation.id,
					prompt: String(input.prompt ?? ''),
					sandbox,
					started: new Date(2026, 10, 24, 15, 29, 30).getTime(),
				},
			);
			return callId;
		},
		async models(anew) {
			done.push(anew ? 'models anew' : 'models');
			if (options.modelsFail && !anew) {
				throw options.modelsFail;
			}
			return declines ? undefined : (options.models ?? []);
		},
		async expand({ prompt, aspectRatio }) {
			done.push(`expand ${prompt} ${aspectRatio}`);
			return declines
				? undefined
				: {
						high_level_description: `A picture of ${prompt}`,
						style_description: { art_style: 'watercolour' },
						compositional_deconstruction: {
							background: 'a forest in autumn',
							elements: [{ type: 'text', text: 'Hello', desc: 'in white letters' }],
						},
					};
		},
	};
}
