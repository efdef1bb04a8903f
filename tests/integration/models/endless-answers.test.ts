/** Servers that do not stop: whatever they send, what is held of it is bounded. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpenAIChatModel } from '#main/models/chat-models/openai-chat-model.ts';
import type { OpenAIChatModelOptions } from '#main/models/chat-models/openai-chat-model.ts';
import { collectEvents } from '../../support/collect-events.ts';
import { answers, neverEnds, OpenAIServer } from '../../support/openai-server.ts';

let server: OpenAIServer;
beforeEach(async () => {
  server = await OpenAIServer.start();
});
afterEach(() => server.stop());

function run(options: Partial<OpenAIChatModelOptions> = {}) {
  const model = new OpenAIChatModel({
    server: { baseUrl: server.baseUrl, apiKey: null },
    model: 'm',
    ...options,
  });
  const request = { messages: [{ role: 'user' as const, content: 'Hi' }] };
  return collectEvents(model.stream(request, new AbortController().signal));
}

it('takes no answer without an end: a server cannot fill the memory', async () => {
  const piece = Array.from({ length: 10_000 }, (_, line) => `${line} sheep`).join(', ');
  server.next('chat', answers([piece, piece, piece, piece, piece, piece]));
  const { text, error, end } = await run();
  // A model on this machine runs until it is stopped: the answer is cut, and can be continued.
  expect({ error, stopReason: end?.stopReason }).toEqual({ error: null, stopReason: 'length' });
  expect(text.length).toBe(piece.length * 2);
  expect(server.requests).toHaveLength(1);
});

describe('a server that does not stop', () => {
  const chunk = `data: ${JSON.stringify({ choices: [{ index: 0, delta: {} }] })}\n\n`;
  it.each<[string, string, string, Partial<OpenAIChatModelOptions>]>([
    ['in one line', 'data: {"choices": "', 'x', {}],
    [
      'in one line after a word',
      'data: {"choices":[{"index":0,"delta":{"content":"Hel"}}]}\n\ndata: ',
      'x',
      {},
    ],
    // A line of eight bytes costs the reader far more than a long one, so that the usual limits take ten seconds.
    ['in one event of many lines', '', 'data: x\n', { limits: { event: 500_000, whole: 2_000_000 } }],
    ['in one event of other line ends', '', 'data: x\r\n', { limits: { event: 500_000, whole: 2_000_000 } }],
    ['in a comment', ': ', 'thinking ', {}],
    ['in events that say nothing', '', chunk, { limits: { event: 1_000, whole: 200_000 } }],
    ['in comments between lines', '', ': still here\n\n', { limits: { event: 1_000, whole: 200_000 } }],
  ])('%s is left, with its connection, and said to go on and on', async (_, before, piece, options) => {
    server.next('chat', neverEnds(piece, before));
    const { error } = await run(options);
    expect(error).toMatchObject({ code: 'malformed_stream', fault: 'model' });
    expect(error?.message).toContain('goes on and on');
    expect(await server.requests[0]?.closed).toBe('cut');
    expect(server.requests).toHaveLength(1);
  });

  it('after its answer came to its end does not spoil the answer', async () => {
    const end = JSON.stringify({
      choices: [{ index: 0, delta: { content: 'Hello.' }, finish_reason: 'stop' }],
    });
    server.next('chat', neverEnds('x', `data: ${end}\n\ndata: `));
    expect(await run()).toMatchObject({ text: 'Hello.', error: null });
    expect(await server.requests[0]?.closed).toBe('cut');
  });
});
