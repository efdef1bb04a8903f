import type { ChatModel } from '#shared/models/model.ts';
import { collectFaults } from '../../run/collect-faults.ts';
import { checkedInteger } from '../../run/checked-integer.ts';
import { BaseGroupChat } from '../base-group-chat.ts';
import type { GroupChatOptions } from '../base-group-chat.ts';
import { checkedMaxTurns } from '../turn-limits.ts';
import { MagenticOneOrchestrator } from './magentic-one-orchestrator.ts';
import { recordComponent } from '../../run/component-record.ts';

export interface MagenticOneOptions extends GroupChatOptions {
  /** The orchestrator's model; each request to it is reported in a UsageEvent. */
  readonly modelClient: ChatModel;
  /** Maximum number of turns and re-plans for a task, default 20; then the task is answered with what is known. */
  readonly maxTurns?: number;
  /** Number of stalled turns before a re-plan, default 3; a turn with progress subtracts one. */
  readonly maxStalls?: number;
  /** Replaces the default prompt for the final answer. */
  readonly finalAnswerPrompt?: string;
}

/** A team led by a model that gathers facts, plans, instructs one participant at a time and writes the final answer. */
export class MagenticOneGroupChat extends BaseGroupChat {
  /** Throws `invalid_input` that names the invalid fields. */
  constructor(options: MagenticOneOptions) {
    const { modelClient, maxTurns = 20, maxStalls = 3, finalAnswerPrompt, ...common } = options;
    const type = 'MagenticOneGroupChat';
    super(type, common, (_, participants) => {
      collectFaults(
        () => checkedInteger(maxStalls, 1, 'maxStalls'),
        // The orchestrator counts the turns itself, so that it can still answer after the last one.
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
    const { modelClient: model, ...rest } = options;
    recordComponent(this, MagenticOneGroupChat, 'MagenticOneGroupChat', { ...rest, model });
  }
}
