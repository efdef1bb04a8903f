import * as z from 'zod';
import { checkedInteger } from '../run/checked-integer.ts';

export const consecutiveTurnsSchema = z.strictObject({
  speaker: z.string(),
  turns: z.int().positive(),
});
type Streak = z.infer<typeof consecutiveTurnsSchema>;

/** Default of swarms and selector teams: one turn, and a second in which the agent may notice that it was not handed over. */
export const DEFAULT_CONSECUTIVE_TURNS = 2;

/**
 * Counts consecutive turns of the last speaker in a team. Without a limit, a model that forgets to hand over, or is always
 * selected, would talk to itself until the run ends.
 */
export class ConsecutiveTurns {
  readonly #most: number;
  #streak: Streak | null = null;

  /** Default: no limit. */
  constructor(most = Infinity) {
    this.#most = most;
  }

  /** Whether this speaker has used up its consecutive turns. */
  isOver(speaker: string): boolean {
    return this.#streak?.speaker === speaker && this.#streak.turns >= this.#most;
  }

  /** Call when a turn of this speaker has ended. */
  count(speaker: string): void {
    const turns = this.#streak?.speaker === speaker ? this.#streak.turns : 0;
    this.#streak = { speaker, turns: turns + 1 };
  }

  /** Call when a person has spoken or the team starts over. */
  reset(): void {
    this.#streak = null;
  }

  /** The stop reason when it is the person's turn. */
  get reason(): string {
    const { speaker = '', turns = 0 } = this.#streak ?? {};
    const often = turns === 1 ? '' : ` ${turns} times in a row`;
    return `It is your turn: ${speaker} has spoken${often}.`;
  }

  /** Undefined without a limit or before the first turn: nothing to save. */
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
