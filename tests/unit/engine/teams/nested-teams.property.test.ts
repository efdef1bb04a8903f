/** Nested teams of every kind: wherever a run is stopped, the messages are the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import type { Participant } from '#main/engine/agents/participant.ts';
import { SocietyOfMindAgent } from '#main/engine/agents/society-of-mind-agent.ts';
import { collectRun, streamTask } from '#main/engine/run/stream-task.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { SelectorGroupChat } from '#main/engine/teams/selector/selector-group-chat.ts';
import { Swarm } from '#main/engine/teams/swarm.ts';
import { assertNever } from '#shared/errors.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { interruptions, readInParts, said } from '../../../support/teams/interruption.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

/** Answers depend only on the request: a name when it selects, a handoff at every other chance, or a number. */
const model: ChatModel = {
  name: 'stateless',
  local: true,
  async *stream({ messages, tools = [] }: ModelRequest): AsyncIterable<ModelEvent> {
    await Promise.resolve();
    const words = messages.map(modelMessageText).join('');
    const among = /Who of (.+) should speak next/.exec(words)?.[1]?.split(', ') ?? [];
    const tool = tools[words.length % (tools.length + 1)];
    if (among.length > 0) yield { type: 'text-delta', text: among[words.length % among.length] ?? '' };
    else if (tool !== undefined) {
      yield { type: 'tool-call-end', call: { id: `call ${words.length}`, name: tool.name, arguments: '{}' } };
    } else for (const text of ['heard ', String(words.length)]) yield { type: 'text-delta', text };
    yield { type: 'end', stopReason: 'stop', usage: null };
  },
};

const kinds = ['round robin', 'swarm', 'selector', 'society'] as const;
interface Tree {
  /** Null: an agent. */
  readonly kind: (typeof kinds)[number] | null;
  readonly children: readonly Tree[];
}

const trees = fc
  .letrec<{ agent: Tree; team: Tree; any: Tree }>((tie) => ({
    agent: fc.constant({ kind: null, children: [] }),
    team: fc.record({
      kind: fc.constantFrom(...kinds),
      children: fc.array(tie('any'), { minLength: 2, maxLength: 3 }),
    }),
    any: fc.oneof({ maxDepth: 3, depthSize: 'small' }, tie('agent'), tie('team')),
  }))
  // An agent that has answered takes another turn; a team that has stopped has stopped.
  .team.filter(({ kind }) => kind !== 'society');

function made({ kind, children }: Tree, name: string, siblings: readonly string[]): Participant {
  const modelClient = model;
  if (kind === null) {
    return new AssistantAgent({
      name,
      modelClient,
      handoffs: siblings,
      modelClientStream: siblings.length > 0,
    });
  }
  const names = children.map((_, index) => `${name}_${index}`);
  const handing = kind === 'swarm' ? names : [];
  const participants = children.map((child, index) =>
    made(
      child,
      names[index] ?? '',
      handing.filter((_, other) => other !== index),
    ),
  );
  const options = { name, participants, maxTurns: participants.length + 1 };
  switch (kind) {
    case 'round robin':
      return new RoundRobinGroupChat(options);
    case 'swarm':
      return new Swarm(options);
    case 'selector':
      return new SelectorGroupChat({ ...options, modelClient, emitTeamEvents: true });
    case 'society':
      return new SocietyOfMindAgent({
        name,
        modelClient,
        team: new RoundRobinGroupChat({ ...options, name: `${name}_team` }),
      });
    default:
      return assertNever(kind);
  }
}

describe('nested teams of every kind', () => {
  it('say what they would have said, once, however often and wherever they are stopped', async () => {
    await fc.assert(
      fc.asyncProperty(trees, interruptions(12), async (tree, parts) => {
        const whole = await collectRun(streamTask(made(tree, 'top', []), 'Go'));
        expect(whole.outcome).toEqual({ status: 'complete' });
        const { read } = await readInParts(() => made(tree, 'top', []), parts);
        expect(said(read)).toEqual(said(whole.messages));
      }),
      { numRuns: propertyRuns(100) },
    );
  });
});
