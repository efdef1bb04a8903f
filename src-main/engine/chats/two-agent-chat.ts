import type { Participant } from '../agents/participant.ts';
import { BaseGroupChat } from '../teams/base-group-chat.ts';
import type { GroupChatOptions } from '../teams/base-group-chat.ts';
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
      (names) => new RoundRobinManager(names),
    );
  }
}
