import * as z from 'zod';
import { checkedInteger } from '../run/checked-integer.ts';

export const consecutiveTurnsSchema = z.strictObject({
  speaker: z.string(),
  turns: z.int().positive(),
});
type InARow = z.infer<typeof consecutiveTurnsSchema>;

/** Where a team says nothing else: one turn, and one in which it may notice that it still has the word. */
export const USUAL_CONSECUTIVE_TURNS = 2;

/**
 * Who spoke last in a team, and how often in a row without anybody else. A model that forgets to hand over, or is always chosen,
 * would otherwise go on with itself for as long as the run may.
 */
export class ConsecutiveTurns {
  readonly #most: number;
  #inARow: InARow | null = null;

  /** No limit when not given. */
  constructor(most = Infinity) {
    this.#most = most;
  }

  /** Whether it is somebody else's turn. */
  isOver(speaker: string): boolean {
    return this.#inARow?.speaker === speaker && this.#inARow.turns >= this.#most;
  }

  /** A turn has ended. */
  count(speaker: string): void {
    const turns = this.#inARow?.speaker === speaker ? this.#inARow.turns : 0;
    this.#inARow = { speaker, turns: turns + 1 };
  }

  /** A person said something, or the team begins anew. */
  reset(): void {
    this.#inARow = null;
  }

  /** Why the team stops for a person. */
  get reason(): string {
    const { speaker = '', turns = 0 } = this.#inARow ?? {};
    const often = turns === 1 ? '' : ` ${turns} times in a row`;
    return `It is your turn: ${speaker} has spoken${often}.`;
  }

  /** Absent where nobody is limited: such a team has nothing to keep. */
  saveState(): InARow | undefined {
    return this.#most === Infinity || this.#inARow === null ? undefined : { ...this.#inARow };
  }

  loadState(state: InARow | undefined): void {
    this.#inARow = state ?? null;
  }
}

/** Throws `invalid_input` for a limit below one turn. */
export function checkedConsecutiveTurns(most: number | undefined): number | undefined {
  return most === undefined ? undefined : checkedInteger(most, 1, 'maxConsecutiveTurns');
}
