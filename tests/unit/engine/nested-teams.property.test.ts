/** Teams of every kind inside each other: wherever a run is stopped, what is said is what would have been said. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import type { Participant } from '#main/engine/agents/participant.ts';
import { SocietyOfMindAgent } from '#main/engine/agents/society-of-mind-agent.ts';
import { collectRun, streamTask } from '#main/engine/run/stream-task.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { SelectorGroupChat } from '#main/engine/teams/selector/selector-group-chat.ts';
import { Swarm } from '#main/engine/teams/swarm.ts';
import { isChatMessage } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { assertNever } from '#shared/errors.ts';
import { modelMessageText } from '#shared/model-message.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/model.ts';
import { inShort } from '../../support/engine.ts';

/** Answers by what it was asked alone: names somebody when it selects, hands over at every other chance, or says a number. */
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

interface Interruption {
  readonly after: number;
  readonly how: 'leave' | 'abort' | 'restart';
}

/** What was read up to the interruption, or to the end. */
async function readUntil(team: Participant, task: string | undefined, { after, how }: Interruption) {
  const stop = new AbortController();
  const run = streamTask(team, task, { signal: stop.signal });
  const read: AgentMessage[] = [];
  for (let step = await run.next(); ; step = await run.next()) {
    if (step.done === true) return { read, ended: true };
    read.push(step.value);
    if (read.length < after) continue;
    if (how === 'abort') {
      const rest = collectRun(run, (message) => read.push(message));
      stop.abort();
      const { outcome } = await rest;
      return { read, ended: outcome.status === 'complete' };
    }
    await run.return(undefined as never);
    return { read, ended: false };
  }
}

const said = (messages: readonly AgentMessage[]) => inShort(messages.filter(isChatMessage));

describe('teams of every kind in each other', () => {
  it('say what they would have said, once, however often and wherever they are stopped', async () => {
    const interruption = fc.record({
      after: fc.integer({ min: 1, max: 12 }),
      how: fc.constantFrom('leave' as const, 'abort' as const, 'restart' as const),
    });
    await fc.assert(
      fc.asyncProperty(trees, fc.array(interruption, { maxLength: 5 }), async (tree, interruptions) => {
        const whole = await collectRun(streamTask(made(tree, 'top', []), 'Go'));
        expect(whole.outcome).toEqual({ status: 'complete' });
        let team = made(tree, 'top', []);
        let task: string | undefined = 'Go';
        const read: AgentMessage[] = [];
        let ended = false;
        for (const one of interruptions) {
          if (ended) break;
          const part = await readUntil(team, task, one);
          task = undefined;
          read.push(...part.read);
          ended = part.ended;
          if (one.how !== 'restart' || ended) continue;
          const saved: unknown = JSON.parse(JSON.stringify(team.saveState()));
          team = made(tree, 'top', []);
          team.loadState(saved);
          expect(team.saveState()).toEqual(saved);
        }
        if (!ended) read.push(...(await collectRun(streamTask(team, task))).messages);
        expect(said(read)).toEqual(said(whole.messages));
      }),
      { numRuns: 100 },
    );
  });
});
