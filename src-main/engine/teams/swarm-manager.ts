import * as z from 'zod';
import type { ChatMessage, HandoffMessage } from '#shared/agents/chat-messages.ts';
import { isChatMessage } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import { readState } from '../run/read-state.ts';
import type { GroupChatManager, NextSpeakers } from './group-chat-manager.ts';

const stateSchema = z.strictObject({
  type: z.literal('SwarmManagerState'),
  version: z.literal(1),
  /** Who has the word, or gets it back from outside. */
  current: z.string(),
  /** The handoff to somebody outside that nothing was said after; null: the word is in the team. */
  outside: z.strictObject({ source: z.string(), target: z.string() }).nullable(),
  /** The last thing said in the last turn, and how much of the thread was looked at. */
  lastWords: z.string().nullable(),
  seen: z.int().nonnegative(),
});
type State = Omit<z.infer<typeof stateSchema>, 'type' | 'version'>;

/**
 * Whoever has the word keeps it until a turn ends with handing it over. Handed over to somebody outside, it comes back with
 * whatever is said next from there; until then the team stops.
 */
export class SwarmManager implements GroupChatManager {
  readonly #team: string;
  readonly #names: readonly string[];
  #state: State;

  constructor(team: string, names: readonly string[]) {
    this.#team = team;
    this.#names = names;
    this.#state = this.#begin();
  }

  #begin(): State {
    return { current: this.#names[0] ?? '', outside: null, lastWords: null, seen: 0 };
  }

  /** Among others, a handoff is to whom it says; a task that is nothing but one must be to somebody here. */
  checkStart(task: readonly ChatMessage[]): void {
    const [only] = task;
    if (task.length !== 1 || only?.type !== 'HandoffMessage') return;
    if (this.#names.includes(only.target) || only.target === this.#team) return;
    const message = `The word cannot be handed to “${only.target}”: there are ${this.#names.join(', ')}.`;
    throw new TuteeError('invalid_input', message, { field: 'task' });
  }

  async *next(thread: readonly AgentMessage[]): AsyncGenerator<AgentMessage, NextSpeakers> {
    yield* [];
    const words = thread.slice(this.#state.seen).filter(isChatMessage);
    const fromOutside = words.slice(words.findIndex(({ id }) => id === this.#state.lastWords) + 1);
    const handoff = fromOutside.findLast(
      (message): message is HandoffMessage =>
        message.type === 'HandoffMessage' && this.#names.includes(message.target),
    );
    this.#state = {
      ...this.#state,
      current: handoff?.target ?? this.#state.current,
      outside: fromOutside.length > 0 ? null : this.#state.outside,
      seen: thread.length,
    };
    const { current, outside } = this.#state;
    if (outside === null) return { type: 'speak', speakers: [current] };
    const { source, target } = outside;
    const reason = `${source} handed over to ${target}, who is not among ${this.#names.join(', ')}.`;
    return { type: 'stop', reason };
  }

  /** What counts is the last word: members of a nested team may have handed over among themselves before. */
  onTurnEnd(_speaker: string, _messages: readonly AgentMessage[], spoken: readonly ChatMessage[]): void {
    const last = spoken.at(-1);
    if (last === undefined) return;
    this.#state = { ...this.#state, lastWords: last.id, outside: null };
    if (last.type !== 'HandoffMessage') return;
    const { source, target } = last;
    if (this.#names.includes(target)) this.#state = { ...this.#state, current: target };
    else this.#state = { ...this.#state, outside: { source, target } };
  }

  reset(): void {
    this.#state = this.#begin();
  }

  saveState(): unknown {
    return { type: 'SwarmManagerState', version: 1, ...structuredClone(this.#state) };
  }

  loadState(state: unknown): void {
    const { type: _type, version: _version, ...read } = readState(stateSchema, state, 'a swarm');
    if (!this.#names.includes(read.current)) {
      const message = `“${read.current}” has the word in this state and is not in the team.`;
      throw new TuteeError('invalid_input', message, { field: 'current' });
    }
    this.#state = read;
  }
}
