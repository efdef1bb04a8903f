import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import { BaseChatAgent } from '../agents/base-chat-agent.ts';
import type { Response } from '../agents/response.ts';
import { mapCollectingFaults } from '../run/collect-faults.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';
import type { RunOptions } from '../run/stream-task.ts';
import { ChatSequence, lastMessageText, withCarryover } from './chat-sequence.ts';
import { checkedSummaryMethod } from './summarise-chat.ts';
import type { PlannedChat } from './chat-sequence.ts';
import type { ChatResult, ChatSpec } from './chat-spec.ts';
import { locateChatFaults } from './locate-chat-faults.ts';
import { TwoAgentChat } from './two-agent-chat.ts';

/** An agent that runs two-agent chats, one after the other or as their prerequisites allow, and answers with the summary of the last. */
export class SequentialChats extends BaseChatAgent {
  readonly #sequence: ChatSequence;

  constructor(
    chats: readonly ChatSpec[],
    name = 'sequential_chats',
    description = 'Has several chats one after the other.',
  ) {
    super(name, description);
    this.#sequence = new ChatSequence(
      mapCollectingFaults(chats, (chat, index) => locateChatFaults(index, () => planned(chat))),
    );
  }

  /** Results of the chats that have ended. */
  get results(): readonly ChatResult[] {
    return this.#sequence.results;
  }

  protected override async *onMessages(
    messages: readonly ChatMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, Response> {
    const waiting = yield* this.#sequence.run(messages, run);
    if (waiting !== null) return waiting;
    const content = this.results.at(-1)?.summary ?? '';
    return { type: 'message', message: stamp(run, { type: 'TextMessage', source: this.name, content }) };
  }

  protected override save(): unknown {
    return this.#sequence.saveState();
  }

  protected override load(state: unknown): void {
    this.#sequence.loadState(state);
  }

  protected override forget(): void {
    this.#sequence.reset();
  }
}

function planned(spec: ChatSpec): PlannedChat {
  const { sender, recipient, message, summaryMethod = 'last_msg', clearHistory = true } = spec;
  const { carryover = [], prerequisites = null, excludeFromCarryover = [] } = spec;
  return {
    chat: new TwoAgentChat(spec),
    speakers: [sender, recipient],
    opener: sender.name,
    message:
      typeof message === 'function'
        ? message
        : (carried, given) => withCarryover(message ?? lastMessageText(given), carried),
    summaryMethod: checkedSummaryMethod(summaryMethod),
    clearHistory,
    carryover,
    prerequisites,
    excludeFromCarryover,
  };
}

export interface ChatsResult extends TaskResult {
  /** The chats that have ended, in order. */
  readonly chats: readonly ChatResult[];
}

/**
 * Runs chats one after the other, each with the summaries of those before it; or, with `prerequisites`, some at the same time. AutoGen's
 * `initiate_chats` and `a_initiate_chats`.
 */
export async function initiateChats(chats: readonly ChatSpec[], options?: RunOptions): Promise<ChatsResult> {
  const sequence = new SequentialChats(chats);
  const result = await sequence.run(undefined, options);
  return { ...result, chats: sequence.results };
}

/** Runs one two-agent chat. AutoGen's `initiate_chat`. */
export function initiateChat(chat: ChatSpec, options?: RunOptions): Promise<ChatsResult> {
  return initiateChats([chat], options);
}
