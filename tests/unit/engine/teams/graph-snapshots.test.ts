import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { GraphFlow } from '#main/engine/teams/graph/graph-flow.ts';
import { assistant, inShort, testEnvironment } from '../../../support/engine.ts';

const folder = join(import.meta.dirname, '../../../fixtures/engine-graph');

/**
 * Stopped in the second round of a loop, among two concurrent speakers, with a group that waits for them and one before it.
 */
function graphFlow(): GraphFlow {
  const pay = new FunctionTool({
    name: 'pay',
    description: '',
    parameters: { type: 'object' },
    run: () => 'paid',
  });
  const approver = { asksFor: () => true, decide: () => Promise.resolve({ type: 'later' } as const) };
  const buyer = assistant('buyer', ['again', { toolCalls: [{ name: 'pay' }] }, 'done'], {
    tools: [pay],
    approver,
  });
  return new GraphFlow({
    participants: [
      assistant('start', ['s1', 's2']).agent,
      assistant('early', ['e1']).agent,
      buyer.agent,
      assistant('clerk', ['c1', 'c2']).agent,
      assistant('end', ['z1']).agent,
    ],
    graph: {
      nodes: [
        { name: 'start', activation: 'any', edges: [{ target: 'buyer' }, { target: 'clerk' }] },
        { name: 'early', edges: [{ target: 'end' }] },
        {
          name: 'buyer',
          edges: [
            { target: 'start', condition: 'again' },
            { target: 'end', condition: 'paid' },
          ],
        },
        { name: 'clerk', edges: [{ target: 'end' }] },
        { name: 'end' },
      ],
      entryPoints: ['start', 'early'],
    },
    maxTurns: 9,
  });
}

async function stateNow(): Promise<unknown> {
  const team = graphFlow();
  const { outcome } = await team.run('Work.', { environment: testEnvironment() });
  expect(outcome).toMatchObject({ status: 'waiting', requests: [{ source: 'buyer' }] });
  return JSON.parse(JSON.stringify(team.saveState()));
}

describe('snapshots of a graph', () => {
  it.each(readdirSync(folder))(
    'of earlier versions still load, save unchanged and resume: %s',
    async (file) => {
      const state: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const team = graphFlow();
      team.loadState(state);
      expect(team.saveState()).toEqual(state);
      expect(inShort(team.messages).slice(0, 3)).toEqual(['user: Work.', 'start: s1', 'early: e1']);
      expect((await team.run()).outcome).toMatchObject({
        status: 'waiting',
        requests: [{ source: 'buyer' }],
      });
    },
  );

  it('are kept as fixtures: a new state schema needs a new one', async () => {
    const newest = readdirSync(folder).toSorted().at(-1) ?? '';
    expect(await stateNow()).toEqual(JSON.parse(readFileSync(join(folder, newest), 'utf8')));
  });
});
