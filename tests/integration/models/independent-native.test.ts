/** The native protocols against a server that others wrote, so that no misreading of them is shared. */
import { LLMock } from '@copilotkit/aimock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NativeChatModel } from '#main/models/native/native-chat-model.ts';
import type { ModelRequest } from '#shared/models/model.ts';
import type { NativeProtocol } from '#shared/models/provider.ts';
import { collectEvents } from '../../support/collect-events.ts';

let mock: LLMock;
beforeEach(async () => {
  mock = new LLMock({ port: 0, chunkSize: 5, auth: { apiKeys: ['right-key'] } });
  await mock.start();
});
afterEach(async () => {
  await mock.stop();
});

const services = [
  { protocol: 'anthropic', path: '/v1', model: 'claude-sonnet-4-5' },
  { protocol: 'google', path: '/v1beta', model: 'gemini-2.5-flash' },
] as const;
const retry = { tries: 2, firstMs: 1, longestMs: 1, longestRetryAfterMs: 2_000, busyMs: 0 };

describe.each(services)('an independent server in the protocol of $protocol', ({ protocol, path, model }) => {
  async function say(content: string, changes: Partial<ModelRequest> = {}, apiKey = 'right-key') {
    const asked = new NativeChatModel({
      protocol: protocol satisfies NativeProtocol,
      server: { baseUrl: mock.url + path, apiKey, protocol },
      model,
      retry,
    });
    const request: ModelRequest = { messages: [{ role: 'user', content }], ...changes };
    return await collectEvents(asked.stream(request, new AbortController().signal));
  }

  it('streams text in pieces and tells the usage', async () => {
    const content = 'The twist of 8, 3 and 2 is 35.';
    mock.onMessage('twist', { content });
    const { events, text, end, error } = await say('What is the twist of 8, 3 and 2?');
    expect(error).toBeNull();
    expect(text).toBe(content);
    expect(events.filter((event) => event.type === 'text-delta').length).toBeGreaterThan(3);
    expect(end).toMatchObject({
      stopReason: 'stop',
      usage: { completionTokens: expect.any(Number) as number },
    });
  });

  it('keeps reasoning apart', async () => {
    mock.onMessage('think', { content: '35', reasoning: '48 minus 13' });
    expect(await say('think', { effort: 'low' })).toMatchObject({
      text: '35',
      reasoning: '48 minus 13',
      error: null,
    });
  });

  it('calls tools and takes their results', async () => {
    const tool = { name: 'tide', description: 'The tide.', parameters: { type: 'object', properties: {} } };
    mock.on(
      { userMessage: 'tide', hasToolResult: false },
      { toolCalls: [{ name: 'tide', arguments: '{"port":"Vik"}' }] },
    );
    mock.on({ userMessage: 'tide', hasToolResult: true }, { content: 'It is high.' });
    const first = await say('tide?', { tools: [tool] });
    const calls = first.events.flatMap((event) => (event.type === 'tool-call-end' ? [event.call] : []));
    expect(calls).toMatchObject([{ name: 'tide', arguments: '{"port":"Vik"}' }]);
    expect(first.end).toMatchObject({ stopReason: 'tool-calls' });
    const results = calls.map(({ id, name }) => ({ callId: id, name, content: 'high', isError: false }));
    const second = await say('', {
      tools: [tool],
      messages: [
        { role: 'user', content: 'tide?' },
        { role: 'assistant', content: '', toolCalls: calls },
        { role: 'tool', results },
      ],
    });
    expect(second).toMatchObject({ text: 'It is high.', error: null });
  });

  it('says that a key is wrong', async () => {
    mock.onMessage('ahoy', { content: 'Ahoy.' });
    expect((await say('ahoy', {}, 'other-key')).error).toMatchObject({ code: 'wrong_key' });
  });
});
