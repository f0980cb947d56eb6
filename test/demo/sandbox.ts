import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../vscode/setup.ts';

/** The stand-in for Ideogram's API as a person starts it, in a process of its own. */
export class SandboxProcess {
	readonly origin: string;
	readonly #child: ChildProcess;

	private constructor(child: ChildProcess, origin: string) {
		this.#child = child;
		this.origin = origin;
	}

	static async start(key: string): Promise<SandboxProcess> {
		const script = path.join(projectRoot, 'src/sandbox/cli.ts');
		const child = spawn(process.execPath, [script, '--port', '0', '--key', key], {
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		process.once('exit', () => child.kill());
		const origin = await new Promise<string>((resolve, reject) => {
			let output = '';
			const read = (data: Buffer) => {
				output += data;
				const origin = /^sandbox listening on (\S+)$/m.exec(output)?.[1];
				if (origin) {
					resolve(origin);
				}
			};
			child.stdout.on('data', read);
			child.stderr.on('data', read);
			child.once('error', reject);
			child.once('exit', () => reject(new Error(output.trim() || 'it ended at once')));
		});
		return new SandboxProcess(child, origin);
	}

	async stop(): Promise<void> {
		if (this.#child.exitCode === null && this.#child.signalCode === null) {
			const gone = new Promise((resolve) => this.#child.once('exit', resolve));
			this.#child.kill();
			await gone;
		}
	}
}
