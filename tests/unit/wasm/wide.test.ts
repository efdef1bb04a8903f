import { beforeEach, describe, expect, it, vi } from 'vitest';
import { wasmMemory } from '#main/wasm/load-wasm.ts';
import { loadPlainAndWide } from '#main/wasm/wide.ts';

const flags = vi.hoisted(() => new Map<string, boolean>());
vi.mock('node:v8', () => ({
  setFlagsFromString: (flag: string) => {
    const { off, name = '' } = /^--(?<off>no-)?(?<name>.+)$/.exec(flag)?.groups ?? {};
    flags.set(name, off === undefined);
  },
}));

/** `two` gives 2; it takes its memory from outside and does nothing with it. */
const module = Uint8Array.from(
  [
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    [0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7f],
    [0x02, 0x0f, 0x01, 0x03, 0x65, 0x6e, 0x76, 0x06, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 0x02, 0x00, 0x01],
    [0x03, 0x02, 0x01, 0x00],
    [0x07, 0x07, 0x01, 0x03, 0x74, 0x77, 0x6f, 0x00, 0x00],
    [0x0a, 0x06, 0x01, 0x04, 0x00, 0x41, 0x02, 0x0b],
  ].flat(),
);
const asFound = { liftoff: true, 'wasm-lazy-compilation': true, 'experimental-wasm-revectorize': false };

const runOn = (arch: NodeJS.Architecture) =>
  Object.defineProperty(process, 'arch', { configurable: true, value: arch });

describe('loadPlainAndWide', () => {
  beforeEach(() => {
    flags.clear();
    runOn('x64');
  });

  it('gives the same module twice, on one memory', () => {
    const both = loadPlainAndWide(module, wasmMemory(1));
    expect(both.map((exports) => (exports['two'] as () => number)())).toEqual([2, 2]);
    expect(both[0]?.['two']).not.toBe(both[1]?.['two']);
  });

  it('does not ask for what there is on x64 alone elsewhere', () => {
    runOn('arm64');
    expect(loadPlainAndWide(module, wasmMemory(1))).toHaveLength(1);
    expect(flags.has('experimental-wasm-revectorize')).toBe(false);
  });

  it('leaves the flags of V8 as they were, even when the module is none', () => {
    loadPlainAndWide(module, wasmMemory(1));
    expect({ ...asFound, ...Object.fromEntries(flags) }).toEqual(asFound);
    flags.clear();
    expect(() => loadPlainAndWide(Uint8Array.of(1, 2, 3), wasmMemory(1))).toThrow('WebAssembly');
    expect({ ...asFound, ...Object.fromEntries(flags) }).toEqual(asFound);
  });
});
