import { t } from '@vscode/l10n';
import type { CallRow } from '../../../src/studio/makeMessages.ts';
import type { HistoryCard } from '../../../src/studio/messages.ts';
import type { Format } from '../format.ts';

type Row = CallRow<HistoryCard>;

/** Whether more will come of it. */
export const isGoingOn = ({ state }: Row): boolean =>
	state === 'queued' || state === 'underWay' || state === 'arriving';

/** "Generate 3.0 · making 2 images since 14:03:12" */
export function standingText(call: Row, format: Format): string {
	return [call.title, progressText(call, format), call.cost ?? ''].filter(Boolean).join(' · ');
}

function progressText({ state, images, started }: Row, format: Format): string {
	switch (state) {
		case 'queued':
			return t('waiting for a free place since {0}', format.time(started));
		case 'underWay':
			return images === 1
				? t('making 1 image since {0}', format.time(started))
				: t('making {0} images since {1}', images, format.time(started));
		case 'arriving':
			return t('fetching');
		default:
			return '';
	}
}

/** That results are fetched is told with their end, which follows soon. */
const TOLD: readonly Row['state'][] = ['queued', 'underWay', 'done', 'failed', 'unknown'];

/**
 * For screen readers, all at once: what has begun, waits, or has ended since. Empty where that is nothing, and where
 * the calls are looked at for the first time (`before` undefined).
 */
export function newsOf(before: readonly Row[] | undefined, now: readonly Row[], format: Format): string {
	const stateBefore = (handle: string) => before?.find((call) => call.handle === handle)?.state;
	return now
		.filter(({ handle, state }) => before && TOLD.includes(state) && stateBefore(handle) !== state)
		.map((call) => [standingText(call, format), call.message ?? ''].filter(Boolean).join('. '))
		.map((text) => (/[.!?]$/.test(text) ? text : `${text}.`))
		.join(' ');
}
