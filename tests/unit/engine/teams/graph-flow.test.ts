import { describe, expect, it } from 'vitest';
import type { Participant } from '#main/engine/agents/participant.ts';
import type { ToolCallApprover } from '#main/engine/ports.ts';
import { DiGraphBuilder } from '#main/engine/teams/graph/di-graph-builder.ts';
import type { DiGraph } from '#main/engine/teams/graph/di-graph.ts';
import { GraphFlow } from '#main/engine/teams/graph/graph-flow.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { MaxMessageTermination } from '#main/engine/termination/max-message-termination.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { messageText } from '#shared/agents/messages.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import { assistant, inShort, readRun, testEnvironment } from '../../../support/engine.ts';

const END = 'The graph has come to its end.';

/** Agents by name with their answers, one per turn. */
function agents<Name extends string>(replies: Readonly<Record<Name, readonly string[]>>) {
  const names = Object.keys(replies) as Name[];
  const made = names.map((name) => [name, assistant(name, replies[name])] as const);
  return {
    participants: made.map(([, { agent }]) => agent),
    models: Object.fromEntries(made.map(([name, { model }]) => [name, model])) as Record<
      Name,
      (typeof made)[number][1]['model']
    >,
  };
}

/** `a b` is an edge from a to b; `a b yes` one with a condition. */
function graphOf(lines: readonly string[], more: Partial<DiGraph> = {}): DiGraph {
  const edges = lines.map((line) => line.split(' '));
  const names = [...new Set(edges.flatMap(([source = '', target = '']) => [source, target]))];
  return {
    nodes: names.map((name) => ({
      name,
      edges: edges
        .filter(([source]) => source === name)
        .map(([, target = '', condition]) => ({ target, ...(condition !== undefined && { condition }) })),
    })),
    ...more,
  };
}

/** The concurrent speakers, by their events. */
async function waves(team: GraphFlow, task = 'Go') {
  const { messages, stopReason } = await team.run(task);
  const spoke = messages.flatMap((message) =>
    message.type === 'SelectSpeakerEvent' ? [message.content.join(' ')] : [],
  );
  return { spoke, stopReason, messages };
}

const flow = (participants: readonly Participant[], graph: DiGraph, more: object = {}) =>
  new GraphFlow({ participants, graph, emitTeamEvents: true, name: 'flow', ...more });

