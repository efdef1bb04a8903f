/**
 * Coarse bit strings held in memory and compared one after another: at 100,000 units a few milliseconds whatever k is, where
 * vec0 takes longer with every neighbour asked for. Knows nothing of the database.
 */

/** Slots to begin with; the room doubles when it is full. */
const firstRoom = 1_024;

export class CoarseScan {
  readonly #words: number;
  readonly #position = new Map<number, number>();
  readonly #scopeCodes = new Map<string, number>();
  #units = new Float64Array(firstRoom);
  #scopes = new Int32Array(firstRoom);
  #bits: Int32Array;
  #distances = new Uint16Array(firstRoom);
  #size = 0;

  /** @param bitCount a multiple of 32 */
  constructor(bitCount: number) {
    this.#words = bitCount / 32;
    this.#bits = new Int32Array(firstRoom * this.#words);
  }

  get size(): number {
    return this.#size;
  }

  put(unitId: number, scope: string, bits: Uint8Array): void {
    const at = this.#position.get(unitId) ?? this.#newSlot(unitId);
    this.#scopes[at] = this.#codeOf(scope);
    this.#bits.set(asWords(bits), at * this.#words);
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
    this.#bits.copyWithin(at * this.#words, this.#size * this.#words, (this.#size + 1) * this.#words);
    this.#position.set(last, at);
  }

  /** The k units in which the fewest bits differ, in no order; more than k when several are equally far. */
  nearest(bits: Uint8Array, k: number, scopes: 'all' | readonly string[]): number[] {
    const allowed =
      scopes === 'all' ? null : new Set(scopes.map((scope) => this.#scopeCodes.get(scope) ?? -1));
    const histogram = this.#measure(asWords(bits), allowed);
    const limit = limitFor(histogram, k);
    const near: number[] = [];
    for (let at = 0; at < this.#size; at += 1) {
      if ((this.#distances[at] ?? 0) <= limit) near.push(this.#units[at] ?? 0);
    }
    return near;
  }

  /** Fills the distances; answers how many units are at each distance. */
  #measure(wanted: Int32Array, allowed: ReadonlySet<number> | null): Uint32Array {
    const bits = this.#bits;
    const words = this.#words;
    const histogram = new Uint32Array(words * 32 + 1);
    for (let at = 0; at < this.#size; at += 1) {
      if (allowed !== null && !allowed.has(this.#scopes[at] ?? 0)) {
        this.#distances[at] = OUT_OF_SCOPE;
        continue;
      }
      let distance = 0;
      for (let word = 0, start = at * words; word < words; word += 1) {
        distance += ones((bits[start + word] ?? 0) ^ (wanted[word] ?? 0));
      }
      this.#distances[at] = distance;
      histogram[distance] = (histogram[distance] ?? 0) + 1;
    }
    return histogram;
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
    this.#bits = grown(this.#bits, new Int32Array(room * this.#words));
    this.#distances = new Uint16Array(room);
  }

  #codeOf(scope: string): number {
    const known = this.#scopeCodes.get(scope) ?? this.#scopeCodes.size;
    this.#scopeCodes.set(scope, known);
    return known;
  }
}

const OUT_OF_SCOPE = 0xffff;

/** The least distance within which k units are. */
function limitFor(histogram: Uint32Array, k: number): number {
  let within = 0;
  for (let distance = 0; distance < histogram.length; distance += 1) {
    within += histogram[distance] ?? 0;
    if (within >= k) return distance;
  }
  return histogram.length;
}

/** How many bits of a 32-bit number are set (Warren, "Hacker's Delight", 5-1). */
function ones(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  bits = (bits + (bits >>> 4)) & 0x0f0f0f0f;
  return Math.imul(bits, 0x01010101) >>> 24;
}

/** Copied, because a blob's memory need not be aligned. */
function asWords(bits: Uint8Array): Int32Array {
  return new Int32Array(Uint8Array.from(bits).buffer);
}

function grown<Values extends Float64Array | Int32Array>(from: Values, to: Values): Values {
  to.set(from);
  return to;
}
