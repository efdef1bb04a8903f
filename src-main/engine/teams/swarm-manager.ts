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
  /** The participant that speaks next, also after a handoff to someone outside. */
  current: z.string(),
  /** A handoff to someone outside the team that was not answered yet; null when the turn is in the team. */
  outside: z.strictObject({ source: z.string(), target: z.string() }).nullable(),
  /** Id of the last message of the last turn, and the number of messages of the thread that were checked. */
  lastWords: z.string().nullable(),
  seen: z.int().nonnegative(),
});
type State = Omit<z.infer<typeof stateSchema>, 'type' | 'version'>;

/**
 * The current participant keeps speaking until one of its turns ends with a handoff. After a handoff to someone outside, the team
 * stops; the next message from outside gives the turn back.
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

  /** A task that consists of a single handoff must name a participant or this team. */
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

  /** Only the last message counts: members of a nested team may have handed over to each other before. */
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
