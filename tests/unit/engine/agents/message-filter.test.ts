import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageFilterAgent } from '#main/engine/agents/message-filter-agent.ts';
import { filtered } from '#main/engine/agents/message-filter.ts';
import type { PerSourceFilter } from '#main/engine/agents/message-filter.ts';
import { stamp } from '#main/engine/run/run-context.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { messageText } from '#shared/agents/messages.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import { assistant, inShort, readRun, testEnvironment } from '../../../support/engine.ts';

const environment = testEnvironment();
const said = (...lines: string[]) =>
  lines.map((line) => {
    const [source = '', content = ''] = line.split(': ');
    return stamp(environment, { type: 'TextMessage', source, content });
  });

const passing = (perSource: PerSourceFilter[], ...lines: string[]) =>
  filtered(said(...lines), { perSource }).map(messageText);

describe('a message filter', () => {
  const lines = ['user: 1', 'a: 2', 'b: 3', 'a: 4', 'user: 5', 'a: 6'];

  it.each<[string, PerSourceFilter[], string[]]>([
    ['all of a source', [{ source: 'a' }], ['2', '4', '6']],
    ['the first', [{ source: 'a', position: 'first', count: 2 }], ['2', '4']],
    ['the last', [{ source: 'a', position: 'last', count: 2 }], ['4', '6']],
    ['more than there are', [{ source: 'b', position: 'last', count: 9 }], ['3']],
    [
      'of several, in the order it was said',
      [
        { source: 'a', position: 'last', count: 1 },
        { source: 'user', position: 'first', count: 1 },
      ],
      ['1', '6'],
    ],
    ['of nobody else', [{ source: 'zoe' }], []],
  ])('lets through %s', (_, perSource, expected) => {
    expect(passing(perSource, ...lines)).toEqual(expected);
  });

  it('never adds, duplicates or reorders anything', () => {
    const source = fc.constantFrom('user', 'a', 'b');
    const filter = fc.oneof(
      fc.record({ source }),
      fc.record({
        source,
        position: fc.constantFrom('first' as const, 'last' as const),
        count: fc.integer({ min: 1, max: 4 }),
      }),
    );
    fc.assert(
      fc.property(fc.array(source), fc.array(filter, { minLength: 1 }), (sources, perSource) => {
        const messages = said(...sources.map((name, index) => `${name}: ${index}`));
        const left = filtered(messages, { perSource });
        expect(left).toEqual(messages.filter((message) => left.includes(message)));
        for (const { source: name, position, count = Infinity } of perSource as PerSourceFilter[]) {
          const theirs = messages.filter((message) => message.source === name);
          const sure = position === 'last' ? theirs.slice(-count) : theirs.slice(0, count);
          expect(sure.every((message) => left.includes(message))).toBe(true);
        }
      }),
    );
  });

  it.each<[string, PerSourceFilter[]]>([
    ['filter.perSource', []],
    ['filter.perSource.1.count', [{ source: 'a' }, { source: 'b', position: 'last' }]],
    ['filter.perSource.0.count', [{ source: 'a', count: 2 }]],
    ['filter.perSource.0.count', [{ source: 'a', position: 'first', count: 0 }]],
  ])('is refused when it is made, at %s', (field, perSource) => {
    const { agent } = assistant('a', ['x']);
    expect(() => new MessageFilterAgent({ wrappedAgent: agent, filter: { perSource } })).toThrow(
      expect.objectContaining({ code: 'invalid_input', field }),
    );
  });
});

describe('an agent behind a filter', () => {
  function made() {
    const a = assistant('a', ['a1', 'a2']);
    const b = assistant('b', ['b1', 'b2']);
    const c = assistant('c', ['c1', 'c2']);
    const filter = { perSource: [{ source: 'b', position: 'last' as const, count: 1 }] };
    const filteredC = new MessageFilterAgent({ wrappedAgent: c.agent, filter });
    return { team: new RoundRobinGroupChat({ participants: [a.agent, b.agent, filteredC], maxTurns: 3 }), c };
  }

  it('receives what passes and is received unfiltered, in run and in stream', async () => {
    const { team, c } = made();
    expect(inShort((await team.run('Go')).messages)).toEqual(['user: Go', 'a: a1', 'b: b1', 'c: c1']);
    expect(c.model.requests[0]?.messages.slice(1).map(modelMessageText)).toEqual(['b1']);
    const { streamed } = await readRun(team.runStream('On'));
    expect(inShort(streamed)).toEqual(['user: On', 'a: a2', 'b: b2', 'c: c2']);
    expect(c.model.requests[1]?.messages.slice(1).map(modelMessageText)).toEqual(['b1', 'c1', 'b2']);
  });

  it('has the state of the agent, and resumes from it', async () => {
    const first = made();
    const run = first.team.runStream('Go');
    for (let count = 0; count < 3; count += 1) await run.next();
    const saved: unknown = JSON.parse(JSON.stringify(first.team.saveState()));
    await run.return(undefined as never);
    const second = made();
    second.team.loadState(saved);
    expect(second.team.saveState()).toEqual(saved);
    expect(inShort((await second.team.run()).messages)).toEqual(['c: c1']);
    expect(second.c.model.requests[0]?.messages.slice(1).map(modelMessageText)).toEqual(['b1']);
  });
});
