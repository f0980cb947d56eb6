// Stands in for @vscode/spdlog, a compiled module: the same functions, writing with node:fs.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
	constructor(file) {
		this.file = file;
		this.level = 2;
		this.raw = false;
		mkdirSync(dirname(file), { recursive: true });
	}

	write(level, message) {
		if (level < this.level) {
			return;
		}
		const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
		try {
			appendFileSync(this.file, this.raw ? message : `${time} [${names[level]}] ${message}\n`);
		} catch {
			// A log that cannot be written must not stop the editor.
		}
	}

	trace(message) {
		this.write(0, message);
	}
	debug(message) {
		this.write(1, message);
	}
	info(message) {
		this.write(2, message);
	}
	warn(message) {
		this.write(3, message);
	}
	error(message) {
		this.write(4, message);
	}
	critical(message) {
		this.write(5, message);
	}
	getLevel() {
		return this.level;
	}
	setLevel(level) {
		this.level = level;
	}
	clearFormatters() {
		this.raw = true;
	}
	setPattern() {}
	flush() {}
	drop() {}
}

const createLogger = async (_name, file) => new Logger(file);

exports.version = 1;
exports.Logger = class extends Logger {
	constructor(_type, _name, file) {
		super(file);
	}
};
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.LogLevel = { Trace: 0, Debug: 1, Info: 2, Warning: 3, Error: 4, Critical: 5, Off: 6 };
