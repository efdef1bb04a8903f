import { describe, expect, it } from 'vitest';
import { DiGraphBuilder } from '#main/engine/teams/graph/di-graph-builder.ts';
import {
  graphHasCycle,
  graphLeaves,
  graphParents,
  graphStarts,
  validateGraph,
} from '#main/engine/teams/graph/graph-queries.ts';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { randomSpeaker } from '#main/engine/teams/selector/random-speaker.ts';
import { SelectorGroupChat } from '#main/engine/teams/selector/selector-group-chat.ts';
import { assistant, inShort } from '../../support/engine.ts';

const member = (name: string) => assistant(name, [{ reply: `I am ${name}.`, times: 9 }]).agent;

describe('a selector', () => {
  it('may end the chat, with its reason, and begins anew with the next task', async () => {
    const team = new SelectorGroupChat({
      participants: [member('a'), member('b')],
      selectorFunc: (thread) =>
        thread.length > 2 ? { end: 'Enough was said.' } : thread.length === 1 ? 'a' : 'b',
    });
    const { messages, stopReason, outcome } = await team.run('Go');
    expect(inShort(messages)).toEqual(['user: Go', 'a: I am a.', 'b: I am b.']);
    expect({ stopReason, outcome }).toEqual({
      stopReason: 'Enough was said.',
      outcome: { status: 'complete' },
    });
  });

  it('may be chance, which takes nobody twice in a row', async () => {
    const draws = [0.9, 0.1, 0.9, 0.6];
    const team = new SelectorGroupChat({
      participants: [member('a'), member('b'), member('c')],
      selectorFunc: randomSpeaker(['a', 'b', 'c'], { random: () => draws.shift() ?? 0 }),
      maxTurns: 4,
    });
    const { messages } = await team.run('Go');
    expect(messages.map(({ source }) => source)).toEqual(['user', 'c', 'a', 'c', 'b']);
  });

  it('may be a person who answers with a number', async () => {
    const desk = new InputRequests({ patienceMs: 0 });
    const team = new SelectorGroupChat({
      participants: [member('a'), member('b')],
      userInput: desk,
      maxTurns: 1,
    });
    const { outcome } = await team.run('Go');
    const [request] = outcome.status === 'waiting' ? outcome.requests : [];
    desk.answer(request?.requestId ?? '', { type: 'message', text: ' 2 ' });
    expect(inShort((await team.run()).messages).at(-1)).toBe('b: I am b.');
  });
});

describe('a graph', () => {
  const builder = () =>
    ['a', 'b', 'c'].reduce((made, name) => made.addNode(member(name)), new DiGraphBuilder());

  it('is built of several conditional edges at once, and can be asked about', () => {
    const graph = builder().addConditionalEdges('a', { yes: 'b', no: 'c' }).build();
    expect(graph.nodes[0]?.edges).toEqual([
      { target: 'b', condition: 'yes' },
      { target: 'c', condition: 'no' },
    ]);
    expect(graphStarts(graph)).toEqual(['a']);
    expect(graphLeaves(graph)).toEqual(['b', 'c']);
    expect(graphParents(graph)).toEqual({ a: [], b: ['a'], c: ['a'] });
    expect(graphHasCycle(graph)).toBe(false);
    expect(() => validateGraph({ nodes: [] })).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });

  it('has a cycle where a node is reached from itself', () => {
    const loop = builder()
      .addEdge('a', 'b')
      .addConditionalEdges('b', { again: 'a', done: 'c' })
      .setEntryPoint('a')
      .build();
    expect(graphHasCycle(loop)).toBe(true);
    // A diamond is none; a chain of thousands is judged too.
    const chain = Array.from({ length: 20_000 }, (_, at) => ({
      name: `n${at}`,
      edges: [{ target: `n${at + 1}` }, { target: `n${at + 2}` }],
    }));
    expect(graphHasCycle({ nodes: [...chain, { name: 'n20000' }, { name: 'n20001' }] })).toBe(false);
  });
});
