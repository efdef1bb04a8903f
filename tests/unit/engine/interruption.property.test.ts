import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { collectRun } from '#main/engine/run/stream-task.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { MaxMessageTermination } from '#main/engine/termination/max-message-termination.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { isChatMessage } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/model.ts';
import { inShort } from '../../support/engine.ts';

/** Answers by what it was asked alone: the same request gets the same answer, whatever happened before. */
class StatelessModel implements ChatModel {
  readonly name = 'stateless';
  readonly local = true;

  async *stream({ messages, tools }: ModelRequest): AsyncIterable<ModelEvent> {
    const count = messages.length;
    await Promise.resolve();
    if (tools !== undefined && count % 3 === 0 && messages.at(-1)?.role !== 'tool') {
      const call = (id: string) => ({ id: `${id}${count}`, name: 'count', arguments: `{"n":${count}}` });
      yield { type: 'tool-call-end', call: call('x') };
      yield { type: 'tool-call-end', call: call('y') };
    } else {
      for (const text of ['heard ', String(count)]) yield { type: 'text-delta', text };
    }
    yield { type: 'end', stopReason: 'stop', usage: null };
  }
}

function makeTeam(sizes: readonly number[], turns: number): RoundRobinGroupChat {
  const count = new FunctionTool<{ n: number }>({
    name: 'count',
    description: 'Says a number.',
    parameters: { type: 'object', properties: { n: { type: 'number' } } },
    run: ({ n }) => `counted ${n}`,
  });
  const agent = (name: string, index: number) =>
    new AssistantAgent({
      name,
      modelClient: new StatelessModel(),
      modelClientStream: index % 2 === 0,
      maxToolIterations: 2,
      ...(index % 2 === 1 && { tools: [count] }),
    });
  const participants = sizes.map((size, outer) =>
    size === 1
      ? agent(`a${outer}`, outer)
      : new RoundRobinGroupChat({
          name: `team${outer}`,
          participants: Array.from({ length: size }, (_, inner) => agent(`a${outer}_${inner}`, inner)),
          maxTurns: size,
        }),
  );
  return new RoundRobinGroupChat({
    participants,
    maxTurns: turns,
    terminationCondition: new MaxMessageTermination(turns * 3),
  });
}

interface Interruption {
  /** After how many things read. */
  readonly after: number;
  /** leave: the reader goes. abort: the signal, while the next thing is on its way. restart: leave, and go on elsewhere. */
  readonly how: 'leave' | 'abort' | 'restart';
}

/** Reads up to the interruption; null when the run ended before. */
async function readUntil(team: RoundRobinGroupChat, task: string | undefined, { after, how }: Interruption) {
  const stop = new AbortController();
  const run = team.runStream(task, { signal: stop.signal });
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

describe('a team that is interrupted', () => {
  it('says what it would have said, once, however often and wherever it is stopped', async () => {
    const interruption = fc.record({
      after: fc.integer({ min: 1, max: 9 }),
      how: fc.constantFrom('leave' as const, 'abort' as const, 'restart' as const),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 6 }),
        fc.array(interruption, { maxLength: 5 }),
        async (sizes, turns, interruptions) => {
          const whole = await makeTeam(sizes, turns).run('Go');
          let team = makeTeam(sizes, turns);
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
            team = makeTeam(sizes, turns);
            team.loadState(saved);
            expect(team.saveState()).toEqual(saved);
          }
          if (!ended) read.push(...(await team.run(task)).messages);
          expect(said(read)).toEqual(said(whole.messages));
        },
      ),
      { numRuns: 150 },
    );
  });
});
