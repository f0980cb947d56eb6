import Mocha from 'mocha';
import { CountingReporter } from './reporter.ts';

/**
 * Mocha as every part of the tests runs it, in Node and in the extension host.
 * TEST_GREP runs only the tests whose titles match.
 */
export function createMocha(timeout: number): Mocha {
	return new Mocha({
		ui: 'bdd',
		reporter: CountingReporter,
		timeout,
		grep: process.env.TEST_GREP || undefined,
		forbidOnly: Boolean(process.env.CI),
	});
}

/** The number of failures. `explain` may improve an error before it is printed. */
export function runMocha(mocha: Mocha, explain?: (error: Error) => void): Promise<number> {
	return new Promise((resolve) => {
		const runner = mocha.run(resolve);
		runner.on('fail', (_test, error) => explain?.(error));
	});
}
