import { lazy } from '../api/lazy.ts';
import { createActivity } from './activity.ts';
import type { Jobs, JobsOptions } from './jobs.ts';

/** The jobs, read when the first of them starts; `load`: how. One that finds them unreadable rejects, the next looks again. */
export function lazyJobs(
	options: Omit<JobsOptions, 'activity'>,
	load: () => Promise<Pick<typeof import('./jobs.ts'), 'createJobs'>> = () => import('./jobs.ts'),
): Jobs {
	const activity = createActivity();
	const jobs = lazy(async () => (await load()).createJobs({ ...options, activity }));
	return {
		start: async (request) => (await jobs.get()).start(request),
		listen: activity.listen,
	};
}