describe('a graph', () => {
  it('runs in sequence, the same in run and stream', async () => {
    const make = () =>
      flow(agents({ a: ['a1'], b: ['b1'], c: ['c1'] }).participants, graphOf(['a b', 'b c']));
    const { streamed, result } = await readRun(make().runStream('Go', { environment: testEnvironment() }));
    expect(await make().run('Go', { environment: testEnvironment() })).toEqual(result);
    expect(streamed).toEqual(result.messages);
    expect(inShort(result.messages.filter(({ type }) => type === 'TextMessage'))).toEqual([
      'user: Go',
      'a: a1',
      'b: b1',
      'c: c1',
    ]);
    expect(result.stopReason).toBe(END);
  });

  it('fans out, and an `all` group waits for every branch', async () => {
    const { participants, models } = agents({ a: ['a1'], b: ['b1'], c: ['c1'], d: ['d1'], e: ['e1'] });
    // The branch of c is longer by d.
    const { spoke, stopReason } = await waves(
      flow(participants, graphOf(['a b', 'a c', 'c d', 'b e', 'd e'])),
    );
    expect(spoke).toEqual(['a', 'b c', 'd', 'e']);
    expect(stopReason).toBe(END);
    // Concurrent speakers do not receive each other's messages; later ones receive both.
    expect(models.b.requests[0]?.messages.slice(1).map(modelMessageText)).toEqual(['Go', 'a1']);
    expect(models.e.requests[0]?.messages.slice(1).map(modelMessageText).toSorted()).toEqual([
      'Go',
      'a1',
      'b1',
      'c1',
      'd1',
    ]);
  });

  it('continues from an `any` group with the first branch, and again with the next', async () => {
    const { participants } = agents({ a: ['a1'], b: ['b1'], c: ['c1'], d: ['d1'], e: ['e1', 'e2'] });
    const graph = graphOf(['a b', 'a c', 'c d', 'b e', 'd e']);
    const any = graph.nodes.map((node) =>
      node.name === 'e' ? { ...node, activation: 'any' as const } : node,
    );
    expect((await waves(flow(participants, { nodes: any }))).spoke).toEqual(['a', 'b c', 'd e', 'e']);
  });

  it('activates an `any` group once for branches that end together', async () => {
    const { participants } = agents({ a: ['a1'], b: ['b1'], c: ['c1'] });
    const graph = graphOf(['a c', 'b c']);
    const any = graph.nodes.map((node) => ({ ...node, activation: 'any' as const }));
    expect((await waves(flow(participants, { nodes: any }))).spoke).toEqual(['a b', 'c']);
  });

  it('has groups of edges, each with its own activation', async () => {
    const { participants } = agents({ a: ['a1'], b: ['b1'], c: ['c1'], d: ['d1', 'd2'] });
    const to = (activationGroup: string) => ({ activationGroup });
    const builder = new DiGraphBuilder();
    for (const participant of participants) builder.addNode(participant);
    // d speaks for a and b together, and for c alone.
    const graph = builder
      .addEdge('a', 'd', to('both'))
      .addEdge('b', 'd', to('both'))
      .addEdge('b', 'c')
      .addEdge('c', 'd', to('late'))
      .build();
    expect((await waves(flow(builder.getParticipants(), graph))).spoke).toEqual(['a b', 'c d', 'd']);
  });

  it('takes the edges whose condition is met, by text and by function', async () => {
    const make = (answer: string) => {
      const { participants } = agents({ judge: [answer], good: ['!'], bad: ['?'], long: ['…'] });
      const builder = new DiGraphBuilder();
      for (const participant of participants) builder.addNode(participant);
      builder
        .addEdge('judge', 'good', { condition: 'yes' })
        .addEdge('judge', 'bad', { condition: (message) => !messageText(message).includes('yes') })
        .addEdge('judge', 'long', { condition: (message) => messageText(message).length > 5 });
      return waves(flow(participants, builder.build()));
    };
    expect((await make('yes')).spoke).toEqual(['judge', 'good']);
    expect((await make('no')).spoke).toEqual(['judge', 'bad']);
    expect((await make('oh yes!')).spoke).toEqual(['judge', 'good long']);
  });

  it('names the nodes left waiting when a branch was not taken', async () => {
    const { participants } = agents({ a: ['left'], b: ['b1'], c: ['c1'], d: ['d1'] });
    const { stopReason } = await waves(flow(participants, graphOf(['a b left', 'a c right', 'b d', 'c d'])));
    expect(stopReason).toBe(`${END} Still waiting for others to lead to them: d.`);
  });

  it('loops until its exit is taken', async () => {
    const { participants } = agents({
      writer: ['w1', 'w2', 'w3'],
      critic: ['no', 'no', 'APPROVE'],
      end: ['done'],
    });
    const graph = graphOf(['writer critic', 'critic writer no', 'critic end APPROVE'], {
      entryPoints: ['writer'],
    });
    const { spoke, stopReason } = await waves(flow(participants, graph, { maxTurns: 20 }));
    expect(spoke).toEqual(['writer', 'critic', 'writer', 'critic', 'writer', 'critic', 'end']);
    expect(stopReason).toBe(END);
  });

  it('stops at the limit if its exit is never taken, and resumes there', async () => {
    const { participants } = agents({ a: ['a1', 'a2', 'a3'], b: ['no', 'no', 'yes'], c: ['c1'] });
    const graph = graphOf(['a b', 'b a no', 'b c yes'], { entryPoints: ['a'] });
    const team = flow(participants, graph, { maxTurns: 3 });
    expect(await waves(team)).toMatchObject({
      spoke: ['a', 'b', 'a'],
      stopReason: 'It ends after 3 turns.',
    });
    expect((await waves(team, 'More')).spoke).toEqual(['b', 'a', 'b']);
    expect((await waves(team, 'More')).spoke).toEqual(['c']);
  });

  it('can have a cycle inside a cycle', async () => {
    const { participants } = agents({
      plan: ['p1', 'p2'],
      write: ['w1', 'w2', 'w3'],
      check: ['wrong words', 'wrong plan', 'right'],
      print: ['done'],
    });
    const builder = new DiGraphBuilder();
    for (const participant of participants) builder.addNode(participant, 'any');
    const graph = builder
      .addEdge('plan', 'write')
      .addEdge('write', 'check')
      .addEdge('check', 'write', { condition: 'words' })
      .addEdge('check', 'plan', { condition: 'plan' })
      .addEdge('check', 'print', { condition: 'right' })
      .setEntryPoint('plan')
      .build();
    const { spoke } = await waves(
      flow(participants, graph, { terminationCondition: new MaxMessageTermination(20) }),
    );
    expect(spoke).toEqual(['plan', 'write', 'check', 'write', 'check', 'plan', 'write', 'check', 'print']);
  });

  it('can have two cycles side by side that are joined when both are done', async () => {
    const { participants } = agents({ a: ['again', 'fine'], b: ['again', 'again', 'fine'], c: ['c1'] });
    const graph = graphOf(['a a again', 'a c fine', 'b b again', 'b c fine'], { entryPoints: ['a', 'b'] });
    expect((await waves(flow(participants, graph, { maxTurns: 9 }))).spoke).toEqual(['a b', 'a b', 'b', 'c']);
  });

  it('begins at every node without incoming edges, or at its entry points', async () => {
    const replies = { a: ['a1'], b: ['b1'], c: ['c1'] };
    const lines = ['a c', 'b c'];
    expect((await waves(flow(agents(replies).participants, graphOf(lines)))).spoke).toEqual(['a b', 'c']);
    const alone = flow(agents(replies).participants, graphOf([...lines, 'a b'], { entryPoints: ['a'] }));
    expect((await waves(alone)).spoke).toEqual(['a', 'b', 'c']);
  });

  it('starts over after its end and after a reset', async () => {
    const { participants, models } = agents({ a: ['a1', 'a2', 'a3'], b: ['b1', 'b2'] });
    const team = flow(participants, graphOf(['a b']), { maxTurns: 2 });
    expect((await waves(team)).stopReason).toMatch(/ends after/);
    expect((await waves(team, 'Again')).stopReason).toBe(END);
    expect((await waves(team, 'Third')).spoke).toEqual(['a', 'b']);
    expect(models.a.requests.at(-1)?.messages).toHaveLength(6);
    const second = agents({ a: ['a1', 'a2'], b: ['b1'] });
    const halfway = flow(second.participants, graphOf(['a b']), { maxTurns: 1 });
    expect((await waves(halfway)).spoke).toEqual(['a']);
    halfway.reset();
    expect((await waves(halfway, 'New')).spoke).toEqual(['a']);
    expect(second.models.a.requests.at(-1)?.messages.slice(1).map(modelMessageText)).toEqual(['New']);
  });

  it('evaluates a nested team by its last message', async () => {
    const inner = (name: string, says: string) =>
      new RoundRobinGroupChat({
        name: `team ${name}`,
        participants: [assistant(`${name}1`, ['x']).agent, assistant(`${name}2`, [says]).agent],
        maxTurns: 2,
      });
    const good = assistant('good', ['g']).agent;
    const bad = assistant('bad', ['b']).agent;
    const team = flow([inner('a', 'yes'), good, bad], {
      nodes: [
        {
          name: 'team a',
          edges: [
            { target: 'good', condition: 'yes' },
            { target: 'bad', condition: 'x' },
          ],
        },
        { name: 'good' },
        { name: 'bad' },
      ],
    });
    expect((await waves(team)).spoke).toEqual(['team a', 'good']);
  });

  it('takes no conditional edge after a turn without a message', async () => {
    const silent = new RoundRobinGroupChat({
      name: 'silent',
      participants: [assistant('x', ['-']).agent],
      terminationCondition: new MaxMessageTermination(1),
    });
    const always: DiGraph = {
      nodes: [{ name: 'silent', edges: [{ target: 'b', condition: () => true }] }, { name: 'b' }],
    };
    expect((await waves(flow([silent, assistant('b', ['b1']).agent], always))).spoke).toEqual(['silent']);
    silent.reset();
    const plain = flow([silent, assistant('b', ['b1']).agent], graphOf(['silent b']));
    expect((await waves(plain)).spoke).toEqual(['silent', 'b']);
  });

  it('evaluates a condition that threw again, and loses nothing', async () => {
    const { participants } = agents({ a: ['a1'], b: ['b1'] });
    let broken = true;
    const graph: DiGraph = {
      nodes: [
        {
          name: 'a',
          edges: [
            {
              target: 'b',
              condition: () => {
                if (broken) throw new Error('No network.');
                return true;
              },
            },
          ],
        },
        { name: 'b' },
      ],
    };
    const team = flow(participants, graph);
    expect((await team.run('Go')).outcome).toMatchObject({ status: 'failed', failure: { agent: 'flow' } });
    broken = false;
    expect(inShort((await team.run()).messages)).toEqual(['flow: [SelectSpeakerEvent]', 'b: b1']);
  });
});

