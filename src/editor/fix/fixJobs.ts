import type { AnyOperation } from '../../api/operation.ts';
import { operationName } from '../../api/operation-names.ts';
import { reframeV3 } from '../../api/operations/reframe-v3.ts';
import { remixV3 } from '../../api/operations/remix-v3.ts';
import { removeBackground } from '../../api/operations/remove-background.ts';
import { replaceBackground } from '../../api/operations/replace-background.ts';
import { upscale } from '../../api/operations/upscale.ts';
import { displayedSize } from '../../images/format.ts';
import type { Source } from './sources.ts';

/** What can be done to an image file without drawing on it. */
export interface FixJob {
	readonly operation: AnyOperation;
	/** What is asked before the price is known, beside the file. */
	readonly asks: 'prompt' | 'resolution' | undefined;
	/** What the name of the result says; undefined: its size in pixels. */
	readonly suffix: string | undefined;
	/** The result is to have transparent parts. */
	readonly transparent: boolean;
	/** The API documents it for square images. */
	readonly square: boolean;
	/** Fields that follow from the file. */
	readonly inputFor?: (source: Source) => object;
}

const plain = { asks: undefined, suffix: undefined, transparent: false, square: false } as const;

const FIX_JOBS = {
	removeBackground: { ...plain, operation: removeBackground, suffix: 'no-background', transparent: true },
	replaceBackground: {
		...plain,
		operation: replaceBackground,
		asks: 'prompt',
		suffix: 'new-background',
	},
	remix: {
		...plain,
		operation: remixV3,
		asks: 'prompt',
		suffix: 'remix',
		// Without it the API would cut every image to a square.
		inputFor: ({ info }) => ({ resolution: nearestResolution(displayedSize(info)) }),
	},
	reframe: { ...plain, operation: reframeV3, asks: 'resolution', square: true },
	upscale: { ...plain, operation: upscale },
} satisfies Readonly<Record<string, FixJob>>;

export type FixName = keyof typeof FIX_JOBS;

export const fixJob = (name: FixName): FixJob => FIX_JOBS[name];

export const titleOf = ({ operation }: Pick<FixJob, 'operation'>): string => operationName(operation.id);

/** Whether a result that replaces its file takes on the file's size. Reframe and Upscale are there to change it. */
export const keepsSize = ({ suffix }: FixJob): boolean => suffix !== undefined;

/** The resolution of model 3.0 that is the most alike in shape. */
export function nearestResolution({ width, height }: { width: number; height: number }): string {
	const wanted = Math.log(width / height);
	const far = (resolution: string) => {
		const [across = 1, down = 1] = resolution.split('x').map(Number);
		return Math.abs(Math.log(across / down) - wanted);
	};
	const { values } = remixV3.fields.resolution;
	return values.reduce((best, value) => (far(value) < far(best) ? value : best));
}
