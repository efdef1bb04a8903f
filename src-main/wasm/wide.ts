/**
 * WASM has vectors of 16 bytes; many processors have some of 32. V8 can join two that lie side by side, which for the embedder's
 * kernel makes a question a third quicker, but does so only when asked by a flag. It has the flag on x64 alone. Where the processor has no
 * such vectors, or V8 has the flag no more (and says so on stderr), what comes of it is the plain module.
 *
 * The flag is one that V8 calls experimental. So it is on only while this one module is compiled, and whoever uses the result is
 * to compare its numbers with the plain one's.
 */
import { setFlagsFromString } from 'node:v8';
import { loadWasm } from './load-wasm.ts';
import type { WasmExports, WasmMemory } from './load-wasm.ts';

/** All at once and as fast as it gets, in place of step by step as functions are called. */
const eager = ['liftoff', 'wasm-lazy-compilation'] as const;
const joining = 'experimental-wasm-revectorize';

/** A custom section with a name and nothing in it: V8 gives the same code for the same bytes, whatever the flags. */
const another = [0, 2, 1, 'w'.charCodeAt(0)] as const;

/**
 * The exports of the same module, twice where V8 may know the flag: plain, and on the same memory with vectors joined where that can be.
 * Throws as `loadWasm` does.
 */
export function loadPlainAndWide(bytes: Uint8Array, memory: WasmMemory): readonly WasmExports[] {
  for (const flag of eager) setFlagsFromString(`--no-${flag}`);
  try {
    const plain = loadWasm(bytes, memory);
    return process.arch === 'x64' ? [plain, joined(bytes, memory)] : [plain];
  } finally {
    for (const flag of eager) setFlagsFromString(`--${flag}`);
  }
}

function joined(bytes: Uint8Array, memory: WasmMemory): WasmExports {
  setFlagsFromString(`--${joining}`);
  try {
    return loadWasm(Uint8Array.of(...bytes, ...another), memory);
  } finally {
    setFlagsFromString(`--no-${joining}`);
  }
}
