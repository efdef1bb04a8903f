import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import { collectRun, streamTask } from '#main/engine/run/stream-task.ts';
import { DiGraphBuilder } from '#main/engine/teams/graph/di-graph-builder.ts';
import type { DiGraph, DiGraphEdge } from '#main/engine/teams/graph/di-graph.ts';
import { GraphFlow } from '#main/engine/teams/graph/graph-flow.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { assistant, inShort } from '../../../support/engine.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const to = (target: string, more: Omit<DiGraphEdge, 'target'> = {}): DiGraphEdge => ({ target, ...more });
const node = (name: string, ...edges: DiGraphEdge[]) => ({ name, edges });
const agents = (...names: string[]) => names.map((name) => assistant(name, ['x']).agent);

describe('a graph is refused with the reason and the path', () => {
  it.each<[string, DiGraph, string, RegExp]>([
    ['nobody in it', { nodes: [] }, 'graph.nodes', /Nobody/],
    ['a node twice', { nodes: [node('a'), node('b'), node('a')] }, 'graph.nodes.2.name', /“a” .* twice/],
    [
      'an edge to nowhere',
      { nodes: [node('a', to('b'), to('z')), node('b')] },
      'graph.nodes.0.edges.1.target',
      /“a” leads to “z”/,
    ],
    [
      'an edge twice',
      { nodes: [node('a', to('b', { condition: 'x' }), to('b', { condition: 'x' })), node('b')] },
      'graph.nodes.0.edges.1',
      /twice/,
    ],
    [
      'a condition that always holds',
      { nodes: [node('a', to('b', { condition: '' })), node('b')] },
      'graph.nodes.0.edges.0.condition',
      /Leave/,
    ],
    [
      'mixed conditions on one node',
      { nodes: [node('a', to('b', { condition: 'x' }), to('c')), node('b'), node('c')] },
      'graph.nodes.0.edges.1',
      /all of them one, or none/,
    ],
    [
      'a group of both kinds',
      {
        nodes: [
          node('a', to('c', { activationCondition: 'all' })),
          node('b', to('c', { activationCondition: 'any' })),
          node('c'),
        ],
      },
      'graph.nodes.1.edges.0.activationCondition',
      /both/,
    ],
    [
      'no start',
      { nodes: [node('a', to('b')), node('b', to('a', { condition: 'x' }))] },
      'graph.entryPoints',
      /no start/,
    ],
    [
      'no start among its entry points',
      { nodes: [node('a')], entryPoints: [] },
      'graph.entryPoints',
      /no start/,
    ],
    ['an unknown entry point', { nodes: [node('a')], entryPoints: ['a', 'z'] }, 'graph.entryPoints.1', /“z”/],
    ['an entry point twice', { nodes: [node('a')], entryPoints: ['a', 'a'] }, 'graph.entryPoints.1', /twice/],
    [
      'no leaf',
      {
        nodes: [node('a', to('b')), node('b', to('a', { condition: 'x' }))],
        entryPoints: ['a'],
      },
      'graph.nodes',
      /no end/,
    ],
    [
      'a cycle without an exit',
      {
        nodes: [node('start', to('a')), node('a', to('b'), to('end')), node('b', to('a')), node('end')],
      },
      'graph.nodes.1.edges.0',
      /a → b → a/,
    ],
    [
      'a loop of one without an exit',
      { nodes: [node('a', to('a'), to('b')), node('b')], entryPoints: ['a'] },
      'graph.nodes.0.edges.0',
      /a → a/,
    ],
    [
      'a second cycle without an exit',
      {
        nodes: [
          node('a', to('b')),
          node('b', to('a', { condition: 'x' }), to('c', { condition: 'y' })),
          node('c', to('d'), to('e')),
          node('d', to('c')),
          node('e'),
        ],
        entryPoints: ['a'],
      },
      'graph.nodes.2.edges.0',
      /c → d → c/,
    ],
    [
      'somebody whom no way leads to',
      { nodes: [node('a'), node('b', to('a'))], entryPoints: ['a'] },
      'graph.nodes.1',
      /“b” can never speak: no way/,
    ],
    [
      'an edge back that all wait for',
      {
        nodes: [
          node('a', to('b')),
          node('b', to('c')),
          node('c', to('b', { condition: 'x' }), to('d', { condition: 'y' })),
          node('d'),
        ],
      },
      'graph.nodes.1',
      /“b” can never speak: all edges/,
    ],
  ])('for %s', (_, graph, field, message) => {
    const names = [...new Set(graph.nodes.map(({ name }) => name))];
    const build = () => new GraphFlow({ participants: agents(...names, 'last'), graph, maxTurns: 9 });
    expect(build).toThrow(expect.objectContaining({ code: 'invalid_input', field }));
    expect(build).toThrow(message);
  });

  it('when its nodes and the participants differ', () => {
    const build = (names: string[], graph: DiGraph) => () =>
      new GraphFlow({ participants: agents(...names), graph });
    expect(build(['a'], { nodes: [node('a', to('z')), node('z')] })).toThrow(
      expect.objectContaining({ field: 'graph.nodes.1.name' }),
    );
    expect(build(['a', 'b'], { nodes: [node('a')] })).toThrow(
      expect.objectContaining({ field: 'participants.1.name' }),
    );
    expect(build([], { nodes: [] })).toThrow(expect.objectContaining({ field: 'participants' }));
  });

  it('when it has a cycle and no limit', () => {
    const graph: DiGraph = {
      nodes: [node('a', to('a', { condition: 'x' }), to('b', { condition: 'y' })), node('b')],
      entryPoints: ['a'],
    };
    const build = (more: object) => () => new GraphFlow({ participants: agents('a', 'b'), graph, ...more });
    expect(build({})).toThrow(expect.objectContaining({ field: 'maxTurns' }));
    expect(build({ maxTurns: 5 })).not.toThrow();
  });

  it('by the builder too', () => {
    const [a, b] = agents('a', 'b');
    if (a === undefined || b === undefined) throw new Error('two were made');
    const builder = () => new DiGraphBuilder().addNode(a).addNode(b);
    expect(() => builder().addNode(a)).toThrow(expect.objectContaining({ field: 'name' }));
    expect(() => builder().addEdge('a', 'z')).toThrow(expect.objectContaining({ field: 'target' }));
    expect(() => builder().addEdge('z', 'a')).toThrow(expect.objectContaining({ field: 'source' }));
    expect(() => builder().setEntryPoint('z')).toThrow(expect.objectContaining({ field: 'entryPoints' }));
    expect(() => builder().addEdge(a, b).addEdge(a, b).build()).toThrow(
      expect.objectContaining({ field: 'nodes.0.edges.1' }),
    );
    expect(() => new DiGraphBuilder().build()).toThrow(expect.objectContaining({ field: 'nodes' }));
  });
});

