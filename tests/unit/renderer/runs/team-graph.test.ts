import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Component } from '#renderer/features/agents/component/component-json.ts';
import { layoutGraph } from '#renderer/features/agents/graph/graph-layout.ts';
import type { TeamGraph } from '#renderer/features/agents/graph/team-graph.ts';
import { describeGraph, teamGraph } from '#renderer/features/agents/graph/team-graph.ts';

function member(name: string, config: Component['config'] = {}) {
  return { provider: 'AssistantAgent', version: 1, config: { name, ...config } };
}

function teamOf(
  provider: string,
  participants: Component['config'][string],
  config: Component['config'] = {},
) {
  return { provider, version: 1, config: { participants, ...config } };
}

function lines(team: Component) {
  return describeGraph(teamGraph(team)).map(({ node, text }) => `${node.name}: ${text}`);
}

const three = [
  member('writer'),
  member('critic'),
  { provider: 'UserProxyAgent', version: 1, config: { name: 'you' } },
];

describe('the graph of a team', () => {
  test('is described for round robin, selector, swarm, chats and graphs', () => {
    expect(lines(teamOf('RoundRobinGroupChat', three))).toEqual([
      'writer: begins, then critic',
      'critic: then you',
      'you: then writer',
    ]);
    expect(lines(teamOf('SelectorGroupChat', three))[0]).toBe(
      'Selector: begins, chooses among writer, critic or you',
    );
    const swarm = teamOf('Swarm', [
      member('triage', { handoffs: ['billing', { target: 'tech' }, 'nobody'] }),
      member('billing'),
      member('tech', { handoffs: ['triage'] }),
    ]);
    const asked = teamOf('Swarm', [
      member('desk', { handoffs: ['you'] }),
      { provider: 'UserProxyAgent', version: 1, config: { name: 'you' } },
    ]);
    expect(lines(asked)).toEqual(['desk: begins, may hand over to you', 'you: gives the word back to desk']);
    expect(lines(swarm)).toEqual([
      'triage: begins, may hand over to billing or tech',
      'billing: speaks last',
      'tech: may hand over to triage',
    ]);
    const chats = [
      { sender: 'critic', recipient: 'writer' },
      { sender: 'critic', recipient: 'writer' },
      { sender: 'writer', recipient: 'you' },
      7,
    ];
    expect(lines(teamOf('SequentialChats', three, { chats }))).toEqual([
      'writer: then you',
      'critic: begins, then writer',
      'you: speaks last',
    ]);
    const asking = {
      agent: member('lead'),
      chats: [{ recipient: 'critic' }, { sender: 'critic', recipient: 'x' }],
    };
    expect(lines(teamOf('NestedChatAgent', [member('critic')], asking))).toEqual([
      'lead: begins, then critic',
      'critic: speaks last',
    ]);
    const flow = teamOf('GraphFlow', [member('a'), member('b'), member('c')], {
      graph: {
        nodes: [
          { name: 'a', edges: [{ target: 'b' }] },
          {
            name: 'b',
            edges: [
              { target: 'a', condition: 'AGAIN' },
              { target: 'c', condition: 'GOOD' },
            ],
          },
          { name: 'c' },
        ],
        entryPoints: ['a'],
      },
    });
    expect(lines(flow)).toEqual([
      'a: begins, then b',
      'b: then a on “AGAIN” or c on “GOOD”',
      'c: speaks last',
    ]);
  });

  test('works for a single agent and for nested teams', () => {
    expect(teamGraph(member('solo')).nodes).toEqual([
      { id: 'solo', name: 'solo', kind: 'assistant', index: 0 },
    ]);
    const nested = teamOf('RoundRobinGroupChat', [teamOf('Swarm', three, { name: 'inner' }), member('last')]);
    expect(teamGraph(nested).nodes.map(({ kind }) => kind)).toEqual(['team', 'assistant']);
  });
});

const graphs = fc
  .record({
    count: fc.integer({ min: 1, max: 9 }),
    pairs: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 20 }),
  })
  .map(({ count, pairs }): TeamGraph => {
    const ids = Array.from({ length: count }, (_, index) => `n${index}`);
    const nodes = ids.map((id, index) => ({ id, name: id, kind: 'assistant' as const, index }));
    const edges = pairs.map(([from, to]) => ({
      from: ids[from % count] ?? 'n0',
      to: ids[to % count] ?? 'n0',
      // Labels need extra space.
      label: from % 3 === 0 ? '“AGAIN”' : '',
    }));
    return { nodes, edges, starts: ['n0'] };
  });

describe('the layout', () => {
  test('places every node once, without overlap and inside the frame, at any width', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 0, max: 1_400 }), (graph, width) => {
        const { nodes, nodeWidth, nodeHeight, width: wide, height, edges } = layoutGraph(graph, width);
        expect(nodes.map(({ id }) => id).sort()).toEqual(graph.nodes.map(({ id }) => id).sort());
        expect(edges).toHaveLength(graph.edges.length);
        for (const { line } of edges) expect(line).toMatch(/^M[-\d.]+,[-\d.]+ C([-\d.]+,[-\d.]+ ?){3}$/);
        for (const [at, one] of nodes.entries()) {
          expect(one.x).toBeGreaterThanOrEqual(0);
          expect(one.x + nodeWidth).toBeLessThanOrEqual(wide);
          expect(one.y + nodeHeight).toBeLessThanOrEqual(height);
          for (const other of nodes.slice(at + 1)) {
            const apart = Math.abs(one.x - other.x) >= nodeWidth || Math.abs(one.y - other.y) >= nodeHeight;
            expect(apart).toBe(true);
          }
        }
      }),
    );
  });

  test('runs across a wide page and down a narrow one', () => {
    const graph = teamGraph(teamOf('RoundRobinGroupChat', three));
    const across = layoutGraph(graph, 900);
    expect(new Set(across.nodes.map(({ y }) => y)).size).toBe(1);
    const down = layoutGraph(graph, 340);
    expect(new Set(down.nodes.map(({ x }) => x)).size).toBe(1);
    expect(down.width).toBe(340);
  });
});
