import * as z from 'zod';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { agentMessageSchema, messageText } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import type { Turn } from '../agents/participant.ts';
import { readState } from '../run/read-state.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';
import { takeTurn } from '../run/stream-task.ts';
import type { ChatResult } from './chat-spec.ts';
import { summariseChat } from './summarise-chat.ts';
import type { SummaryMethod } from './summarise-chat.ts';
import type { TwoAgentChat } from './two-agent-chat.ts';

/** One chat of a sequence. */
export interface PlannedChat {
  readonly chat: TwoAgentChat;
  /** Source of the opening message. */
  readonly opener: string;
  /** Builds the opening message. `given` are the messages that started the sequence. */
  readonly message: (carryover: readonly string[], given: readonly ChatMessage[]) => string;
  readonly summaryMethod: SummaryMethod;
  readonly clearHistory: boolean;
  readonly carryover: readonly string[];
}

/** The chat in progress. */
const currentSchema = z.strictObject({
  /** Index of its first message in the thread of its team. */
  from: z.int().nonnegative(),
  /** Set once the chat has ended and only its summary is missing. */
  end: z.strictObject({ stopReason: z.string().nullable() }).nullable(),
});

const stateSchema = z.strictObject({
  type: z.literal('ChatSequenceState'),
  version: z.literal(1),
  results: z.array(
    z.strictObject({
      chatHistory: z.array(agentMessageSchema),
      summary: z.string(),
      stopReason: z.string().nullable(),
    }),
  ),
  current: currentSchema.nullable(),
  chats: z.array(z.json()),
});

type Waiting = Extract<Turn, { type: 'waiting' }>;

/**
 * Runs chats one after the other. The summary of each is carried over into the opening messages of all later ones. A cancelled
 * sequence resumes in the chat that was interrupted.
 */
export class ChatSequence {
  readonly #plan: readonly PlannedChat[];
  #results: ChatResult[] = [];
  #current: z.infer<typeof currentSchema> | null = null;

  /** Throws `invalid_input` for an empty plan. */
  constructor(plan: readonly PlannedChat[]) {
    if (plan.length === 0)
      throw new TuteeError('invalid_input', 'There is no chat to have.', { field: 'chats' });
    this.#plan = plan;
  }

  /** True from the start of the first chat until the last has ended. */
  get inProgress(): boolean {
    return this.#current !== null || (this.#results.length > 0 && this.#results.length < this.#plan.length);
  }

  get results(): readonly ChatResult[] {
    return this.#results;
  }

  /** Runs the remaining chats, or all of them again after the last has ended. Returns null at the end of the sequence. */
  async *run(given: readonly ChatMessage[], run: RunContext): AsyncGenerator<AgentMessage, Waiting | null> {
    if (!this.inProgress) this.#results = [];
    for (const planned of this.#plan.slice(this.#results.length)) {
      const waiting = yield* this.#runOne(planned, given, run);
      if (waiting !== null) return waiting;
    }
    return null;
  }

  async *#runOne(
    planned: PlannedChat,
    given: readonly ChatMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, Waiting | null> {
    const { chat, opener, summaryMethod } = planned;
    const opening = this.#current === null ? [this.#open(planned, given, run)] : [];
    yield* opening;
    // Recorded after the opening was yielded: a run whose reader leaves at the opening opens the chat again.
    const current = (this.#current ??= { from: chat.messages.length, end: null });
    if (current.end === null) {
      const turn = yield* takeTurn(chat, opening, run, []);
      if (turn.type === 'waiting') return turn;
      current.end = { stopReason: turn.stopReason };
    }
    const chatHistory = chat.messages.slice(current.from);
    const summary = yield* summariseChat(chatHistory, summaryMethod, opener, run);
    this.#results.push({ chatHistory, summary, stopReason: current.end.stopReason });
    this.#current = null;
    return null;
  }

  #open(
    { chat, opener, message, clearHistory, carryover }: PlannedChat,
    given: readonly ChatMessage[],
    run: RunContext,
  ) {
    if (clearHistory) chat.reset();
    const carried = [...carryover, ...this.#results.map(({ summary }) => summary)].filter(
      (part) => part !== '',
    );
    const words = message(carried, given);
    const content = carried.length === 0 ? words : `${words}\n\nContext:\n${carried.join('\n')}`;
    return stamp(run, { type: 'TextMessage', source: opener, content });
  }

  reset(): void {
    this.#results = [];
    this.#current = null;
    for (const { chat } of this.#plan) chat.reset();
  }

  saveState(): unknown {
    const chats = this.#plan.map(({ chat }) => chat.saveState());
    return {
      type: 'ChatSequenceState',
      version: 1,
      results: [...this.#results],
      current: structuredClone(this.#current),
      chats,
    };
  }

  loadState(state: unknown): void {
    const { results, current, chats } = readState(stateSchema, state, 'a sequence of chats');
    if (chats.length !== this.#plan.length) {
      throw new TuteeError('invalid_input', 'This is the state of another sequence of chats.', {
        field: 'chats',
      });
    }
    // An agent in several chats is loaded several times, each time with the same state.
    for (const [index, { chat }] of this.#plan.entries()) chat.loadState(chats[index]);
    this.#results = results;
    this.#current = current;
  }
}

/** Text of the last message; empty without messages. */
export function lastMessageText(messages: readonly ChatMessage[]): string {
  const last = messages.at(-1);
  return last === undefined ? '' : messageText(last);
}
