/** What of WebAssembly is used here. TypeScript declares it with the DOM only, which the main side must not see. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
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

/**
 * The exports of a module. Throws when it is not one or uses what this machine's runtime lacks.
 * @param memory for one that brings none of its own; nothing else can be given from outside.
 */
export function loadWasm(bytes: Uint8Array, memory?: WasmMemory): WasmExports {
  const { Module, Instance } = WebAssembly;
  return new Instance(new Module(bytes), memory === undefined ? {} : { env: { memory } }).exports;
}
