/** Teams in the middle of a run, by name: how they are created, how much of the run was read, and what follows. */
import { MessageFilterAgent } from '#main/engine/agents/message-filter-agent.ts';
import type { Participant } from '#main/engine/agents/participant.ts';
import type { UserInput } from '#main/engine/ports.ts';
import { SocietyOfMindAgent } from '#main/engine/agents/society-of-mind-agent.ts';
import type { Run } from '#main/engine/run/run-result.ts';
import type { RunOptions } from '#main/engine/run/stream-task.ts';
import type { Task } from '#main/engine/run/task.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { SelectorGroupChat } from '#main/engine/teams/selector/selector-group-chat.ts';
import { Swarm } from '#main/engine/teams/swarm.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { assistant } from '../engine.ts';

interface Snapshot {
  readonly make: () => Participant & { runStream(task?: Task, options?: RunOptions): Run };
  readonly read: number;
  readonly rest: readonly string[];
}

const speaker = (name: string) => assistant(name, [`${name} spoke.`, `${name} spoke again.`]).agent;

/** The desk hands over to billing, and billing to a person outside. */
function swarm(): Swarm {
  const handingTo = (name: string, target: string) =>
    assistant(name, [{ toolCalls: [{ name: `transfer_to_${target}` }] }], { handoffs: [target] }).agent;
  return new Swarm({ participants: [handingTo('desk', 'billing'), handingTo('billing', 'ann')] });
}

export const snapshots: Readonly<Record<string, Snapshot>> = {
  /** After one answer, in the middle of the next. */
  society: {
    make: () => {
      const filter = { perSource: [{ source: 'a', position: 'last' as const, count: 1 }] };
      const filtered = new MessageFilterAgent({ wrappedAgent: speaker('b'), filter });
      const inner = new RoundRobinGroupChat({
        name: 'inner',
        participants: [speaker('a'), filtered],
        maxTurns: 2,
      });
      const modelClient = new ScriptedChatModel([{ reply: 'In short.' }]);
      const society = new SocietyOfMindAgent({ name: 'som', team: inner, modelClient });
      return new RoundRobinGroupChat({ participants: [society, speaker('c')], maxTurns: 3 });
    },
    read: 6,
    rest: ['b: b spoke.', 'som: In short.'],
  },
  swarm: {
    make: swarm,
    read: 4,
    rest: [
      'billing: [ToolCallRequestEvent]',
      'billing: [ToolCallExecutionEvent]',
      'billing: Transferred to ann, adopting the role of ann immediately.',
    ],
  },
  /** A person has the next turn, so nothing more happens. */
  'swarm-outside': { make: swarm, read: 8, rest: [] },
  /** Two have spoken, and a person is asked to select the next speaker. */
  selector: {
    make: () => {
      const answers = ['b', 'a'];
      const userInput: UserInput = {
        ask: () => {
          const text = answers.shift();
          return Promise.resolve(text === undefined ? { type: 'later' } : { type: 'message', text });
        },
      };
      return new SelectorGroupChat({ participants: ['a', 'b', 'c'].map(speaker), userInput, maxTurns: 3 });
    },
    read: 6,
    rest: ['SelectorGroupChat: [UserInputRequestedEvent]', 'b: b spoke.'],
  },
};
