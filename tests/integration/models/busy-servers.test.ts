/** Servers that have too much to do: they are waited for, and the person is told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpenAIChatModel } from '#main/models/chat-models/openai-chat-model.ts';
import { collectEvents } from '../../support/collect-events.ts';
import { fails, OpenAIServer } from '../../support/openai-server.ts';

let server: OpenAIServer;
beforeEach(async () => {
  server = await OpenAIServer.start();
});
afterEach(async () => {
  await server.stop();
});

async function run(busyMs: number) {
  const retry = { tries: 3, firstMs: 1, longestMs: 2, longestRetryAfterMs: 5_000, busyMs };
  const model = new OpenAIChatModel({
    server: { baseUrl: server.baseUrl, apiKey: null },
    model: 'test-model',
    retry,
  });
  const request = { messages: [{ role: 'user', content: 'Ahoy' }] } as const;
  return await collectEvents(model.stream(request, new AbortController().signal));
}

describe('a busy server', () => {
  it.each([
    ['503', fails(503, { message: 'All slots are busy' })],
    ['429 without a wait', fails(429, { message: 'Too many requests' })],
    ['529', fails(529, { message: 'Overloaded' })],
  ])('waits for a busy server, and says so: %s', async (_name, busy) => {
    server.next('chat', busy, busy, busy, busy, busy);
    const { text, events } = await run(20_000);
    expect(text).toBe('Hello.');
    expect(server.requests).toHaveLength(6);
    const waits = events.filter(({ type }) => type === 'wait');
    expect(waits).toHaveLength(5);
    expect(waits[0]).toMatchObject({
      reason: 'busy',
      message: expect.stringContaining('is busy') as unknown,
    });
  });

  it('tells in the end that a server stays busy', async () => {
    server.always('chat', fails(503, { message: 'All slots are busy' }));
    const { error } = await run(0);
    expect(error).toMatchObject({ code: 'overloaded' });
    expect(error?.message).toMatch(/is busy\. Try again in a while, or choose another model\./);
    expect(server.requests).toHaveLength(3);
  });
});
