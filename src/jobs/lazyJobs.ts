import { createActivity } from './activity.ts';
import type { Jobs, JobsOptions } from './jobs.ts';

/** The jobs, read when the first of them starts. */
export function lazyJobs(options: Omit<JobsOptions, 'activity'>): Jobs {
	const activity = createActivity();
	let loading: Promise<Jobs> | undefined;
	const load = async () => {
		const { createJobs } = await import('./jobs.ts');
		return createJobs({ ...options, activity });
	};
	return {
		async start(request) {
			loading ??= load();
			return (await loading).start(request);
		},
		listen: activity.listen,
	};
}
