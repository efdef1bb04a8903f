import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestApp } from '../../support/app.ts';
import { OpenAIServer, answers, embeds } from '../../support/openai-server.ts';

const HERE = 'qwen3:8b';
/** Models of this name count as remote, whichever server answers. */
const ELSEWHERE = 'gpt-oss:120b-cloud';

let server: OpenAIServer;
let app: TestApp;
beforeEach(async () => {
  server = await OpenAIServer.start();
  server.always(
    'embeddings',
    embeds(() => [3, 4, 0]),
  );
  server.always('chat', (response, request) => {
    const learns = request.body?.['response_format'] !== undefined;
    answers(learns ? JSON.stringify({ memories: [], forget: [] }) : 'Fine.')(response, request);
  });
  app = await TestApp.start();
});
afterEach(async () => {
  await app.stop();
  await server.stop();
});

describe('a purge lists the models that were sent the words', () => {
  const use = (model: string) => app.call('settings.update', { changes: { baseUrl: server.baseUrl, model } });
  const sentElsewhere = () =>
    server.requests
      .filter(({ body }) => body?.['model'] === ELSEWHERE)
      .map(({ body }) => JSON.stringify(body))
      .join('\n');
  const teachPrivate = async (text: string): Promise<string> => {
    const { id } = (await app.call('memories.teach', { text })).memory;
    await app.call('memories.update', { target: { ids: [id] }, changes: { private: true } });
    return id;
  };
  const sentTo = async (id: string) =>
    (await app.call('memories.purgePreview', { target: { ids: [id] } })).sentTo;

  it('including models that got them in the history, and without models they were left out for', async () => {
    const id = await teachPrivate('My locker code is Zanzibar-4711.');
    const { conversationId } = await app.say('What is my locker code?');
    expect(await sentTo(id)).toEqual([]);
    await use(ELSEWHERE);
    await app.say('Is it raining?', conversationId);
    expect(await sentTo(id)).toEqual([]);
    await use(HERE);
    await app.say('Is it windy?', conversationId);
    expect(sentElsewhere()).not.toContain('4711');
    expect(await sentTo(id)).toEqual([HERE]);
    await app.call('conversations.sendPrivate', { id: conversationId, allowed: true });
    await use(ELSEWHERE);
    await app.say('Is it cold?', conversationId);
    expect(sentElsewhere()).toContain('4711');
    expect(await sentTo(id)).toEqual([ELSEWHERE, HERE]);
  });

  it('without models asked in another chat or before', async () => {
    await use(ELSEWHERE);
    const { conversationId } = await app.say('What is the capital of France?');
    await app.say('What is the capital of Spain?');
    await use(HERE);
    const id = await teachPrivate('My locker code is Zanzibar-4711.');
    await app.say('What is my locker code?', conversationId);
    expect(await sentTo(id)).toEqual([HERE]);
  });
});
