import { DamagedImageError, ImageTooLargeError, UnsupportedImageError } from './errors.ts';

/** The WebAssembly files that are needed beside the program, each with the package folder it comes from. */
export const WASM_FILES = {
	'mozjpeg_dec.wasm': '@jsquash/jpeg/codec/dec/',
	'mozjpeg_enc.wasm': '@jsquash/jpeg/codec/enc/',
	'webp_dec.wasm': '@jsquash/webp/codec/dec/',
	'webp_enc_simd.wasm': '@jsquash/webp/codec/enc/',
} as const;

export type WasmFile = keyof typeof WASM_FILES;

/** A compiled `WebAssembly.Module`: the compiler's own description of it comes with a whole browser only. */
type CompiledModule = object;

interface Instance {
	readonly exports: object;
}

/** What Emscripten's scripts export. */
export type Factory<T> = (options: {
	readonly noInitialRun: boolean;
	readonly print: (line: string) => void;
	readonly printErr: (line: string) => void;
	readonly instantiateWasm: (imports: object, done: (instance: Instance) => void) => object;
}) => Promise<T>;

interface WasmEngine {
	compile(bytes: Uint8Array): Promise<CompiledModule>;
	readonly Instance: new (module: CompiledModule, imports: object) => Instance;
	readonly RuntimeError: new () => Error;
}

const engine = (globalThis as unknown as { readonly WebAssembly: WasmEngine }).WebAssembly;

/** Gives a library a use of its own: `said` collects the lines it writes. */
export type Instantiate = <T>(file: WasmFile, factory: Factory<T>, said: string[]) => Promise<T>;

/**
 * Compiles each file once, and instantiates it anew for each use: nothing that a damaged file has done to the
 * memory of a library reaches the next one, and the memory that a large image took is given back.
 */
export function createInstantiate(read: (file: WasmFile) => Promise<Uint8Array>): Instantiate {
	const compiled = new Map<WasmFile, CompiledModule>();
	return async (file, factory, said) => {
		const module = compiled.get(file) ?? (await engine.compile(await read(file)));
		compiled.set(file, module);
		return factory({
			noInitialRun: true,
			print: (line) => said.push(line),
			printErr: (line) => said.push(line),
			instantiateWasm(imports, done) {
				const instance = new engine.Instance(module, imports);
				done(instance);
				return instance.exports;
			},
		});
	};
}

/**
 * Runs one call of a library. Throws the image error that stands for its way of failing; what is a mistake of
 * the caller's, and says nothing about the image, is thrown as it is.
 */
export function attempt<T>(call: () => T | null, said: readonly string[]): T {
	let result: T | null;
	try {
		result = call();
	} catch (error) {
		// A bare number is a C++ exception; the libraries know but one, for memory.
		if (typeof error === 'number' || said.some((line) => /memory/.test(line))) {
			throw new ImageTooLargeError(said.join('\n'));
		}
		if (said.some((line) => /^Unsupported (color|JPEG)/.test(line))) {
			throw new UnsupportedImageError('encoding', error);
		}
		const hasGivenUp = (error as Error).name === 'ExitStatus';
		if (hasGivenUp || error instanceof engine.RuntimeError) {
			throw new DamagedImageError(error);
		}
		throw error;
	}
	if (result === null) {
		throw new DamagedImageError(said.join('\n'));
	}
	return result;
}
