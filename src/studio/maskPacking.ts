/**
 * Bytes in fewer bytes where many are alike. A number says what follows: even, twice as many copies of the next
 * byte; odd, that many bytes as they are. Numbers are written seven bits a byte, lowest first.
 */
export function pack(bytes: Uint8Array): Uint8Array {
	const packed: number[] = [];
	const number = (value: number) => {
		let rest = value;
		for (; rest > 0x7f; rest = Math.floor(rest / 128)) {
			packed.push((rest & 0x7f) | 0x80);
		}
		packed.push(rest);
	};
	const literal = (from: number, to: number) => {
		if (to > from) {
			number((to - from) * 2 + 1);
			for (let at = from; at < to; at++) {
				packed.push(bytes[at] as number);
			}
		}
	};
	let unwritten = 0;
	for (let at = 0; at < bytes.length; ) {
		let end = at + 1;
		while (end < bytes.length && bytes[end] === bytes[at]) {
			end++;
		}
		// Shorter runs cost more than they save.
		if (end - at >= 4) {
			literal(unwritten, at);
			number((end - at) * 2);
			packed.push(bytes[at] as number);
			unwritten = end;
		}
		at = end;
	}
	literal(unwritten, bytes.length);
	return Uint8Array.from(packed);
}

/** What was packed, or undefined where it is not exactly `length` bytes or not packed at all. */
export function unpack(packed: Uint8Array, length: number): Uint8Array | undefined {
	const bytes = new Uint8Array(length);
	let written = 0;
	for (let at = 0; at < packed.length; ) {
		let value = 0;
		let weight = 1;
		for (; (packed[at] ?? 0) > 0x7f && weight < 2 ** 35; weight *= 128) {
			value += ((packed[at++] as number) & 0x7f) * weight;
		}
		value += (packed[at++] ?? 0) * weight;
		const isRun = value % 2 === 0;
		const count = Math.floor(value / 2);
		const end = at + (isRun ? 1 : count);
		if (count === 0 || written + count > length || end > packed.length) {
			return undefined;
		}
		if (isRun) {
			bytes.fill(packed[at] as number, written, written + count);
		} else {
			bytes.set(packed.subarray(at, end), written);
		}
		written += count;
		at = end;
	}
	return written === length ? bytes : undefined;
}

/** Each row as what differs from the one above it: shapes become little more than their edges. */
export function differences(bits: Uint8Array, stride: number): Uint8Array {
	return bits.map((byte, at) => byte ^ (at < stride ? 0 : (bits[at - stride] as number)));
}

export function undifferenced(rows: Uint8Array, stride: number): Uint8Array {
	const bits = Uint8Array.from(rows);
	for (let at = stride; at < bits.length; at++) {
		bits[at] = (bits[at] as number) ^ (bits[at - stride] as number);
	}
	return bits;
}

const CHUNK = 0x8000;

export function toBase64(bytes: Uint8Array): string {
	let text = '';
	for (let at = 0; at < bytes.length; at += CHUNK) {
		text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
	}
	return btoa(text);
}

/** Undefined where it is no Base64. */
export function fromBase64(text: string): Uint8Array | undefined {
	try {
		return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
	} catch {
		return undefined;
	}
}
