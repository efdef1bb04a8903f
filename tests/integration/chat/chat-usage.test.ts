import { afterEach, describe, expect, it } from 'vitest';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import type { CommandOutput } from '#shared/contract/commands.ts';
import type { TestApp } from '../../support/app.ts';
import { appWithScript, bot, settledRun, startRun } from '../../support/runs.ts';

let app: TestApp;
afterEach(() => app.stop());

const usage = { promptTokens: 100, completionTokens: 10 };
const script: ScriptInput = [
  {
    when: { responseSchema: true },
    json: { lessons: [] },
    usage: { promptTokens: 500, completionTokens: 5 },
  },
  { when: { lastUserIncludes: 'fail' }, error: 'server_failed' },
  { when: { lastUserIncludes: 'think' }, reply: '', reasoning: 'Hm.', usage },
  { when: {}, reply: 'Fine.', usage },
];

type Usage = CommandOutput<'runs.usage'>;
const requestsBy = (rows: Usage['byAgent']) => rows.map(({ agent, requests }) => [agent, requests]);

describe('the usage of chats', () => {
  it('is in the sums under Tutee, by model and day, with its cost', async () => {
    app = await appWithScript(script);
    const price = { model: 'scripted', promptPerMillion: 10, completionPerMillion: 100 };
    await app.call('settings.update', { changes: { modelPrices: [price] } });
    const { conversationId, answer } = await app.say('Hello');
    expect(answer.usage).toEqual(usage);
    await app.say('Hello again', conversationId);
    const sums = await app.call('runs.usage', {});
    const used = { requests: 2, promptTokens: 200, completionTokens: 20, cachedRequests: 0 };
    expect(sums.byAgent).toMatchObject([{ agent: 'Tutee', ...used }]);
    expect(sums.byModel).toMatchObject([{ model: 'scripted', ...used }]);
    expect(sums.byDay).toMatchObject([used]);
    expect(sums.byRun).toEqual([]);
    expect(sums.total.cost).toBeCloseTo(0.004, 12);
  });

  it('is summed with that of agents, and survives the deletion of the chat and a restart', async () => {
    app = await appWithScript(script);
    const { conversationId, answer } = await app.say('Hello');
    await app
      .call('chat.retry', { messageId: answer.id })
      .then(({ assistantMessage }) =>
        app.event(
          ({ name, payload }) => name === 'message-end' && payload.message.id === assistantMessage.id,
        ),
      );
    await startRun(app, bot('helper'), 'Go', { conversationId }).then(({ id }) => settledRun(app, id));
    await app.call('conversations.remove', { id: conversationId });
    await app.restart();
    const sums = await app.call('runs.usage', {});
    expect(requestsBy(sums.byAgent)).toEqual([
      ['Tutee', 2],
      ['helper', 1],
    ]);
    expect(sums.total).toMatchObject({ requests: 3, promptTokens: 300 });
  });

  it('lists capture separately when it asked a model', async () => {
    app = await appWithScript(script);
    const { userMessageId } = await app.say(
      'I spent my week in the mountains with a new tent and my brother.',
    );
    await app.event(
      ({ name, payload }) =>
        name === 'capture-changed' && payload.messageId === userMessageId && payload.capture !== null,
    );
    const { byAgent } = await app.call('runs.usage', {});
    expect(byAgent).toMatchObject([
      { agent: 'Tutee', requests: 1, promptTokens: 100 },
      { agent: 'Tutee (learning)', requests: 1, promptTokens: 500, completionTokens: 5 },
    ]);
  });

  it('includes failed answers', async () => {
    app = await appWithScript(script);
    expect((await app.say('Just think')).answer).toMatchObject({ status: 'failed', usage: null });
    expect((await app.call('runs.usage', {})).byAgent).toMatchObject([
      { agent: 'Tutee', requests: 1, promptTokens: 100, completionTokens: 10 },
    ]);
  });

  it('excludes temporary chats and turns without a request', async () => {
    app = await appWithScript(script);
    await app.say('Hello', null, true);
    await app.say('Please fail');
    expect((await app.call('runs.usage', {})).total.requests).toBe(0);
  });
});
