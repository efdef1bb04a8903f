/**
 * Rows of equal length in the memory of a WASM module, and how far each is from a wanted one: the arithmetic of search by meaning,
 * sixteen bytes at a time. What the rows stand for is not known here.
 */
import { growTo } from '../wasm/load-wasm.ts';
import { loadRowKernel } from './row-kernel.ts';
import type { RowKernel } from './row-kernel.ts';

/** Rows begin and end at multiples of so many bytes. */
const block = 16;
/** Rows to begin with; the room doubles when it is full. */
const firstRoom = 1_024;
/** For each row there is room for its number and for a result. */
const scratchBytes = 8;

export class Rows {
  readonly #kernel: RowKernel;
  readonly #rowBytes: number;
  readonly #wantedAt: number;
  readonly #rowsAt: number;
  #room = 0;
  #bytes: Uint8Array;

  /** @param bytes of a row; what lacks to whole blocks stays zero. */
  constructor(bytes: number) {
    this.#kernel = loadRowKernel();
    this.#rowBytes = Math.ceil(bytes / block) * block;
    this.#wantedAt = this.#kernel.freeFrom();
    this.#rowsAt = this.#wantedAt + this.#rowBytes;
    this.#bytes = this.#reserve(firstRoom);
  }

  /** @param row its number, from 0; rows up to it are zero until they are set. */
  set(row: number, values: Uint8Array | Float32Array): void {
    if (row >= this.#room) this.#bytes = this.#reserve(Math.max(row + 1, 2 * this.#room));
    this.#bytes.set(asBytes(values), this.#rowsAt + row * this.#rowBytes);
  }

  /** Copies one row over another. */
  copy(from: number, to: number): void {
    const at = this.#rowsAt + from * this.#rowBytes;
    this.#bytes.copyWithin(this.#rowsAt + to * this.#rowBytes, at, at + this.#rowBytes);
  }

  /** In how many bits each of the first `count` rows differs from the wanted one. The answer holds until the next call. */
  differences(wanted: Uint8Array, count: number): Uint16Array {
    this.#bytes.set(wanted, this.#wantedAt);
    const scratch = this.#scratchAt();
    this.#kernel.differing(this.#rowsAt, this.#rowBytes / block, count, this.#wantedAt, scratch);
    return new Uint16Array(this.#bytes.buffer, scratch, count);
  }

  /** The product of the wanted numbers with those of each of these rows, at most as many as were set. It holds until the next call. */
  products(wanted: Float32Array, rows: readonly number[]): Float32Array {
    this.#bytes.set(asBytes(wanted), this.#wantedAt);
    const scratch = this.#scratchAt();
    new Uint32Array(this.#bytes.buffer, scratch, rows.length).set(rows);
    const results = scratch + 4 * rows.length;
    this.#kernel.products(
      this.#rowsAt,
      this.#rowBytes / block,
      scratch,
      rows.length,
      this.#wantedAt,
      results,
    );
    return new Float32Array(this.#bytes.buffer, results, rows.length);
  }

  /** Behind the rows; it is used within one call, so it need not be kept when they grow. */
  #scratchAt(): number {
    return this.#rowsAt + this.#room * this.#rowBytes;
  }

  #reserve(room: number): Uint8Array {
    const { memory } = this.#kernel;
    const needed = this.#rowsAt + room * (this.#rowBytes + scratchBytes);
    growTo(memory, needed);
    const bytes = new Uint8Array(memory.buffer);
    // What was scratch becomes rows, which are zero until they are set.
    bytes.fill(0, this.#scratchAt());
    this.#room = room;
    return bytes;
  }
}

function asBytes({ buffer, byteOffset, byteLength }: Uint8Array | Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
