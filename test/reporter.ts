import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** What one run of Mocha leaves in its result file. */
export interface Result {
	passed: number;
	failed: number;
	/** Full titles of skipped tests. */
	pending: string[];
	/** Full title and message of each failure. */
	failures: string[];
	/** False while the run goes on: still so afterwards if the process died. */
	finished: boolean;
}

/**
 * Prints like `spec`, and keeps the counts in the file that TEST_RESULT names.
 * Written after each test: a process that dies does not take the counts along.
 */
export class CountingReporter extends Mocha.reporters.Spec {
	constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
		super(runner, options);
		const result: Result = { passed: 0, failed: 0, pending: [], failures: [], finished: false };
		const write = () => {
			if (process.env.TEST_RESULT) {
				writeFileSync(process.env.TEST_RESULT, JSON.stringify(result));
			}
		};
		runner.on('pass', () => {
			result.passed++;
			write();
		});
		// Failing hooks come here too.
		runner.on('fail', (test, error) => {
			result.failed++;
			result.failures.push(`${test.fullTitle()}\n    ${String(error?.message ?? error).slice(0, 1000)}`);
			write();
		});
		runner.on('pending', (test) => {
			result.pending.push(test.fullTitle());
			write();
		});
		runner.on('end', () => {
			result.finished = true;
			write();
		});
	}
}
