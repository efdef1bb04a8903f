import * as z from 'zod';
import { chatMessageSchema } from '#shared/agents/chat-messages.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { BaseChatAgent } from '../agents/base-chat-agent.ts';
import type { Response } from '../agents/response.ts';
import type { Participant } from '../agents/participant.ts';
import { mapCollectingFaults } from '../run/collect-faults.ts';
import { readState } from '../run/read-state.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';
import { withoutInjectedMessages } from '../run/without-injected-messages.ts';
import type { TerminationCondition } from '../termination/termination-condition.ts';
import { ChatSequence, lastMessageText, withCarryover } from './chat-sequence.ts';
import type { PlannedChat } from './chat-sequence.ts';
import { locateChatFaults } from './locate-chat-faults.ts';
import { checkedSummaryMethod } from './summarise-chat.ts';
import type { SummaryMethod } from './summarise-chat.ts';
import { TwoAgentChat } from './two-agent-chat.ts';

/** A chat that an agent runs before it answers. */
export interface NestedChat {
  readonly recipient: Participant;
  /** Talks with the recipient. Without a sender the recipient answers once and the chat ends. */
  readonly sender?: Participant;
  /** The opening message. Default: the last message that the agent received. */
  readonly message?: string | ((messages: readonly ChatMessage[]) => string);
  /** Maximum number of rounds; needs a sender. */
  readonly maxTurns?: number;
  readonly terminationCondition?: TerminationCondition;
  readonly summaryMethod?: SummaryMethod;
  readonly clearHistory?: boolean;
}

export interface NestedChatAgentOptions {
  /** Answers when nothing triggers the chats. The NestedChatAgent takes over its name. */
  readonly agent: Participant;
  readonly chats: readonly NestedChat[];
  /** The sources whose messages trigger the chats, or a predicate on the last message. */
  readonly trigger: string | readonly string[] | ((last: ChatMessage) => boolean);
}

const stateSchema = z.strictObject({
  type: z.literal('NestedChatAgentState'),
  version: z.literal(1),
  agent: z.json(),
  sequence: z.json(),
  unheard: z.array(chatMessageSchema),
});

/**
 * An agent that, when a message triggers it, runs its own chats first and answers with the summary of the last one. AutoGen's
 * `register_nested_chats`.
 */
export class NestedChatAgent extends BaseChatAgent {
  readonly #agent: Participant;
  readonly #triggers: (last: ChatMessage) => boolean;
  readonly #sequence: ChatSequence;
  /** Messages, including its own answers, that the wrapped agent has not received; delivered when it answers itself. */
  #unheard: ChatMessage[] = [];

  constructor({ agent, chats, trigger }: NestedChatAgentOptions) {
    super(agent.name, agent.description);
    this.#agent = agent;
    this.#triggers =
      typeof trigger === 'function' ? trigger : ({ source }) => [trigger].flat().includes(source);
    this.#sequence = new ChatSequence(
      mapCollectingFaults(chats, (chat, index) => locateChatFaults(index, () => planned(chat, agent.name))),
    );
  }

  protected override async *onMessages(
    messages: readonly ChatMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, Response> {
    this.#unheard.push(...messages);
    const last = messages.at(-1);
    const triggered = this.#sequence.inProgress || (last !== undefined && this.#triggers(last));
    if (!triggered) return yield* this.#answerItself(run);
    const waiting = yield* this.#sequence.run(messages, withoutInjectedMessages(run));
    if (waiting !== null) return waiting;
    const content = this.#sequence.results.at(-1)?.summary ?? '';
    const answer = stamp(run, { type: 'TextMessage', source: this.name, content });
    this.#unheard.push(answer);
    return { type: 'message', message: answer };
  }

  async *#answerItself(run: RunContext): AsyncGenerator<AgentMessage, Response> {
    const heard = this.#unheard.splice(0);
    const turn = yield* this.#agent.respond(heard, run);
    if (turn.type === 'waiting') return turn;
    turn.onKept?.();
    const message = turn.answer ?? turn.spoken.at(-1);
    if (message !== undefined) return { type: 'message', message };
    return { type: 'message', message: stamp(run, { type: 'TextMessage', source: this.name, content: '' }) };
  }

  protected override save(): unknown {
    return {
      type: 'NestedChatAgentState',
      version: 1,
      agent: this.#agent.saveState(),
      sequence: this.#sequence.saveState(),
      unheard: [...this.#unheard],
    };
  }

  protected override load(state: unknown): void {
    const read = readState(stateSchema, state, `the agent “${this.name}”`);
    this.#agent.loadState(read.agent);
    this.#sequence.loadState(read.sequence);
    this.#unheard = read.unheard;
  }

  protected override forget(): void {
    this.#agent.reset();
    this.#sequence.reset();
    this.#unheard = [];
  }
}

function planned(nested: NestedChat, opener: string): PlannedChat {
  const { recipient, sender = null, message, summaryMethod = 'last_msg', clearHistory = true } = nested;
  const { maxTurns, terminationCondition } = nested;
  return {
    chat: new TwoAgentChat({ sender, recipient, maxTurns, terminationCondition }),
    speakers: sender === null ? [recipient] : [sender, recipient],
    opener: sender?.name ?? opener,
    // A function of a nested chat does not receive the carryover.
    message: (carried, given) => {
      const words = typeof message === 'string' ? message : (message?.(given) ?? lastMessageText(given));
      return withCarryover(words, carried);
    },
    summaryMethod: checkedSummaryMethod(summaryMethod),
    clearHistory,
    carryover: [],
    prerequisites: null,
    excludeFromCarryover: [],
  };
}
