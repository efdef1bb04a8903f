import type { AgentMessage } from '#shared/agents/messages.ts';
import { isChatMessage } from '#shared/agents/messages.ts';
import type { Participant } from '../agents/participant.ts';
import { BaseGroupChat } from '../teams/base-group-chat.ts';
import type { GroupChatOptions } from '../teams/base-group-chat.ts';
import type { NextSpeakers } from '../teams/group-chat-manager.ts';
import { RoundRobinManager } from '../teams/round-robin-manager.ts';
import type { TerminationCondition } from '../termination/termination-condition.ts';
import { TextMentionTermination } from '../termination/text-mention-termination.ts';
import { checkedMaxTurns } from '../teams/turn-limits.ts';
import { TERMINATION_WORD } from './summarise-chat.ts';

export interface TwoAgentChatOptions extends Pick<
  GroupChatOptions,
  'name' | 'description' | 'emitTeamEvents'
> {
  /** Null: the opening message is the sender's only one. */
  readonly sender: Participant | null;
  readonly recipient: Participant;
  readonly maxTurns?: number | undefined;
  readonly terminationCondition?: TerminationCondition | undefined;
}

/**
 * Whatever the chat's condition is, a StopMessage of one of the two ends it: a person who says "exit", or the limit of automatic replies.
 */
class TurnsUntilStop extends RoundRobinManager {
  override async *next(thread: readonly AgentMessage[]): AsyncGenerator<AgentMessage, NextSpeakers> {
    const last = thread.findLast(isChatMessage);
    if (last?.type === 'StopMessage') return { type: 'stop', reason: `${last.source} ended the chat.` };
    return yield* super.next(thread);
  }
}

/** A team of two that take turns. The task is the sender's opening message, so the recipient speaks first. */
export class TwoAgentChat extends BaseGroupChat {
  constructor({ sender, recipient, maxTurns, terminationCondition, ...rest }: TwoAgentChatOptions) {
    const given = maxTurns === undefined ? undefined : checkedMaxTurns(maxTurns);
    const rounds = sender === null ? 1 : given;
    const condition =
      terminationCondition ??
      (rounds === undefined ? new TextMentionTermination(TERMINATION_WORD) : undefined);
    super(
      'TwoAgentChat',
      {
        name: `chat of ${sender?.name ?? 'one'} and ${recipient.name}`,
        ...rest,
        participants: sender === null ? [recipient] : [recipient, sender],
        ...(condition !== undefined && { terminationCondition: condition }),
        // The opening is the sender's message of the first round.
        ...(rounds !== undefined && { maxTurns: rounds * 2 - 1 }),
      },
      (names) => new TurnsUntilStop(names),
    );
  }
}
