import type { Memory } from '#shared/memory/memory.ts';
import type { MemoryReader } from '../ports.ts';
import { TURN_FALL_OFF, TURN_REACH, TURN_SHARE_AFTER, TURN_SHARE_BEFORE } from './constants.ts';

/** A turn near another one, and its weight in the other one's score. */
export interface NearTurn {
  readonly memory: Memory;
  readonly share: number;
}

/**
 * The turns around the turns of imported chats. The question before "Yes, in May" helps to find it: a turn is scored together with its
 * neighbours, and the neighbours of a hit become candidates too. Other memories have no neighbours.
 */
export class AdjacentTurns {
  readonly #turns = new Map<string, Memory>();
  readonly #before = new Map<string, string>();
  readonly #after = new Map<string, string>();

  constructor(found: readonly Memory[], reader: MemoryReader) {
    const turns = found.filter(isTurn);
    if (turns.length === 0) return;
    // Twice the reach, because the neighbours that become candidates are scored with their own neighbours.
    const windows = reader.turnsAround(
      turns.map(({ id }) => id),
      2 * TURN_REACH,
    );
    for (const window of windows) this.#link(window);
  }

  /** All turns within reach of these memories, without these memories themselves. */
  joining(found: readonly Memory[]): Memory[] {
    const known = new Set(found.map(({ id }) => id));
    const near = found.flatMap(({ id }) => this.around(id)).filter(({ memory }) => !known.has(memory.id));
    return [...new Map(near.map(({ memory }) => [memory.id, memory])).values()];
  }

  /** Ids of all turns that take part in a score. */
  ids(): Iterable<string> {
    return this.#turns.keys();
  }

  around(id: string): NearTurn[] {
    return [
      ...this.#walk(id, this.#before, TURN_SHARE_BEFORE),
      ...this.#walk(id, this.#after, TURN_SHARE_AFTER),
    ];
  }

  #link(window: readonly Memory[]): void {
    window.forEach((memory, index) => {
      this.#turns.set(memory.id, memory);
      const next = window[index + 1];
      if (next === undefined) return;
      this.#after.set(memory.id, next.id);
      this.#before.set(next.id, memory.id);
    });
  }

  #walk(from: string, links: ReadonlyMap<string, string>, share: number): NearTurn[] {
    const near: NearTurn[] = [];
    let id = links.get(from);
    for (let step = 0; step < TURN_REACH && id !== undefined; step += 1) {
      const memory = this.#turns.get(id);
      if (memory !== undefined) near.push({ memory, share: share * TURN_FALL_OFF ** step });
      id = links.get(id);
    }
    return near;
  }
}

/** True for a message of an imported chat. */
export function isTurn({ source }: Memory): boolean {
  return source.origin === 'import' && source.conversationId !== null;
}
