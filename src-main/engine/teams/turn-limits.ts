import { pluralize } from '../run/pluralize.ts';
import * as z from 'zod';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { abortable } from '../run/abortable.ts';
import { readState } from '../run/read-state.ts';
import { checkedInteger } from '../run/checked-integer.ts';
import type { RunContext } from '../run/run-context.ts';
import type { TerminationCondition } from '../termination/termination-condition.ts';

const stateSchema = z.strictObject({
  type: z.literal('TurnLimitsState'),
  version: z.literal(1),
  turns: z.int().nonnegative(),
  condition: z.json(),
});

/** Decides when a team stops: by its termination condition and its number of turns. Resets itself after each stop. */
export class TurnLimits {
  readonly #condition: TerminationCondition | undefined;
  readonly #maxTurns: number | undefined;
  #turns = 0;

  /** Throws `invalid_input` for a limit below one turn. */
  constructor(condition: TerminationCondition | undefined, maxTurns: number | undefined) {
    this.#condition = condition;
    this.#maxTurns = maxTurns === undefined ? undefined : checkedMaxTurns(maxTurns);
  }

  /** The reason to stop, or null. `messages`: those since the last call. */
  async check(
    messages: readonly AgentMessage[],
    turnEnded: boolean,
    run: RunContext,
  ): Promise<string | null> {
    const stop = await abortable(Promise.resolve(this.#condition?.check(messages, run)), run.signal);
    if (turnEnded) this.#turns += 1;
    const reason = stop?.content ?? this.#tooManyTurns();
    if (reason !== null) this.reset();
    return reason;
  }

  #tooManyTurns(): string | null {
    if (this.#maxTurns === undefined || this.#turns < this.#maxTurns) return null;
    return `It ends after ${pluralize(this.#maxTurns, 'turn')}.`;
  }

  reset(): void {
    this.#condition?.reset();
    this.#turns = 0;
  }

  saveState(): unknown {
    const condition = this.#condition?.saveState() ?? null;
    return { type: 'TurnLimitsState', version: 1, turns: this.#turns, condition };
  }

  loadState(state: unknown): void {
    const { turns, condition } = readState(stateSchema, state, 'the limits of a team');
    if (this.#condition !== undefined) this.#condition.loadState(condition);
    this.#turns = turns;
  }
}

/** Throws `invalid_input` for a limit below one turn. */
export function checkedMaxTurns(maxTurns: number): number {
  return checkedInteger(maxTurns, 1, 'maxTurns');
}
