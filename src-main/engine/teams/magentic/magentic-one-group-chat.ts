import type { ChatModel } from '#shared/models/model.ts';
import { allMade } from '../../run/all-made.ts';
import { wholeNumber } from '../../run/whole-number.ts';
import { BaseGroupChat } from '../base-group-chat.ts';
import type { GroupChatOptions } from '../base-group-chat.ts';
import { checkedMaxTurns } from '../turn-limits.ts';
import { MagenticOneOrchestrator } from './magentic-one-orchestrator.ts';

export interface MagenticOneOptions extends GroupChatOptions {
  /** Leads the team; each request to it is counted in a UsageEvent. */
  readonly modelClient: ChatModel;
  /** At most so many turns and new plans for a task, 20 when not given; then it is answered with what there is. */
  readonly maxTurns?: number;
  /** After so many turns without progress (one with progress takes one off) there is a new plan; 3 when not given. */
  readonly maxStalls?: number;
  /** How the last answer is asked for, instead of in the way that comes with it. */
  readonly finalAnswerPrompt?: string;
}

/** A team that a model leads: it gathers facts, plans, tells one after the other what to do, and gives the answer. */
export class MagenticOneGroupChat extends BaseGroupChat {
  /** Throws `invalid_input` with the fields at fault. */
  constructor(options: MagenticOneOptions) {
    const { modelClient, maxTurns = 20, maxStalls = 3, finalAnswerPrompt, ...common } = options;
    const type = 'MagenticOneGroupChat';
    super(type, common, (_, participants) => {
      allMade(
        () => wholeNumber(maxStalls, 1, 'maxStalls'),
        // The orchestrator counts the turns, so that there still is an answer when there are no more.
        () => checkedMaxTurns(maxTurns),
      );
      const name = options.name ?? type;
      return new MagenticOneOrchestrator({
        name,
        model: modelClient,
        participants,
        maxTurns,
        maxStalls,
        finalAnswerPrompt,
      });
    });
  }
}
