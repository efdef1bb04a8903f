/** Agents with memory scopes of their own, in addition to everywhere. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RunView } from '#shared/agents/run-view.ts';
import { TestApp } from '../../support/app.ts';
import { OpenAIServer, answers } from '../../support/openai-server.ts';
import { answerAll, appWithScript, bot, roundRobin, savedTeam, settledRun } from '../../support/runs.ts';

async function open(): Promise<TestApp> {
  const app = await appWithScript([
    {
      when: { responseSchema: true, anyIncludes: 'green tea' },
      json: {
        lessons: [
          { action: 'add', n: null, kind: 'fact', text: 'Drinks green tea', cues: ['tea'], validUntil: null },
        ],
      },
    },
    { when: { responseSchema: true }, json: { lessons: [] } },
    { when: { systemIncludes: 'amber' }, reply: 'I know amber.' },
    { when: { systemIncludes: 'teal' }, reply: 'I know teal.' },
    { reply: 'I know nothing.' },
  ]);
  onTestFinished(() => app.stop());
  return app;
}
async function run(app: TestApp, teamId: string, task: string, temporary = false): Promise<RunView> {
  const started = await app.call('runs.start', { teamId, conversationId: null, task, temporary });
  return settledRun(app, started.run.id);
}

/** Agent name -> its last message in the run. */
async function saidIn(app: TestApp, { conversationId }: RunView): Promise<Record<string, string>> {
  const { messages } = await app.call('conversations.open', { id: conversationId ?? '' });
  return Object.fromEntries(
    messages.filter(({ role }) => role === 'assistant').map(({ speaker, text }) => [speaker, text]),
  );
}

async function kept(app: TestApp) {
  const { items } = await app.call('memories.list', { statuses: ['active', 'pending'] });
  return items.map(({ text, scope, status }) => ({ text, scope, status }));
}

