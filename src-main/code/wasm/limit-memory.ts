/**
 * A WebAssembly module whose memory cannot grow beyond a limit, whatever the module itself declares: its memory section is written anew
 * (WebAssembly core specification, 5.5.8).
 */
import { TuteeError } from '#shared/errors.ts';

const HEADER = 8;
const MEMORY_SECTION = 5;
const PAGE = 65_536;

/** @param mostBytes rounded down to whole pages of 64 KiB, and not below what the module begins with. Throws `invalid_input` for other bytes. */
export function limitMemory(wasm: Uint8Array, mostBytes: number): Uint8Array<ArrayBuffer> {
  let at = HEADER;
  while (at < wasm.length) {
    const begin = at;
    const id = wasm[at];
    const size = readVarint(wasm, at + 1);
    const end = size.next + size.value;
    if (id === MEMORY_SECTION) {
      const section = limited(wasm.subarray(size.next, end), Math.floor(mostBytes / PAGE));
      const parts = [
        wasm.subarray(0, begin),
        Uint8Array.of(MEMORY_SECTION, ...varint(section.length)),
        section,
      ];
      return Uint8Array.from(Buffer.concat([...parts, wasm.subarray(end)]));
    }
    at = end;
  }
  throw new TuteeError(
    'invalid_input',
    'This WebAssembly module has no memory of its own, so it cannot be limited.',
  );
}

/** The content of a memory section with one memory. */
function limited(section: Uint8Array, mostPages: number): Uint8Array {
  const count = readVarint(section, 0);
  const flags = section[count.next];
  const least = readVarint(section, count.next + 1);
  if (count.value !== 1 || flags === undefined || flags > 1)
    throw new TuteeError(
      'invalid_input',
      'This WebAssembly module has a memory of a kind that cannot be limited.',
    );
  return Uint8Array.of(1, 1, ...varint(least.value), ...varint(Math.max(mostPages, least.value)));
}

/** LEB128, unsigned. */
function readVarint(bytes: Uint8Array, from: number): { readonly value: number; readonly next: number } {
  let value = 0;
  let next = from;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[next] ?? 0;
    next += 1;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80 || shift > 28) return { value, next };
  }
}

function varint(value: number): number[] {
  const low = value % 128;
  return value < 128 ? [low] : [low + 128, ...varint(Math.floor(value / 128))];
}
