import { describe, expect, it } from 'vitest';
import { Teachability } from '#main/engine/capabilities/teachability.ts';
import type { TeachableMemory, TeachingScope } from '#main/engine/ports.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import type { ModelRequest } from '#shared/models/model.ts';
import { assistant, inShort, readRun } from '../../../support/engine.ts';

const shared: TeachingScope = { type: 'shared' };
const key = (scope: TeachingScope) => (scope.type === 'shared' ? 'shared' : `${scope.type}:${scope.id}`);

/** Stores whole sentences that begin with "Remember"; recalls all of a scope for any query. */
class SimpleMemory implements TeachableMemory {
  readonly told: string[] = [];
  readonly learned: string[] = [];
  readonly queries: string[] = [];
  readonly #kept: { id: string; scope: string; text: string }[] = [];

  recall: TeachableMemory['recall'] = ({ query, scope, exclude }) => {
    this.queries.push(query);
    const found = this.#kept.filter(
      (one) => (one.scope === key(scope) || one.scope === 'shared') && !exclude.includes(one.id),
    );
    return Promise.resolve({
      results: found.map(({ id, text }) => ({ id, content: text, metadata: {} })),
      text: found.length === 0 ? '' : `Notes: ${found.map(({ text }) => text).join('; ')}`,
    });
  };

  captureExplicit: TeachableMemory['captureExplicit'] = ({ text }, scope) => {
    if (!text.startsWith('Remember')) return Promise.resolve([]);
    const id = `m${this.#kept.length + 1}`;
    this.told.push(text);
    this.#kept.push({ id, scope: key(scope), text: text.replace('Remember ', '') });
    return Promise.resolve([id]);
  };

  captureImplicit: TeachableMemory['captureImplicit'] = ({ text }) => {
    this.learned.push(text);
    return Promise.resolve();
  };
}

const systemOf = (request: ModelRequest | undefined): string[] =>
  (request?.messages ?? []).flatMap((message) => (message.role === 'system' ? [message.content] : []));
/** The notes beside each message of the user. */
const notesOf = (request: ModelRequest | undefined): string[] =>
  (request?.messages ?? []).flatMap((message) => (message.role === 'user' ? (message.notes ?? []) : []));

/** The same ids and time for everything, so that histories can be compared. */
const still = { newId: () => 'id', now: () => 1 };
const plainOptions = { systemMessage: 'Be brief.' };

describe('a teachable agent', () => {
  it('learns explicit teachings and knows them in later runs, in the request only', async () => {
    const memory = new SimpleMemory();
    const { agent, model } = assistant('a', ['Noted.', 'Teal.', 'Teal.'], plainOptions);
    const teachable = new Teachability({ memory, scope: shared }).addTo(agent);
    await teachable.run('Remember I like teal');
    const { streamed, result } = await readRun(teachable.runStream('Which colour?'));
    expect(inShort(result.messages)).toEqual(['user: Which colour?', 'a: [MemoryQueryEvent]', 'a: Teal.']);
    expect(streamed).toEqual(result.messages);
    // The first request has no note of what its own message taught.
    expect(model.requests.map(systemOf)).toEqual([['Be brief.'], ['Be brief.']]);
    expect(model.requests.map(notesOf)).toEqual([[], ['Notes: I like teal']]);
  });

  it('loaded elsewhere knows what was taught between the runs', async () => {
    const memory = new SimpleMemory();
    const make = () => {
      const { agent, model } = assistant('a', ['Noted.', 'I do.'], plainOptions);
      return { model, teachable: new Teachability({ memory, scope: shared }).addTo(agent) };
    };
    const first = make();
    await first.teachable.run('Remember I like teal');
    const saved: unknown = JSON.parse(JSON.stringify(first.teachable.saveState()));
    const words = { text: 'Remember I am Ann', messageId: 'x', at: 1 };
    await memory.captureExplicit(words, shared, new AbortController().signal);
    const second = make();
    second.teachable.loadState(saved);
    await second.teachable.run('What do you know?');
    expect(notesOf(second.model.requests[0])).toEqual(['Notes: I like teal; I am Ann']);
  });

  it('saves exactly what it would save without teachability', async () => {
    const memory = new SimpleMemory();
    const replies = ['Noted.', { toolCalls: [{ name: 'look' }] }, 'Done.'];
    const look = new FunctionTool({
      name: 'look',
      description: '',
      parameters: { type: 'object' },
      run: () => 'seen',
    });
    const options = { ...plainOptions, tools: [look], reflectOnToolUse: true };
    const taught = assistant('a', replies, options).agent;
    const plain = assistant('a', replies, options).agent;
    const teachable = new Teachability({ memory, scope: shared }).addTo(taught);
    for (const task of ['Remember I like teal', 'Look.']) {
      await teachable.run(task, { environment: still });
      await plain.run(task, { environment: still });
    }
    expect(memory.queries).toHaveLength(2);
    expect(taught.saveState()).toEqual(plain.saveState());
    expect(JSON.stringify(teachable.saveState())).not.toContain('Notes');
  });

  it('never learns from other agents, and in the background from people only', async () => {
    const memory = new SimpleMemory();
    const parrot = assistant('parrot', ['Remember the moon is cheese', 'Remember again']).agent;
    const teachability = new Teachability({ memory, scope: shared });
    const taught = teachability.addTo(assistant('a', ['one', 'two']).agent);
    const team = new RoundRobinGroupChat({ participants: [parrot, taught], maxTurns: 4 });
    await team.run('I am Ann.');
    await teachability.settled();
    expect(memory.told).toEqual([]);
    expect(memory.learned).toEqual(['I am Ann.']);
    expect(memory.queries).toEqual(['I am Ann.', 'Remember again']);
  });

  it('learns in the background, and a failure there fails no run', async () => {
    const order: string[] = [];
    const memory = new SimpleMemory();
    const failures: unknown[] = [];
    memory.captureImplicit = async () => {
      order.push('learning');
      await Promise.resolve();
      throw new Error('no model');
    };
    const teachability = new Teachability({
      memory,
      scope: shared,
      onFailure: (thrown) => failures.push(thrown),
    });
    const taught = teachability.addTo(assistant('a', ['one']).agent);
    const { outcome } = await taught.run('I am Ann.');
    order.push('answered');
    await teachability.settled();
    expect(outcome).toEqual({ status: 'complete' });
    expect(order.toSorted()).toEqual(['answered', 'learning']);
    expect(failures).toHaveLength(1);
  });

  it('loses no message when it is cancelled during recall', async () => {
    const memory = new SimpleMemory();
    const ask = memory.recall;
    const stop = new AbortController();
    memory.recall = () => {
      stop.abort();
      return new Promise(() => undefined);
    };
    const { agent, model } = assistant('a', ['after']);
    const taught = new Teachability({ memory, scope: shared }).addTo(agent);
    expect((await taught.run('Go', { signal: stop.signal })).outcome).toEqual({ status: 'cancelled' });
    memory.recall = ask;
    const again = new Teachability({ memory, scope: shared }).addTo(agent);
    again.loadState(JSON.parse(JSON.stringify(taught.saveState())));
    await again.run();
    expect(model.requests[0]?.messages.at(-1)).toMatchObject({ content: 'Go' });
    expect(memory.queries).toEqual(['Go']);
  });
});

