/** What of WebAssembly is used here. TypeScript declares it with the DOM only, which the main side must not see. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  /** By pages of 64 KiB. Views on the earlier buffer are empty then. */
  grow(pages: number): number;
}

interface WasmHost {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> };
}

/** The exports of a module that needs nothing from outside. Throws when it is not one or uses what this machine's runtime lacks. */
export function loadWasm(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: WasmHost }).WebAssembly;
  return new Instance(new Module(bytes)).exports;
}
