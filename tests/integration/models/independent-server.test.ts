/** The adapters against an OpenAI-protocol server that others wrote, so that no misreading of the protocol is shared. */
import { LLMock } from '@copilotkit/aimock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { createEndpointEmbedder } from '#main/models/embedders/endpoint-embedder.ts';
import { listModels } from '#main/models/directory/list-models.ts';
import { OpenAIChatModel } from '#main/models/chat-models/openai-chat-model.ts';
import type { ModelRequest } from '#shared/models/model.ts';
import { collectEvents } from '../../support/collect-events.ts';

let mock: LLMock;
beforeEach(async () => {
  mock = new LLMock({ port: 0, chunkSize: 5, auth: { apiKeys: ['right-key'] } });
  await mock.start();
});
afterEach(async () => {
  await mock.stop();
});

const serverWith = (apiKey: string | null) => ({ baseUrl: `${mock.url}/v1`, apiKey });
const retry = { tries: 2, firstMs: 1, longestMs: 1, longestRetryAfterMs: 2_000, busyMs: 0 };

async function say(
  content: string,
  changes: Partial<ModelRequest> = {},
  apiKey: string | null = 'right-key',
) {
  const model = new OpenAIChatModel({ server: serverWith(apiKey), model: 'gpt-4o', retry });
  const request: ModelRequest = { messages: [{ role: 'user', content }], ...changes };
  return await collectEvents(model.stream(request, new AbortController().signal));
}

describe('an independent server', () => {
  it('streams text in pieces and tells the usage', async () => {
    const content = 'The twist of 8, 3 and 2 is 35.';
    mock.onMessage('twist', {
      content,
      usage: { prompt_tokens: 21, completion_tokens: 13, total_tokens: 34 },
    });
    const { events, text, end, error } = await say('What is the twist of 8, 3 and 2?');
    expect(error).toBeNull();
    expect(text).toBe(content);
    expect(events.filter((event) => event.type === 'text-delta').length).toBeGreaterThan(3);
    expect(end).toEqual({
      type: 'end',
      stopReason: 'stop',
      usage: { promptTokens: 21, completionTokens: 13 },
    });
  });

  it('keeps reasoning apart', async () => {
    mock.onMessage('think', { content: '35', reasoning: '48 minus 13' });
    expect(await say('think')).toMatchObject({ text: '35', reasoning: '48 minus 13', error: null });
  });

  it('answers by schema', async () => {
    mock.on({ userMessage: 'colour', responseFormat: 'json_schema' }, { content: '{"colour":"teal"}' });
    const schema = { type: 'object', properties: { colour: { type: 'string' } } };
    const { text } = await say('Which colour?', { responseSchema: { name: 'answer', schema } });
    expect(JSON.parse(text)).toEqual({ colour: 'teal' });
  });

  it('tells that the length limit cut the answer', async () => {
    mock.onMessage('long', { content: 'and so', finishReason: 'length' });
    expect((await say('long')).end).toMatchObject({ stopReason: 'length' });
  });

  it('refuses a wrong key and a missing one', async () => {
    mock.onMessage('hi', { content: 'x' });
    expect((await say('hi', {}, 'wrong-key')).error).toMatchObject({ code: 'wrong_key' });
    expect((await say('hi', {}, null)).error).toMatchObject({ code: 'no_key' });
  });

  it('is asked again after 429 and 503', async () => {
    mock.onMessage('hi', { content: 'Hello' });
    mock.nextRequestError(429, { message: 'Rate limited', type: 'rate_limit_error' });
    expect(await say('hi')).toMatchObject({ text: 'Hello', error: null });
    mock.nextRequestError(503, { message: 'Overloaded', type: 'server_error' });
    expect(await say('hi')).toMatchObject({ text: 'Hello', error: null });
  });

  it('is cut in the middle: what came stays, and the failure has a name', async () => {
    mock.onMessage('hi', { content: 'One two three four five six' }, { truncateAfterChunks: 3, latency: 20 });
    const { text, error } = await say('hi');
    expect(error).toMatchObject({ code: 'malformed_stream' });
    expect(text.length).toBeGreaterThan(0);
    expect('One two three four five six'.startsWith(text)).toBe(true);
  });

  it('lists models', async () => {
    const models = await listModels(serverWith('right-key'));
    expect(models.length).toBeGreaterThan(0);
    expect(models).toEqual([...new Set(models)]);
  });

  it('embeds, near texts by vectors of its own making', async () => {
    mock.onEmbedding('tea', { embedding: [0, 3, 4, 0, 0, 0, 0, 0] });
    mock.onEmbedding('probe', { embedding: [1, 0, 0, 0, 0, 0, 0, 0] });
    const embedder = await createEndpointEmbedder({
      ...serverWith(null),
      model: 'text-embedding-3-small',
      key: 'right-key',
    });
    const [vector] = await embedder.embed(['green tea']);
    expect(embedder.dimensions).toBe(8);
    expect(Array.from(vector ?? [], (value) => Number(value.toFixed(6)))).toEqual([
      0, 0.6, 0.8, 0, 0, 0, 0, 0,
    ]);
  });
});

describe('an agent with tools over an independent server', () => {
  it('calls them, and answers from their results', async () => {
    mock.onToolResult('call_7', { content: 'Take a coat.' });
    mock.onMessage('weather', {
      toolCalls: [{ id: 'call_7', name: 'weather', arguments: '{"city":"Oslo"}' }],
      usage: { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 },
    });
    const asked: string[] = [];
    const weather = new FunctionTool({
      name: 'weather',
      description: 'The weather in a city.',
      parameters: z.object({ city: z.string() }),
      run: ({ city }) => {
        asked.push(city);
        return 'Snow';
      },
    });
    const modelClient = new OpenAIChatModel({ server: serverWith('right-key'), model: 'gpt-4o', retry });
    const agent = new AssistantAgent({
      name: 'guide',
      modelClient,
      modelClientStream: true,
      tools: [weather],
      maxToolIterations: 2,
    });
    const { messages, outcome } = await agent.run('How is the weather in Oslo?');
    expect(outcome).toEqual({ status: 'complete' });
    expect(asked).toEqual(['Oslo']);
    expect(messages.map(({ type }) => type)).toEqual([
      'TextMessage',
      'ToolCallRequestEvent',
      'ToolCallExecutionEvent',
      'TextMessage',
    ]);
    expect(messages[1]?.modelsUsage).toMatchObject({ promptTokens: 9, completionTokens: 4, model: 'gpt-4o' });
    expect(messages.at(-1)).toMatchObject({ content: 'Take a coat.' });
  });
});