describe('scopes', () => {
  it('private is one agent’s, team a team’s, shared everyone’s', async () => {
    const memory = new SimpleMemory();
    const make = (scope: TeachingScope) => {
      const { agent, model } = assistant('a', ['1', '2', '3', '4']);
      return { taught: new Teachability({ memory, scope }).addTo(agent), model };
    };
    const mine = make({ type: 'private', id: 'a' });
    const ours = make({ type: 'team', id: 't' });
    const everybodys = make(shared);
    await mine.taught.run('Remember mine');
    await ours.taught.run('Remember ours');
    await everybodys.taught.run('Remember all');
    for (const { taught } of [mine, ours, everybodys]) await taught.run('What?');
    const last = (model: (typeof mine)['model']) => notesOf(model.requests.at(-1))[0]?.split('Notes: ')[1];
    expect([mine, ours, everybodys].map(({ model }) => last(model))).toEqual([
      'mine; all',
      'ours; all',
      'all',
    ]);
  });

  it('a teachable team has the notes in every request of its agents, and none in its thread', async () => {
    const memory = new SimpleMemory();
    const make = () => {
      const a = assistant('a', ['a1', 'a2'], plainOptions);
      const b = assistant('b', ['b1', 'b2'], plainOptions);
      return { a, b, team: new RoundRobinGroupChat({ participants: [a.agent, b.agent], maxTurns: 2 }) };
    };
    const taught = make();
    const plain = make();
    const teachable = new Teachability({ memory, scope: { type: 'team', id: 't' } }).addTo(taught.team);
    for (const task of ['Remember teal', 'Go']) {
      await teachable.run(task, { environment: still });
      await plain.team.run(task, { environment: still });
    }
    for (const { model } of [taught.a, taught.b]) expect(notesOf(model.requests[1])).toEqual(['Notes: teal']);
    expect(taught.team.saveState()).toEqual(plain.team.saveState());
  });

  it('a teachable agent in a team leaves no trace in the team’s thread', async () => {
    const memory = new SimpleMemory();
    const teachability = new Teachability({ memory, scope: shared });
    const make = (teach: boolean) => {
      const { agent } = assistant('a', ['1', '2']);
      return new RoundRobinGroupChat({
        participants: [teach ? teachability.addTo(agent) : agent],
        maxTurns: 1,
      });
    };
    const [taught, plain] = [make(true), make(false)];
    for (const team of [taught, plain]) {
      for (const task of ['Remember teal', 'Go']) await team.run(task, { environment: still });
    }
    expect(taught.messages).toEqual(plain.messages);
    expect(JSON.stringify(taught.saveState())).not.toContain('Notes');
  });
});
