/**
 * Loads WebAssembly modules. Owns the small part of the API that is used here: TypeScript declares it only with the
 * DOM, which the main side must not see. Knows nothing of any module's contents.
 */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

export type WasmExports = Readonly<Record<string, unknown>>;

interface WasmHost {
  readonly Memory: new (size: { readonly initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => { readonly exports: WasmExports };
}

const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WasmHost };
const pageBytes = 65_536;

/** Memory for this many bytes. Throws RangeError when it cannot be allocated. */
export function wasmMemory(bytes: number): WasmMemory {
  return new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) });
}

/** Instantiates a module with these imports, by module and name. Throws when the bytes are no module, or an import is missing. */
export function loadWasmWith(
  bytes: Uint8Array,
  imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): WasmExports {
  const { Module, Instance } = WebAssembly;
  return new Instance(new Module(bytes), imports).exports;
}

/**
 * Instantiates a module and returns its exports. Throws when the bytes are no module, or it uses features that this
 * runtime lacks.
 * @param memory imported as `env.memory`, for a module without its own; nothing else can be imported.
 */
export function loadWasm(bytes: Uint8Array, memory?: WasmMemory): WasmExports {
  const { Module, Instance } = WebAssembly;
  return new Instance(new Module(bytes), memory === undefined ? {} : { env: { memory } }).exports;
}