describe('a graph as a component', () => {
  const part = (provider: string, config: object) => ({ provider, version: 1, config });
  const agent = (name: string) => part('AssistantAgent', { name, model: 'small' });
  const registry = standardComponents();
  const load = (graph: unknown, more: object = {}) =>
    registry.load(
      'participant',
      part('GraphFlow', { participants: [agent('a'), agent('b')], graph, ...more }),
      { models: { small: new ScriptedChatModel([{ reply: 'yes' }]) } },
    );

  it('is built, run and dumped', async () => {
    const graph = { nodes: [{ name: 'a', edges: [to('b', { condition: 'yes' })] }, { name: 'b' }] };
    const team = load(graph);
    const { messages } = await collectRun(streamTask(team, 'Go'));
    expect(inShort(messages)).toEqual(['user: Go', 'a: yes', 'b: yes']);
    expect(registry.dump(team).config['graph']).toEqual(graph);
  });

  it.each<[string, unknown, string]>([
    [
      'code as a condition',
      { nodes: [{ name: 'a', edges: [{ target: 'b', condition: {} }] }] },
      'config.graph.nodes.0.edges.0.condition',
    ],
    ['an unknown key', { nodes: [{ name: 'a', start: true }] }, 'config.graph.nodes.0'],
    [
      'an unknown node',
      { nodes: [node('a', to('b'), to('c')), node('b')] },
      'config.graph.nodes.0.edges.1.target',
    ],
    ['no graph', undefined, 'config.graph'],
    ['a member left out', { nodes: [node('a')] }, 'config.participants.1.config.name'],
  ])('is refused for %s', (_, graph, field) => {
    expect(() => load(graph)).toThrow(expect.objectContaining({ code: 'invalid_input', field }));
  });
});

describe('any graph', () => {
  it('is either refused at construction or runs to an end in which everyone could have spoken', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const edge = fc.record(
      {
        target: fc.constantFrom(...names),
        condition: fc.constantFrom('x', 'q'),
        activationCondition: fc.constantFrom('all' as const, 'any' as const),
      },
      { requiredKeys: ['target'] },
    );
    const graphs = fc.record({
      nodes: fc.tuple(
        ...names.map((name) => fc.array(edge, { maxLength: 2 }).map((edges) => ({ name, edges }))),
      ),
    });
    let built = 0;
    await fc.assert(
      fc.asyncProperty(graphs, async (graph) => {
        const participants = names.map((name) => assistant(name, [{ reply: 'x', times: 99 }]).agent);
        let team: GraphFlow;
        try {
          team = new GraphFlow({ participants, graph, maxTurns: 30 });
        } catch (thrown) {
          expect(thrown).toMatchObject({
            code: 'invalid_input',
            field: expect.stringMatching(/^graph\./) as string,
          });
          return;
        }
        built += 1;
        const { outcome, stopReason } = await team.run('Go');
        expect(outcome).toEqual({ status: 'complete' });
        expect(stopReason).toMatch(/come to its end|It ends after/);
        const conditional = graph.nodes.some(({ edges }) =>
          edges.some(({ condition }) => condition !== undefined),
        );
        if (conditional) return;
        // Without conditions nothing is skipped: everyone speaks, and nobody is left waiting.
        expect(new Set(team.messages.map(({ source }) => source)).size).toBe(names.length + 1);
      }),
      { numRuns: propertyRuns(300) },
    );
    // About one in six is accepted.
    expect(built).toBeGreaterThan(propertyRuns(300) / 60);
  });
});
