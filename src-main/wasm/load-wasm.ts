/** What of WebAssembly is used here. TypeScript declares it with the DOM only, which the main side must not see. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  /** By pages of 64 KiB. Views on the earlier buffer are empty then. */
  grow(pages: number): number;
}

export type WasmExports = Readonly<Record<string, unknown>>;

interface WasmHost {
  readonly Memory: new (size: { readonly initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly env?: { readonly memory: WasmMemory } },
  ) => { readonly exports: WasmExports };
}

const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WasmHost };
const pageBytes = 65_536;

/** Throws when there is no room for so many bytes. */
export function wasmMemory(bytes: number): WasmMemory {
  return new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) });
}

/** Makes room for so many bytes in all; views on the earlier buffer are empty then. Throws when there is none. */
export function growTo(memory: WasmMemory, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / pageBytes);
  if (missing > 0) memory.grow(missing);
}

/**
 * The exports of a module. Throws when it is not one or uses what this machine's runtime lacks.
 * @param memory for one that brings none of its own; nothing else can be given from outside.
 */
export function loadWasm(bytes: Uint8Array, memory?: WasmMemory): WasmExports {
  const { Module, Instance } = WebAssembly;
  return new Instance(new Module(bytes), memory === undefined ? {} : { env: { memory } }).exports;
}
