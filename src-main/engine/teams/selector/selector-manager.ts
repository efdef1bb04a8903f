import * as z from 'zod';
import { userInputRequestedEventSchema } from '#shared/agents/agent-events.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import { abortable } from '../../run/abortable.ts';
import { readState } from '../../run/read-state.ts';
import type { RunContext } from '../../run/run-context.ts';
import type { GroupChatManager, NextSpeakers } from '../group-chat-manager.ts';
import type { ChatCompletionContext } from '../../context/chat-completion-context.ts';
import { transcript, historyStateSchema, SelectorHistory } from './selector-history.ts';
import { selectByModel } from './select-by-model.ts';
import type { ModelSelector } from './select-by-model.ts';
import { selectByPerson } from './select-by-person.ts';
import type { PersonSelection, PersonSelector } from './select-by-person.ts';
import type { SelectionContext } from './selector-prompt.ts';

/**
 * Returns the next speaker, `{ end: reason }` to end the chat, or null to leave the choice to the person or the model. `previous`: the participant that had the last
 * turn (for a nested team, the team's name); null before the first turn.
 */
export type SelectorFunc = (
  thread: readonly AgentMessage[],
  previous: string | null,
) => SpeakerChoice | Promise<SpeakerChoice>;
export type SpeakerChoice = string | null | { readonly end: string };
/** Returns the names that may be selected. */
export type CandidateFunc = (
  thread: readonly AgentMessage[],
  previous: string | null,
) => readonly string[] | Promise<readonly string[]>;

type Stop = Extract<NextSpeakers, { type: 'stop' }>;

export interface SelectorManagerOptions {
  readonly participants: SelectionContext['participants'];
  readonly model: ModelSelector | null;
  readonly person: Omit<PersonSelector, 'pending'> | null;
  readonly selectorFunc: SelectorFunc | undefined;
  readonly candidateFunc: CandidateFunc | undefined;
  /** Whether the previous speaker may speak again. */
  readonly mayRepeat: (name: string) => boolean;
  /** Undefined: the model sees the whole conversation. */
  readonly modelContext: ChatCompletionContext | undefined;
}

const stateSchema = z.strictObject({
  type: z.literal('SelectorManagerState'),
  version: z.literal(1),
  previous: z.string().nullable(),
  /** The open request to a person. */
  pending: userInputRequestedEventSchema.nullable(),
  /** Present when there is a model context. */
  history: historyStateSchema.exactOptional(),
});

/** Selects by function, person and model, in this order. When none selects, the previous speaker continues. */
export class SelectorManager implements GroupChatManager {
  readonly #options: SelectorManagerOptions;
  readonly #names: readonly string[];
  readonly #person: PersonSelector | null;
  readonly #history: SelectorHistory | null;
  #previous: string | null = null;

  constructor(options: SelectorManagerOptions) {
    this.#options = options;
    this.#names = options.participants.map(({ name }) => name);
    this.#person = options.person === null ? null : { ...options.person, pending: null };
    this.#history = options.modelContext === undefined ? null : new SelectorHistory(options.modelContext);
  }

  async *next(thread: readonly AgentMessage[], run: RunContext): AsyncGenerator<AgentMessage, NextSpeakers> {
    const choice = yield* this.#choose(thread, run);
    if (choice.type === 'wait' || choice.type === 'stop') return choice;
    this.#previous = choice.name;
    return { type: 'speak', speakers: [choice.name] };
  }

  async *#choose(
    thread: readonly AgentMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, Exclude<PersonSelection, { type: 'left-open' }> | Stop> {
    const { selectorFunc, model } = this.#options;
    const ruled =
      (await abortable(Promise.resolve(selectorFunc?.(thread, this.#previous)), run.signal)) ?? null;
    if (typeof ruled === 'object' && ruled !== null) return { type: 'stop', reason: ruled.end };
    if (ruled !== null) {
      this.#checkNames('selectorFunc', [ruled]);
      return { type: 'chosen', name: ruled };
    }
    const candidates = await this.#candidates(thread, run);
    const [first = '', ...others] = candidates;
    if (others.length === 0) return { type: 'chosen', name: first };
    if (this.#person !== null) {
      const choice = yield* selectByPerson(this.#person, candidates, run);
      if (choice.type !== 'left-open') return choice;
    }
    const named = model === null ? null : yield* this.#byModel(model, candidates, thread, run);
    return { type: 'chosen', name: named ?? this.#fallback(candidates) };
  }

  async *#byModel(
    model: ModelSelector,
    candidates: readonly string[],
    thread: readonly AgentMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, string | null> {
    const said = this.#history === null ? transcript(thread) : yield* this.#history.text(thread, run);
    const history = [transcript(run.priorMessages ?? []), said].filter((part) => part !== '').join('\n\n');
    const { participants } = this.#options;
    return yield* selectByModel(model, { participants, candidates, history }, run);
  }

  async #candidates(thread: readonly AgentMessage[], run: RunContext): Promise<readonly string[]> {
    const { candidateFunc, mayRepeat } = this.#options;
    if (candidateFunc !== undefined) {
      const given = new Set(
        await abortable(Promise.resolve(candidateFunc(thread, this.#previous)), run.signal),
      );
      this.#checkNames('candidateFunc', [...given]);
      return [...given];
    }
    return this.#names.filter((name) => name !== this.#previous || mayRepeat(name));
  }

  #checkNames(what: string, named: readonly string[]): void {
    const stranger = named.find((name) => !this.#names.includes(name));
    if (named.length > 0 && stranger === undefined) return;
    const problem = stranger === undefined ? 'nobody' : `“${stranger}”`;
    const message = `The ${what} names ${problem}. There are ${this.#names.join(', ')}.`;
    throw new TuteeError('invalid_output', message);
  }

  /** The previous speaker, unless candidateFunc excludes it; otherwise the first candidate. */
  #fallback(candidates: readonly string[]): string {
    const previous = this.#previous;
    const may =
      this.#options.candidateFunc === undefined || (previous !== null && candidates.includes(previous));
    return previous !== null && may ? previous : (candidates[0] ?? '');
  }

  reset(): void {
    this.#previous = null;
    this.#history?.clear();
    if (this.#person !== null) this.#person.pending = null;
  }

  saveState(): unknown {
    const pending = structuredClone(this.#person?.pending ?? null);
    const history = this.#history?.saveState();
    return {
      type: 'SelectorManagerState',
      version: 1,
      previous: this.#previous,
      pending,
      ...(history !== undefined && { history }),
    };
  }

  loadState(state: unknown): void {
    const { previous, pending, history } = readState(stateSchema, state, 'a selector');
    if (previous !== null && !this.#names.includes(previous)) {
      throw cannotLoad('previous', `“${previous}” spoke last in this state and is not in the team.`);
    }
    if (pending !== null && this.#person === null) {
      throw cannotLoad('pending', 'In this state a person chooses who speaks: give a userInput.');
    }
    // A state without a history: a context that was configured since then receives the whole conversation.
    if (history === undefined) this.#history?.clear();
    else this.#history?.loadState(history);
    this.#previous = previous;
    if (this.#person !== null) this.#person.pending = pending;
  }
}

function cannotLoad(field: string, message: string): TuteeError {
  return new TuteeError('invalid_input', message, { field });
}
