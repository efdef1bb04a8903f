/** Memory capture and recall in runs, and what temporary ones leave behind. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import type { Settings } from '#shared/settings.ts';
import { TestApp } from '../../support/app.ts';
import { OpenAIServer } from '../../support/openai-server.ts';
import { inspect } from '../../support/open-store.ts';
import { appWithScript, bot, chatOf, person, roundRobin } from '../../support/runs.ts';
import { savedTeam, settledRun, startRun } from '../../support/runs.ts';

async function start(script: ScriptInput, changes: Partial<Settings> = {}): Promise<TestApp> {
  const app = await appWithScript(script);
  onTestFinished(() => app.stop());
  await app.call('settings.update', { changes });
  return app;
}

const nothingLearned = { when: { responseSchema: true }, json: { memories: [], forget: [] } };
const texts = async (app: TestApp) => (await app.call('memories.list', {})).items.map(({ text }) => text);
const remembering = (name: string) => bot(name, { memories: ['tutee'] });

describe('capture in a run', () => {
  it('captures what people say: in the task, in between, and as an answer; with the message as the source', async () => {
    const app = await start([nothingLearned, { reply: 'Noted.' }]);
    const team = roundRobin([bot('b'), person('ann')], { maxTurns: 3 });
    const { id, conversationId } = await startRun(app, team, 'Remember that my sister is called Ana.');
    const { requests } = await settledRun(app, id);
    await app.call('runs.answer', {
      runId: id,
      requestId: requests[0]?.requestId ?? '',
      answer: { type: 'message', text: 'Remember that my brother is called Rui.' },
    });
    await settledRun(app, id);
    await app.call('runs.say', { runId: id, text: 'Remember that my cat is called Pip.' });
    await settledRun(app, id);
    expect((await texts(app)).toSorted()).toEqual([
      'My brother is called Rui.',
      'My cat is called Pip.',
      'My sister is called Ana.',
    ]);
    const { messages } = await app.call('conversations.open', { id: conversationId ?? '' });
    const chips = messages.flatMap(({ text, remembered }) => remembered.map((chip) => [text, chip.text]));
    expect(chips).toEqual([
      ['Remember that my sister is called Ana.', 'My sister is called Ana.'],
      ['Remember that my brother is called Rui.', 'My brother is called Rui.'],
      ['Remember that my cat is called Pip.', 'My cat is called Pip.'],
    ]);
  });

  it('captures nothing that an agent says, whatever its name, nor an automatic answer of a component', async () => {
    const app = await start([nothingLearned, { reply: 'Remember that the user hates tea.' }]);
    const auto = person('you', {
      humanInputMode: 'NEVER',
      defaultAutoReply: 'Remember that I want to be called Bob.',
    });
    const team = roundRobin([bot('user'), auto], { maxTurns: 4 });
    // Such names can no longer be saved, but stored ones keep working.
    const teamId = await savedTeam(app, bot('b'));
    inspect(app.dataDir)
      .prepare('UPDATE agent_teams SET name = ?, component = ? WHERE id = ?')
      .run('You', JSON.stringify(team), teamId);
    const started = await app.call('runs.start', { teamId, conversationId: null, task: 'Go' });
    const run = await settledRun(app, started.run.id);
    expect(run).toMatchObject({ name: 'You', status: 'complete' });
    expect(await chatOf(app, run.conversationId)).toContain('you: Remember that I want to be called Bob.');
    await app.say('Hello');
    expect(await texts(app)).toEqual([]);
  });

  it('follows the policy of the settings', async () => {
    const app = await start([{ reply: 'Noted.' }], { learning: 'ask' });
    await startRun(app, bot('b'), 'I am allergic to peanuts.').then(({ id }) => settledRun(app, id));
    await app.event(
      ({ name, payload }) => name === 'capture-changed' && payload.capture?.status !== 'pending',
    );
    const { items } = await app.call('memories.list', { statuses: ['pending'] });
    expect(items.map(({ text }) => text)).toEqual(['I am allergic to peanuts.']);
    await app.call('settings.update', { changes: { learning: 'told' } });
    await startRun(app, bot('b'), 'I am allergic to cashews.').then(({ id }) => settledRun(app, id));
    expect((await app.call('memories.list', { statuses: [] })).total).toBe(1);
  });
});

describe('a run in the chat of a project', () => {
  it('captures into and recalls from the project, unlike runs elsewhere', async () => {
    const app = await start([
      nothingLearned,
      { when: { systemIncludes: 'hotel is in Gion' }, reply: 'In Gion.' },
      { reply: 'No idea.' },
    ]);
    const { project } = await app.call('projects.create', { name: 'Trip', keepsTeachings: true });
    const { conversationId } = await app.say('Hello');
    await app.call('conversations.move', { id: conversationId, projectId: project.id });
    const teamId = await savedTeam(app, remembering('b'));
    const run = async (task: string, chat: string | null) => {
      const started = await app.call('runs.start', { teamId, conversationId: chat, task });
      return settledRun(app, started.run.id);
    };
    await run('Remember that the hotel is in Gion.', conversationId);
    const { items } = await app.call('memories.list', {});
    expect(items.map(({ scope }) => scope)).toEqual([{ type: 'project', id: project.id }]);
    await run('Where is the hotel?', conversationId);
    expect((await chatOf(app, conversationId)).at(-1)).toBe('b: In Gion.');
    const elsewhere = await run('Where is the hotel?', null);
    expect((await chatOf(app, elsewhere.conversationId)).at(-1)).toBe('b: No idea.');
  });
});

describe('recall in a run', () => {
  it('reaches agents that name the memory, with a receipt, and is not stored', async () => {
    const app = await start([
      nothingLearned,
      { when: { systemIncludes: ['knows', 'metric units'] }, reply: 'In metres.' },
      { when: { systemIncludes: 'metric units' }, reply: 'Should not know.' },
      { reply: 'No idea.' },
    ]);
    await app.call('memories.teach', { text: 'I prefer metric units.', kind: 'preference' });
    const team = roundRobin([remembering('one who knows'), bot('other')], { maxTurns: 2 });
    const run = await startRun(app, team, 'How far is it to Porto?').then(({ id }) => settledRun(app, id));
    const { messages } = await app.call('conversations.open', { id: run.conversationId ?? '' });
    expect(messages.map(({ text, receipt }) => [text, receipt?.used ?? null])).toEqual([
      ['How far is it to Porto?', null],
      ['In metres.', 1],
      ['No idea.', null],
    ]);
    const got = await app.call('runs.get', { runId: run.id });
    expect(JSON.stringify(got)).not.toContain('metric');
    const { items } = await app.call('memories.list', {});
    expect(items[0]?.useCount).toBe(1);
    await app.call('settings.update', { changes: { recall: false } });
    const without = await startRun(app, team, 'And to Faro?').then(({ id }) => settledRun(app, id));
    expect((await chatOf(app, without.conversationId))[1]).toBe('one who knows: No idea.');
  });

  it('holds private memories back from a model that is not on this machine, in recall and in tools', async () => {
    const server = await OpenAIServer.start();
    onTestFinished(() => server.stop());
    const app = await TestApp.start();
    onTestFinished(() => app.stop());
    const { memory } = await app.call('memories.teach', {
      text: 'My spare key is under the blue flowerpot.',
    });
    await app.call('memories.update', { target: { ids: [memory.id] }, changes: { private: true } });
    await app.call('settings.update', {
      changes: { baseUrl: server.baseUrl, model: 'gpt-oss:120b-cloud', learning: 'told' },
    });
    const run = await startRun(app, remembering('b'), 'Where is my spare key?').then(({ id }) =>
      settledRun(app, id),
    );
    expect(run.status).toBe('complete');
    expect(server.requests.length).toBeGreaterThan(0);
    expect(JSON.stringify(server.requests.map(({ body }) => body))).not.toContain('flowerpot');
  });
});

describe('a run in a temporary chat', () => {
  it('is never on disk, neither captures nor recalls, and is listed in its chat only', async () => {
    const app = await start([
      { when: { systemIncludes: 'Ottoline' }, reply: 'I know Ottoline.' },
      { reply: 'Kookaburras laugh.' },
    ]);
    await app.call('memories.teach', { text: 'My godmother is called Ottoline.' });
    const team = roundRobin([remembering('b'), person('ann')], { maxTurns: 2 });
    const task = 'Remember that Rumpelstiltskin is my uncle. What is my godmother called?';
    const { id, conversationId } = await startRun(app, team, task, { temporary: true });
    const { temporary, requests } = await settledRun(app, id);
    expect(temporary).toBe(true);
    const written = () =>
      readdirSync(app.dataDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)))
        .some((bytes) => ['Rumpelstiltskin', 'Kookaburras', 'Marzipan'].some((word) => bytes.includes(word)));
    expect(written()).toBe(false);
    await app.call('runs.answer', {
      runId: id,
      requestId: requests[0]?.requestId ?? '',
      answer: { type: 'message', text: 'Marzipan.' },
    });
    await settledRun(app, id);
    expect(await chatOf(app, conversationId)).toEqual([
      `You: ${task}`,
      'b: Kookaburras laugh.',
      'You: Marzipan.',
    ]);
    expect((await app.call('runs.list', {})).total).toBe(0);
    expect((await app.call('runs.list', { conversationId: conversationId ?? '' })).total).toBe(1);
    expect((await app.call('runs.usage', {})).total.requests).toBe(0);
    expect(await texts(app)).toEqual(['My godmother is called Ottoline.']);
    expect(written()).toBe(false);
    await app.restart();
    await expect(app.call('runs.get', { runId: id })).rejects.toThrow('not_found');
    expect(written()).toBe(false);
  });
});
