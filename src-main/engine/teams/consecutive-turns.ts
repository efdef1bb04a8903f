import * as z from 'zod';
import { checkedInteger } from '../run/checked-integer.ts';

export const consecutiveTurnsSchema = z.strictObject({
  speaker: z.string(),
  turns: z.int().positive(),
});
type Streak = z.infer<typeof consecutiveTurnsSchema>;

/** Where a team says nothing else: one turn, and one in which it may notice that it still has the word. */
export const DEFAULT_CONSECUTIVE_TURNS = 2;

/**
 * Who spoke last in a team, and how often in a row without anybody else. A model that forgets to hand over, or is always chosen,
 * would otherwise go on with itself for as long as the run may.
 */
export class ConsecutiveTurns {
  readonly #most: number;
  #streak: Streak | null = null;

  /** No limit when not given. */
  constructor(most = Infinity) {
    this.#most = most;
  }

  /** Whether it is somebody else's turn. */
  isOver(speaker: string): boolean {
    return this.#streak?.speaker === speaker && this.#streak.turns >= this.#most;
  }

  /** A turn has ended. */
  count(speaker: string): void {
    const turns = this.#streak?.speaker === speaker ? this.#streak.turns : 0;
    this.#streak = { speaker, turns: turns + 1 };
  }

  /** A person said something, or the team begins anew. */
  reset(): void {
    this.#streak = null;
  }

  /** Why the team stops for a person. */
  get reason(): string {
    const { speaker = '', turns = 0 } = this.#streak ?? {};
    const often = turns === 1 ? '' : ` ${turns} times in a row`;
    return `It is your turn: ${speaker} has spoken${often}.`;
  }

  /** Absent where nobody is limited: such a team has nothing to keep. */
  saveState(): Streak | undefined {
    return this.#most === Infinity || this.#streak === null ? undefined : { ...this.#streak };
  }

  loadState(state: Streak | undefined): void {
    this.#streak = state ?? null;
  }
}

/** Throws `invalid_input` for a limit below one turn. */
export function checkedConsecutiveTurns(most: number | undefined): number | undefined {
  return most === undefined ? undefined : checkedInteger(most, 1, 'maxConsecutiveTurns');
}