describe('an agent with a memory of its own', () => {
  it('keeps its teachings to itself, recalls them in later runs, and recalls everywhere too', async () => {
    const app = await open();
    const own = await savedTeam(app, bot('a', { memories: ['own'] }));
    const other = await savedTeam(app, bot('b', { memories: ['tutee'] }));
    await run(app, own, 'Remember that my favourite colour is teal');
    expect(await kept(app)).toMatchObject([
      { text: expect.stringContaining('teal') as string, scope: { type: 'assistant', id: own } },
    ]);
    const later = await run(app, own, 'What is my favourite colour?');
    expect(await saidIn(app, later)).toEqual({ a: 'I know teal.' });
    // The receipt lists it.
    const { messages } = await app.call('conversations.open', { id: later.conversationId ?? '' });
    expect(messages.at(-1)?.receipt?.used).toBe(1);
    expect(await saidIn(app, await run(app, other, 'What is my favourite colour?'))).toEqual({
      b: 'I know nothing.',
    });
    await run(app, other, 'Remember that my favourite metal is amber');
    expect(await saidIn(app, await run(app, own, 'Which metal is my favourite?'))).toEqual({
      a: 'I know amber.',
    });
    const { scopes } = await app.call('memories.scopes', {});
    expect(scopes).toContainEqual({ scope: { type: 'assistant', id: own }, name: 'Team', state: 'here' });
  });

  it('does not recall what it was just taught, nor duplicates of two memories', async () => {
    const app = await open();
    const both = await savedTeam(app, bot('a', { memories: ['tutee', 'own'] }));
    const recalled = () =>
      app.events.flatMap(({ name, payload }) =>
        name === 'run-message' && payload.message.type === 'MemoryQueryEvent'
          ? payload.message.content.map(({ content }) => content)
          : [],
      );
    const taught = await run(app, both, 'Remember that my favourite colour is teal');
    expect(await saidIn(app, taught)).toEqual({ a: 'I know nothing.' });
    expect(recalled()).toEqual([]);
    const { memory } = await app.call('memories.teach', { text: 'My favourite metal is amber.' });
    await run(app, both, 'Which metal is my favourite?');
    expect(recalled().filter((text) => text === memory.text)).toEqual([memory.text]);
  });

  it('searches its own memories, and no others', async () => {
    const call = { name: 'search_memories', arguments: { query: 'What is my favourite colour?' } };
    const looksUp = (name: string) => ({
      when: { systemIncludes: `You are ${name}.`, anyIncludes: 'Look it up' },
      toolCalls: [call],
      times: 1,
    });
    const app = await appWithScript([looksUp('a'), looksUp('b'), { reply: 'Well.' }]);
    onTestFinished(() => app.stop());
    const tools = ['search_memories'];
    const members = [bot('a', { tools, memories: ['own'] }), bot('b', { tools, memories: ['tutee'] })];
    const team = await savedTeam(app, roundRobin(members, { maxTurns: 2 }));
    await run(app, team, 'Hello');
    const { scopes } = await app.call('memories.scopes', {});
    const scope = scopes.find(({ name }) => name === 'a in Team')?.scope;
    await app.call('memories.teach', { text: 'My favourite colour is teal.', scope });
    let now = await run(app, team, 'Look it up');
    while (now.status === 'waiting') now = await answerAll(app, now, [{ type: 'approve' }]);
    const { messages } = await app.call('runs.get', { runId: now.id });
    const found = messages.flatMap((message) =>
      message.type === 'ToolCallExecutionEvent'
        ? [[message.source, JSON.stringify(message.content).includes('teal')]]
        : [],
    );
    expect(found).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  it('in a team has a memory separate from the others, by name, also after a restart', async () => {
    const app = await open();
    const team = await savedTeam(
      app,
      roundRobin([bot('a', { memories: ['own'] }), bot('b', { memories: ['team'] })], { maxTurns: 2 }),
    );
    await run(app, team, 'Remember that my favourite colour is teal');
    const scopes = (await kept(app)).map(({ scope }) => scope);
    expect(scopes).toHaveLength(2);
    expect(scopes).toContainEqual({ type: 'assistant', id: team });
    const { scopes: named } = await app.call('memories.scopes', {});
    expect(named).toMatchObject([
      { name: 'a in Team', state: 'here' },
      { name: 'Team', state: 'here' },
    ]);
    expect(scopes).toContainEqual(named[0]?.scope);
    await app.restart();
    expect(await saidIn(app, await run(app, team, 'What is my favourite colour?'))).toEqual({
      a: 'I know teal.',
      b: 'I know teal.',
    });
    // Forgotten in one scope, it stays in the other.
    const { items } = await app.call('memories.list', {});
    const ofA = items.filter(({ scope }) => scope.type === 'assistant' && scope.id !== team);
    await app.call('memories.forget', { id: ofA[0]?.id ?? '' });
    expect(await saidIn(app, await run(app, team, 'What is my favourite colour?'))).toEqual({
      a: 'I know nothing.',
      b: 'I know teal.',
    });
    await app.call('agents.delete', { id: team });
    const gone = await app.call('memories.scopes', {});
    expect(gone.scopes.map(({ state }) => state)).toEqual(['deleted', 'deleted']);
  });

  it('keeps it when renamed, and a new agent of the old name begins with none', async () => {
    const app = await open();
    const members = (...names: string[]) =>
      roundRobin(
        names.map((name) => bot(name, { memories: ['own'] })),
        { maxTurns: names.length },
      );
    const team = await savedTeam(app, members('a'));
    await run(app, team, 'Remember that my favourite colour is teal');
    const save = (component: ReturnType<typeof members>, renamed: { from: string; to: string }[]) =>
      app.call('agents.save', { id: team, name: 'Team', component, renamed });
    await save(members('b'), [{ from: 'a', to: 'b' }]);
    const { scopes } = await app.call('memories.scopes', {});
    expect(scopes.map(({ name }) => name)).toEqual(['b in Team', 'Team']);
    await app.restart();
    const ask = async () => saidIn(app, await run(app, team, 'What is my favourite colour?'));
    expect(await ask()).toEqual({ b: 'I know teal.' });
    // Renames of unknown agents change nothing; nor does a save without renames.
    await save(members('b'), [
      { from: 'x', to: 'b' },
      { from: 'b', to: 'y' },
    ]);
    await save(members('b'), []);
    expect(await ask()).toEqual({ b: 'I know teal.' });
    await save(members('c', 'b'), [{ from: 'b', to: 'c' }]);
    expect(await ask()).toEqual({ c: 'I know teal.', b: 'I know nothing.' });
    // A copy is another team with memories of its own.
    const copy = await savedTeam(app, members('c'));
    expect(await saidIn(app, await run(app, copy, 'What is my favourite colour?'))).toEqual({
      c: 'I know nothing.',
    });
  });

  it('captures nothing in a temporary chat, and follows a policy set for it alone', async () => {
    const app = await open();
    const own = await savedTeam(app, bot('a', { memories: ['own'] }));
    const other = await savedTeam(app, bot('b', { memories: ['tutee'] }));
    await run(app, own, 'Remember that my favourite colour is teal', true);
    expect(await kept(app)).toEqual([]);
    expect((await app.call('memories.scopes', {})).scopes.map(({ state }) => state)).toEqual([
      'here',
      'here',
    ]);
    const scope = { type: 'assistant', id: own } as const;
    await app.call('settings.update', { changes: { learningByScope: [{ scope, learning: 'ask' }] } });
    for (const team of [own, other]) {
      const { conversationId } = await run(app, team, 'I always drink green tea in the morning');
      await app.event(
        ({ name, payload }) =>
          name === 'capture-changed' &&
          payload.conversationId === conversationId &&
          payload.capture?.status === 'done',
      );
    }
    const learned = (await kept(app)).map((one) => ({ scope: one.scope, status: one.status }));
    expect(learned).toHaveLength(2);
    expect(learned).toContainEqual({ scope, status: 'pending' });
    expect(learned).toContainEqual({ scope: { type: 'everywhere' }, status: 'active' });
  });
});

describe('a memory of an agent’s own', () => {
  it('has no implicit capture while learning is paused, and a purge covers it too', async () => {
    const app = await open();
    const own = await savedTeam(app, bot('a', { memories: ['own'] }));
    await app.call('settings.update', { changes: { learningPaused: true } });
    await run(app, own, 'I always drink green tea in the morning');
    await run(app, own, 'Remember that my favourite colour is teal');
    const { items } = await app.call('memories.list', { statuses: ['active', 'pending'] });
    expect(items).toMatchObject([{ scope: { type: 'assistant', id: own } }]);
    const asked = await run(app, own, 'What is my favourite colour?');
    expect(await saidIn(app, asked)).toEqual({ a: 'I know teal.' });
    await app.call('memories.purge', { target: { ids: items.map(({ id }) => id) }, chats: true });
    expect(await saidIn(app, await run(app, own, 'What is my favourite colour?'))).toEqual({
      a: 'I know nothing.',
    });
    const { report } = await app.call('chat.receipt', { messageId: await lastOf(app, asked) });
    expect(report.candidates.map(({ text }) => text)).toEqual(['']);
  });

  it('that is private is held back from a server that is not on this machine', async () => {
    const server = await OpenAIServer.start();
    server.always('chat', answers('Hm.'));
    const app = await TestApp.start();
    onTestFinished(async () => {
      await app.stop();
      await server.stop();
    });
    const own = await savedTeam(app, bot('a', { memories: ['own'] }));
    const scope = { type: 'assistant', id: own } as const;
    const { memory } = await app.call('memories.teach', { text: 'My key is under the flowerpot.', scope });
    await app.call('memories.update', { target: { ids: [memory.id] }, changes: { private: true } });
    // Models of this name count as remote, whichever server answers.
    const changes = { baseUrl: server.baseUrl, model: 'gpt-oss:120b-cloud' };
    await app.call('settings.update', { changes });
    await run(app, own, 'Where is my key?');
    const sent = JSON.stringify(server.requests.map(({ body }) => body));
    expect(sent).toContain('Where is my key?');
    expect(sent).not.toContain('flowerpot');
  });
});

async function lastOf(app: TestApp, { conversationId }: RunView): Promise<string> {
  const { messages } = await app.call('conversations.open', { id: conversationId ?? '' });
  return messages.at(-1)?.id ?? '';
}

describe('a component that names a memory', () => {
  it('can name tutee, own and team, and no other', async () => {
    const app = await open();
    const { memories } = await app.call('agents.options', {});
    expect(memories.map(({ name }) => name)).toEqual(['tutee', 'own', 'team']);
    const stranger = await app.dispatch('agents.save', {
      id: null,
      name: 'Spy',
      component: bot('a', { memories: ['00000000-0000-4000-8000-000000000000'] }),
    });
    expect(stranger).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  });
});
