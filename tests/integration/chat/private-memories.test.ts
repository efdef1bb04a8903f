import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestApp } from '../../support/app.ts';
import { OpenAIServer, embeds } from '../../support/openai-server.ts';

let server: OpenAIServer;
let app: TestApp;
beforeEach(async () => {
  server = await OpenAIServer.start();
  server.always(
    'embeddings',
    embeds(() => [3, 4, 0]),
  );
  app = await TestApp.start();
});
afterEach(async () => {
  await app.stop();
  await server.stop();
});

/** Everything sent to the server so far. */
const sent = () => JSON.stringify(server.requests.map(({ body }) => body));

const secret = 'My spare key is under the blue flowerpot.';

describe('a private memory and a server that is not on this machine', () => {
  it('is not sent with a message, and the receipt says that it was held back', async () => {
    const { memory } = await app.call('memories.teach', { text: secret });
    await app.call('memories.update', { target: { ids: [memory.id] }, changes: { private: true } });
    // Models of this name count as remote, whichever server answers.
    const changes = { baseUrl: server.baseUrl, model: 'gpt-oss:120b-cloud' };
    await app.call('settings.update', { changes });
    const { answer } = await app.say('Where is my spare key?');
    expect(server.requests.length).toBeGreaterThan(0);
    expect(sent()).not.toContain('flowerpot');
    const { report } = await app.call('chat.receipt', { messageId: answer.id });
    expect(report.candidates).toMatchObject([{ memoryId: memory.id, outcome: 'held_back' }]);
    expect((await app.call('memories.get', { id: memory.id })).memory.useCount).toBe(0);
  });

  it('is not sent for embedding either, and is found by keywords', async () => {
    const { memory } = await app.call('memories.teach', { text: secret });
    await app.call('memories.update', { target: { ids: [memory.id] }, changes: { private: true } });
    await app.call('memories.teach', { text: 'My roof leaks.' });
    const embedder = { type: 'endpoint', baseUrl: server.baseUrl, model: 'embed:cloud' } as const;
    await app.call('settings.update', { changes: { embedder } });
    while (!sent().includes('My roof leaks')) await new Promise(setImmediate);
    await app.call('memories.edit', { id: memory.id, text: `${secret} Look twice.` });
    await app.call('memories.get', { id: memory.id });
    const { items } = await app.call('memories.list', { query: 'flowerpot' });
    expect(items[0]?.id).toBe(memory.id);
    await app.call('memories.teach', { text: 'The end comes last.' });
    while (!sent().includes('The end comes last')) await new Promise(setImmediate);
    expect(sent()).not.toContain('under the blue');
  });
});
