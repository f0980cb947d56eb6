// Runs inside the extension host: sends what tests print to a file that code.ts follows,
// runs the real tests, and leaves a result file that only a finished run can leave.
const { openSync, writeFileSync, writeSync } = require('node:fs');
const { Writable } = require('node:stream');
const { Console } = require('node:console');

const output = openSync(process.env.HOST_OUTPUT, 'a');

function sink() {
	return new Writable({
		decodeStrings: false,
		write(chunk, _encoding, done) {
			writeSync(output, chunk);
			done();
		},
	});
}

// The extension host ignores changes to console.log and process.stdout.write, so the objects are replaced.
const stdout = sink();
const stderr = sink();
globalThis.console = new Console({ stdout, stderr, colorMode: Boolean(process.env.FORCE_COLOR) });
Object.defineProperty(process, 'stdout', { configurable: true, get: () => stdout });
Object.defineProperty(process, 'stderr', { configurable: true, get: () => stderr });

function finish(ok) {
	writeFileSync(process.env.HOST_RESULT, JSON.stringify({ ok }));
}

exports.run = async () => {
	// Keeps the source maps of what is loaded from now on, for the tests to look up.
	process.setSourceMapsEnabled(true);
	try {
		await require(process.env.HOST_TESTS).run();
		finish(true);
	} catch (error) {
		// Not thrown: the editor would print it once more. What counts is the result file.
		console.error(error);
		finish(false);
	}
};