describe('a graph that was stopped', () => {
  const pay = new FunctionTool({
    name: 'pay',
    description: 'Pays.',
    parameters: { type: 'object' },
    run: () => 'paid',
  });
  const later: ToolCallApprover = { asksFor: () => true, decide: () => Promise.resolve({ type: 'later' }) };
  const allow: ToolCallApprover = { asksFor: () => true, decide: () => Promise.resolve({ type: 'approve' }) };

  /** b waits for a person while c, concurrent with it, has spoken. */
  function withPerson(approver: ToolCallApprover, ahead: boolean) {
    const b = assistant('b', [ahead ? { toolCalls: [{ name: 'pay' }] } : '-'], { tools: [pay], approver });
    const { participants } = agents({ a: ahead ? ['a1'] : ['-'], c: ahead ? ['c1'] : ['-'], d: ['d1'] });
    return flow([b.agent, ...participants], graphOf(['a b', 'a c', 'b d', 'c d']));
  }

  it('during a fan-out resumes only the unfinished, also elsewhere', async () => {
    const first = withPerson(later, true);
    expect((await first.run('Go')).outcome).toMatchObject({ status: 'waiting' });
    const saved: unknown = JSON.parse(JSON.stringify(first.saveState()));
    const second = withPerson(allow, false);
    second.loadState(saved);
    expect(second.saveState()).toEqual(saved);
    const { messages, stopReason } = await second.run();
    expect(messages.filter(({ type }) => type === 'SelectSpeakerEvent')).toMatchObject([{ content: ['d'] }]);
    expect(inShort(messages).slice(-3)).toEqual(['b: paid', 'flow: [SelectSpeakerEvent]', 'd: d1']);
    expect(stopReason).toBe(END);
  });

  it('after the last message of a nested team still evaluates that message', async () => {
    const inner = new RoundRobinGroupChat({
      name: 'inner',
      participants: [assistant('x', ['yes']).agent],
      maxTurns: 1,
    });
    const graph: DiGraph = {
      nodes: [{ name: 'inner', edges: [{ target: 'b', condition: 'yes' }] }, { name: 'b' }],
    };
    const team = flow([inner, assistant('b', ['b1']).agent], graph);
    const run = team.runStream('Go');
    for (let step = await run.next(); step.done !== true; step = await run.next())
      if (step.value.source === 'x') break;
    await run.return(undefined as never);
    expect(inShort((await team.run()).messages)).toContain('b: b1');
  });

  it('refuses a state of another graph, with the path', async () => {
    const team = withPerson(later, true);
    await team.run('Go');
    const saved = JSON.parse(JSON.stringify(team.saveState())) as { manager: { taken: unknown[] } };
    saved.manager.taken = [{ source: 'a', target: 'd', index: 0 }];
    const before = team.saveState();
    expect(() => team.loadState(saved)).toThrow(expect.objectContaining({ field: 'taken.0' }));
    expect(team.saveState()).toEqual(before);
  });
});
