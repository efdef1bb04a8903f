/**
 * Coarse bit strings held in memory and compared one after another: at 100,000 units a few milliseconds whatever k is, where
 * vec0 takes longer with every neighbour asked for. Knows nothing of the database.
 */

import { Rows } from './rows.ts';

/** Slots to begin with; the room doubles when it is full. */
const firstRoom = 1_024;

export class CoarseScan {
  readonly #bitCount: number;
  readonly #position = new Map<number, number>();
  readonly #scopeCodes = new Map<string, number>();
  readonly #bits: Rows;
  #units = new Float64Array(firstRoom);
  #scopes = new Int32Array(firstRoom);
  #size = 0;

  /** @param bitCount a multiple of 8 */
  constructor(bitCount: number) {
    this.#bitCount = bitCount;
    this.#bits = new Rows(bitCount / 8);
  }

  get size(): number {
    return this.#size;
  }

  put(unitId: number, scope: string, bits: Uint8Array): void {
    const at = this.#position.get(unitId) ?? this.#newSlot(unitId);
    this.#scopes[at] = this.#codeOf(scope);
    this.#bits.set(at, bits);
  }

  drop(unitId: number): void {
    const at = this.#position.get(unitId);
    if (at === undefined) return;
    this.#position.delete(unitId);
    this.#size -= 1;
    if (at === this.#size) return;
    const last = this.#units[this.#size] ?? 0;
    this.#units[at] = last;
    this.#scopes[at] = this.#scopes[this.#size] ?? 0;
    this.#bits.copy(this.#size, at);
    this.#position.set(last, at);
  }

  /** The k units in which the fewest bits differ, in no order; more than k when several are equally far. */
  nearest(bits: Uint8Array, k: number, scopes: 'all' | readonly string[]): number[] {
    const distances = this.#bits.differences(bits, this.#size);
    if (scopes !== 'all') this.#rule(distances, scopes);
    const limit = limitFor(distances, this.#bitCount, k);
    const near: number[] = [];
    for (let at = 0; at < this.#size; at += 1) {
      if ((distances[at] ?? 0) <= limit) near.push(this.#units[at] ?? 0);
    }
    return near;
  }

  /** Units of other scopes are at no distance. */
  #rule(distances: Uint16Array, scopes: readonly string[]): void {
    const allowed = new Set(scopes.map((scope) => this.#scopeCodes.get(scope) ?? -1));
    const known = [...this.#scopeCodes.values()];
    if (known.every((code) => allowed.has(code))) return;
    for (let at = 0; at < this.#size; at += 1) {
      if (!allowed.has(this.#scopes[at] ?? 0)) distances[at] = OUT_OF_SCOPE;
    }
  }

  #newSlot(unitId: number): number {
    if (this.#size === this.#units.length) this.#grow();
    const at = this.#size;
    this.#size += 1;
    this.#units[at] = unitId;
    this.#position.set(unitId, at);
    return at;
  }

  #grow(): void {
    const room = this.#units.length * 2;
    this.#units = grown(this.#units, new Float64Array(room));
    this.#scopes = grown(this.#scopes, new Int32Array(room));
  }

  #codeOf(scope: string): number {
    const known = this.#scopeCodes.get(scope) ?? this.#scopeCodes.size;
    this.#scopeCodes.set(scope, known);
    return known;
  }
}

const OUT_OF_SCOPE = 0xffff;

/** The least distance within which k units are. */
function limitFor(distances: Uint16Array, bitCount: number, k: number): number {
  const counts = new Uint32Array(bitCount + 1);
  for (const distance of distances) {
    if (distance !== OUT_OF_SCOPE) counts[distance] = (counts[distance] ?? 0) + 1;
  }
  let within = 0;
  for (let distance = 0; distance <= bitCount; distance += 1) {
    within += counts[distance] ?? 0;
    if (within >= k) return distance;
  }
  return bitCount;
}

function grown<Values extends Float64Array | Int32Array>(from: Values, to: Values): Values {
  to.set(from);
  return to;
}
