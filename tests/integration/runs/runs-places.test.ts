/** In which chats runs can start, how they are listed and summed, and how they end. */
import { afterEach, describe, expect, it } from 'vitest';
import type { TestApp } from '../../support/app.ts';
import { inspect } from '../../support/open-store.ts';
import { appWithScript, bot, chatOf, component, person, settledRun, startRun } from '../../support/runs.ts';

let app: TestApp;
afterEach(() => app.stop());

const usage = { promptTokens: 100, completionTokens: 10 };

describe('a run', () => {
  it('can run in any chat that is free; two chats can have one each', async () => {
    app = await appWithScript([
      { when: { lastUserIncludes: 'Hang' }, reply: 'Half', hang: true },
      { reply: 'Fine.' },
    ]);
    const streaming = bot('b', { modelClientStream: true });
    const first = await startRun(app, streaming, 'Hang on');
    const second = await startRun(app, streaming, 'Hang there');
    const chat = first.conversationId ?? '';
    await expect(startRun(app, bot('c'), 'Go', { conversationId: chat })).rejects.toThrow('busy');
    await expect(app.say('Hello', chat)).rejects.toThrow('busy');
    const third = await startRun(app, bot('c'), 'Go');
    expect((await settledRun(app, third.id)).status).toBe('complete');
    for (const { id } of [first, second]) {
      expect((await app.call('runs.stop', { runId: id })).run.status).toBe('cancelled');
    }
    await app.say('Hello', chat);
    expect((await chatOf(app, chat)).at(-1)).toBe('Tutee: Fine.');
    await startRun(app, bot('c'), 'Go on', { conversationId: chat }).then(({ id }) => settledRun(app, id));
    expect((await chatOf(app, chat)).slice(-2)).toEqual(['You: Go on', 'c: Fine.']);
    const { items } = await app.call('runs.list', { conversationId: chat });
    expect(items.map(({ task }) => task)).toEqual(['Go on', 'Hang on']);
  });

  it('can start in a new chat of a project, unless temporary; a deleted project is rejected before anything is stored', async () => {
    app = await appWithScript([{ reply: 'Fine.' }]);
    const { id: projectId } = (await app.call('projects.create', { name: 'Trip' })).project;
    const chatOfRun = async (more: Parameters<typeof startRun>[3]) => {
      const run = await startRun(app, bot('c'), 'Go', more);
      await settledRun(app, run.id);
      return (await app.call('conversations.open', { id: run.conversationId ?? '' })).conversation;
    };
    expect((await chatOfRun({ projectId })).projectId).toBe(projectId);
    expect((await chatOfRun({ projectId, temporary: true })).projectId).toBeNull();
    expect((await chatOfRun({})).projectId).toBeNull();
    const missing = '00000000-0000-7000-8000-000000000000';
    await expect(startRun(app, bot('c'), 'Go', { projectId: missing })).rejects.toThrow('not_found');
    expect((await app.call('conversations.list', { projectId })).total).toBe(1);
    expect((await app.call('conversations.list', {})).total).toBe(2);
  });

  it('ends with its chat, and an agent’s answer cannot be retried in the chat', async () => {
    app = await appWithScript([{ reply: 'Half', hang: true }]);
    const { id, conversationId } = await startRun(app, bot('b', { modelClientStream: true }), 'Go');
    await app.event(({ name }) => name === 'message-delta');
    const { messages } = await app.call('conversations.open', { id: conversationId ?? '' });
    const retried = await app.dispatch('chat.retry', { messageId: messages.at(-1)?.id });
    expect(retried).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    await app.call('conversations.remove', { id: conversationId ?? '' });
    await expect(app.call('runs.get', { runId: id })).rejects.toThrow('not_found');
    expect((await app.call('runs.list', {})).total).toBe(0);
    expect(app.events.some(({ name }) => name === 'run-removed')).toBe(true);
  });

  it('ends without ending the app when its chat is deleted', async () => {
    app = await appWithScript([
      { when: { lastUserIncludes: 'Slow' }, reply: 'xxxx', chunkCharacters: 1, delayMs: 60 },
      { reply: 'Fine.' },
    ]);
    const { id, conversationId } = await startRun(app, bot('b', { modelClientStream: true }), 'Slow');
    await app.event(({ name }) => name === 'run-message');
    inspect(app.dataDir).prepare('DELETE FROM conversations WHERE id = ?').run(conversationId);
    await app.event(
      ({ name, payload }) =>
        name === 'run-message' && payload.message.type === 'ModelClientStreamingChunkEvent',
    );
    await expect(app.call('runs.get', { runId: id })).rejects.toThrow('not_found');
    const other = await startRun(app, bot('b'), 'Go').then((run) => settledRun(app, run.id));
    expect(other.status).toBe('complete');
  });

  it('is rejected without a model, and nothing is stored', async () => {
    app = await appWithScript([{ reply: 'x' }], { scriptedModel: null });
    await expect(startRun(app, bot('b'), 'Go')).rejects.toThrow('no_model');
    expect((await app.call('conversations.list', {})).total).toBe(0);
    const { id } = await startRun(app, person('ann'), 'Only people');
    expect((await settledRun(app, id)).status).toBe('waiting');
  });

  it('is listed by page and team, and deleted while its usage stays', async () => {
    app = await appWithScript([{ reply: 'Fine.', usage }]);
    const { team } = await app.call('agents.save', { id: null, name: 'B', component: bot('b') });
    for (const task of ['1', '2', '3']) {
      const { run } = await app.call('runs.start', { teamId: team.id, conversationId: null, task });
      await settledRun(app, run.id);
    }
    await startRun(app, bot('other'), 'x').then(({ id }) => settledRun(app, id));
    const first = await app.call('runs.list', { teamId: team.id, limit: 2 });
    expect(first.items.map(({ task }) => task)).toEqual(['3', '2']);
    const second = await app.call('runs.list', { teamId: team.id, limit: 2, cursor: first.nextCursor });
    expect(second).toMatchObject({ items: [{ task: '1' }], total: 3, nextCursor: null });
    const bad = await app.dispatch('runs.list', { cursor: 'x; DROP TABLE' });
    expect(bad).toMatchObject({ ok: false, error: { code: 'invalid_input' } });

    const before = await app.call('runs.usage', {});
    expect(before.byRun).toHaveLength(4);
    await app.call('runs.delete', { runId: first.items[0]?.id ?? '' });
    const after = await app.call('runs.usage', {});
    expect(after.total).toEqual(before.total);
    expect(after.byRun).toHaveLength(3);
    expect(after.byAgent.map(({ agent, requests }) => [agent, requests])).toEqual([
      ['b', 3],
      ['other', 1],
    ]);
    expect(after.byDay).toMatchObject([{ requests: 4 }]);
    expect(after.byModel).toMatchObject([{ model: 'scripted' }]);
  });

  it('is priced by the settings, also when it ran before', async () => {
    app = await appWithScript([{ reply: 'Fine.', usage }]);
    const run = await startRun(app, bot('b'), 'Go').then(({ id }) => settledRun(app, id));
    expect(run.usage).toMatchObject({ cost: 0 });
    const price = { model: 'scrip*', promptPerMillion: 10, completionPerMillion: 100 };
    await app.call('settings.update', { changes: { modelPrices: [price] } });
    expect((await app.call('runs.usage', {})).total.cost).toBeCloseTo(0.002, 12);
    const bad = { changes: { modelPrices: [{ ...price, promptPerMillion: -1 }] } };
    expect(await app.dispatch('settings.update', bad)).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', field: 'changes.modelPrices.0.promptPerMillion' },
    });
  });

  it('asks its model again for the same task in a new chat, and for the same message in the same run', async () => {
    app = await appWithScript([
      { reply: 'One.', usage, times: 1 },
      { reply: 'Two.', usage, times: 1 },
      { reply: 'Three.', usage },
    ]);
    // Its context is the last message only, so the request is the same each time.
    const modelContext = component('BufferedChatCompletionContext', { bufferSize: 1 });
    const forgetful = bot('b', { modelContext });
    await startRun(app, forgetful, 'Go').then(({ id }) => settledRun(app, id));
    const again = await startRun(app, forgetful, 'Go').then(({ id }) => settledRun(app, id));
    expect((await chatOf(app, again.conversationId)).at(-1)).toBe('b: Two.');
    await app.call('runs.say', { runId: again.id, text: 'Go' });
    const third = await settledRun(app, again.id);
    expect((await chatOf(app, third.conversationId)).at(-1)).toBe('b: Three.');
    expect(third.usage).toMatchObject({ requests: 2, cachedRequests: 0, promptTokens: 200 });
  });
});
