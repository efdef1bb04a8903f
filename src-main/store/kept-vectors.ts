/**
 * Exact vectors of memories at hand, each brought to length one: as many as fit, those asked for lately first. Knows nothing of the database.
 */
import { Rows } from './rows.ts';
import { ofLengthOne } from './vector-blob.ts';

/** A text or cue of a memory, and where its vector is. */
export interface KeptUnit {
  readonly id: number;
  /** Null for the text. */
  readonly cue: string | null;
  readonly slot: number;
}

export interface KeptMemory {
  readonly memoryId: string;
  readonly row: number;
  readonly units: readonly KeptUnit[];
}

export class KeptVectors {
  readonly #mostBytes: number;
  /** Asked for lately. When it is full it becomes the older half, and whatever is not asked for again goes with the next. */
  #recent = new Map<string, KeptMemory>();
  #older = new Map<string, KeptMemory>();
  #recentBytes = 0;
  readonly #ofRow = new Map<number, KeptMemory>();
  readonly #slotOfUnit = new Map<number, number>();
  #vectors: Rows | undefined;
  #vectorBytes = 0;
  #slots = 0;
  readonly #freeSlots: number[] = [];

  /** @param mostBytes of the vectors asked for lately; as much again is kept of what was asked for before. */
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get isFull(): boolean {
    return this.#recentBytes >= this.#mostBytes;
  }

  has(memoryId: string): boolean {
    return this.#recent.has(memoryId) || this.#older.has(memoryId);
  }

  /** Counts as asking for it. */
  find(memoryId: string): KeptMemory | undefined {
    const recent = this.#recent.get(memoryId);
    if (recent !== undefined) return recent;
    const older = this.#older.get(memoryId);
    if (older !== undefined) this.#keep(older);
    return older;
  }

  slotOf(unitId: number): number | undefined {
    return this.#slotOfUnit.get(unitId);
  }

  /** The product of a vector, brought to length one, with each of these: their cosines, but for rounding. They hold until the next call. */
  products(vector: Float32Array, slots: readonly number[]): ArrayLike<number> {
    return this.#vectors?.products(ofLengthOne(vector), slots) ?? [];
  }

  /** Throws a RangeError when there is no memory left for it. */
  add(
    memoryId: string,
    row: number,
    units: readonly { readonly id: number; readonly cue: string | null; readonly vector: Float32Array }[],
  ): void {
    this.drop(row);
    const kept = units.map(({ id, cue, vector }) => ({ id, cue, slot: this.#put(vector) }));
    for (const { id, slot } of kept) this.#slotOfUnit.set(id, slot);
    const memory = { memoryId, row, units: kept };
    this.#ofRow.set(row, memory);
    this.#keep(memory);
  }

  drop(row: number): void {
    const memory = this.#ofRow.get(row);
    if (memory === undefined) return;
    if (this.#recent.delete(memory.memoryId)) this.#recentBytes -= this.#bytesOf(memory);
    this.#older.delete(memory.memoryId);
    this.#free(memory);
  }

  /** The memory itself is given back only when the next vectors are of another length. */
  dropAll(): void {
    this.#recent.clear();
    this.#recentBytes = 0;
    this.#older.clear();
    this.#ofRow.clear();
    this.#slotOfUnit.clear();
    this.#freeSlots.length = 0;
    this.#slots = 0;
  }

  /** To be called between comparisons, never while slots are in use. */
  makeRoom(): void {
    if (!this.isFull) return;
    for (const [id, memory] of this.#older) {
      if (!this.#recent.has(id)) this.#free(memory);
    }
    this.#older = this.#recent;
    this.#recent = new Map();
    this.#recentBytes = 0;
  }

  #keep(memory: KeptMemory): void {
    this.#recent.set(memory.memoryId, memory);
    this.#recentBytes += this.#bytesOf(memory);
  }

  #bytesOf({ units }: KeptMemory): number {
    return units.length * this.#vectorBytes;
  }

  #put(vector: Float32Array): number {
    if (vector.byteLength !== this.#vectorBytes) {
      this.#vectors = undefined;
      this.#vectorBytes = vector.byteLength;
    }
    this.#vectors ??= new Rows(vector.byteLength);
    const slot = this.#freeSlots.pop() ?? this.#slots++;
    this.#vectors.set(slot, ofLengthOne(vector));
    return slot;
  }

  #free({ row, units }: KeptMemory): void {
    this.#ofRow.delete(row);
    for (const { id, slot } of units) {
      this.#slotOfUnit.delete(id);
      this.#freeSlots.push(slot);
    }
  }
}
