import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { Handoff } from '#main/engine/agents/handoff.ts';
import { outputFormat } from '#main/engine/agents/output-format.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { assistant, inShort, readRun } from '../../../support/engine.ts';

const weather = new FunctionTool({
  name: 'weather',
  description: 'The weather in a city.',
  parameters: z.object({ city: z.string() }),
  run: ({ city }) => `Sunny in ${city}`,
});
const call = (name: string, args: unknown = {}) => ({ name, arguments: args as never });

describe('an answer', () => {
  it('is the same in run and stream, with chunks under the id of their message', async () => {
    const rule = { reply: 'Hello there', reasoning: 'Hm', chunkCharacters: 4 };
    const streaming = assistant('a', [rule], { modelClientStream: true }).agent;
    const { streamed, result } = await readRun(streaming.runStream('Hi'));
    const collected = await assistant('a', [rule]).agent.run('Hi');
    expect(inShort(result.messages)).toEqual(['user: Hi', 'a: [ThoughtEvent]', 'a: Hello there']);
    expect(inShort(collected.messages)).toEqual(inShort(result.messages));
    const chunks = streamed.filter((message) => message.type === 'ModelClientStreamingChunkEvent');
    expect(chunks.map(({ content, channel }) => [channel, content])).toEqual([
      ['thought', 'Hm'],
      ['answer', 'Hell'],
      ['answer', 'o th'],
      ['answer', 'ere'],
    ]);
    expect(new Set(chunks.map(({ fullMessageId }) => fullMessageId))).toEqual(
      new Set([result.messages.at(-1)?.id]),
    );
  });

  it('carries usage and the model’s name', async () => {
    const usage = { promptTokens: 7, completionTokens: 2 };
    const { agent } = assistant('a', [{ reply: 'x', usage }]);
    const { messages } = await agent.run('Hi');
    expect(messages.at(-1)?.modelsUsage).toEqual({ ...usage, model: 'model-of-a', cached: false });
  });

  it('remembers earlier messages', async () => {
    const { agent, model } = assistant('a', ['one', 'two'], { systemMessage: 'Be brief.' });
    await agent.run('First');
    await agent.run('Second');
    expect(model.requests[1]?.messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'First', name: 'user' },
      { role: 'assistant', content: 'one' },
      { role: 'user', content: 'Second', name: 'user' },
    ]);
  });

  it('has the requested format', async () => {
    const format = outputFormat('colour', z.object({ name: z.string() }));
    const { agent, model } = assistant(
      'a',
      [{ json: { name: 'teal' } }, '```json\n{"name":"red"}\n```', '{"name":1}', '{"name":2}', '{}'],
      {
        outputFormat: format,
      },
    );
    expect((await agent.run('Which?')).messages.at(-1)).toMatchObject({
      type: 'StructuredMessage',
      format: 'colour',
      content: { name: 'teal' },
    });
    expect(model.requests[0]?.responseSchema?.schema).toMatchObject({ required: ['name'] });
    expect((await agent.run('And?')).messages.at(-1)).toMatchObject({ content: { name: 'red' } });
    expect((await agent.run('Now?')).outcome).toMatchObject({
      status: 'failed',
      failure: {
        agent: 'a',
        error: { code: 'invalid_output', detail: expect.stringContaining('name') as unknown },
      },
    });
  });
});

describe('tools', () => {
  it('answer with a summary, in the given format', async () => {
    const { agent } = assistant(
      'a',
      [{ toolCalls: [call('weather', { city: 'Ulm' }), call('weather', { city: 'Bonn' })] }],
      {
        tools: [weather],
        toolCallSummaryFormat: '{tool_name}({arguments}) = {result} {unknown}',
      },
    );
    const { messages } = await agent.run('Weather?');
    expect(inShort(messages)).toEqual([
      'user: Weather?',
      'a: [ToolCallRequestEvent]',
      'a: [ToolCallExecutionEvent]',
      'a: weather({"city":"Ulm"}) = Sunny in Ulm {unknown}\nweather({"city":"Bonn"}) = Sunny in Bonn {unknown}',
    ]);
    expect(messages.at(-1)).toMatchObject({ type: 'ToolCallSummaryMessage' });
  });

  it('are followed by a reflection when requested, without offering tools again', async () => {
    const { agent, model } = assistant(
      'a',
      [{ toolCalls: [call('weather', { city: 'Ulm' })] }, 'Take no umbrella.'],
      {
        tools: [weather],
        reflectOnToolUse: true,
      },
    );
    expect(inShort((await agent.run('Weather?')).messages).at(-1)).toBe('a: Take no umbrella.');
    expect(model.requests.map(({ tools }) => tools?.length ?? 0)).toEqual([1, 0]);
    expect(model.requests[1]?.messages.at(-1)).toMatchObject({
      role: 'tool',
      results: [{ content: 'Sunny in Ulm' }],
    });
  });

  it('are called repeatedly, up to the limit', async () => {
    const calling = { toolCalls: [call('weather', { city: 'Ulm' })], times: 5 };
    const limited = assistant('a', [calling], { tools: [weather], maxToolIterations: 3 });
    const { messages } = await limited.agent.run('Go');
    expect(messages.filter(({ type }) => type === 'ToolCallRequestEvent')).toHaveLength(3);
    expect(messages.at(-1)).toMatchObject({ type: 'ToolCallSummaryMessage' });
    expect(limited.model.requests).toHaveLength(3);

    const free = assistant('a', [{ ...calling, times: 1 }, 'Done.'], {
      tools: [weather],
      maxToolIterations: 3,
    });
    expect(inShort((await free.agent.run('Go')).messages).at(-1)).toBe('a: Done.');
  });

  it.each([
    ['bad JSON', call('weather', '{"city":'), 'not a JSON object'],
    ['an array', call('weather', '[1]'), 'not a JSON object'],
    ['wrong arguments', call('weather', { town: 'Ulm' }), 'Wrong arguments'],
    ['an unknown tool', call('wether'), 'There is no tool “wether”. There are: weather, explode.'],
    ['a throwing tool', call('explode'), 'Error: boom'],
  ])('turn %s into an error result', async (_name, asked, words) => {
    const explode = new FunctionTool({
      name: 'explode',
      description: 'Fails.',
      parameters: { type: 'object', properties: {} },
      run: () => {
        throw new Error('boom');
      },
    });
    const { agent } = assistant('a', [{ toolCalls: [asked] }], { tools: [weather, explode] });
    const { messages, outcome } = await agent.run('Go');
    expect(outcome.status).toBe('complete');
    expect(messages.at(-1)).toMatchObject({ results: [{ isError: true }] });
    expect(inShort(messages).at(-1)).toContain(words);
  });

  it('run concurrently, with results in the order of the calls', async () => {
    const waiting: (() => void)[] = [];
    const meet = new FunctionTool({
      name: 'meet',
      description: 'Waits for the other.',
      parameters: z.object({ who: z.string() }),
      run: async ({ who }) => {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          // Each waits until both have started; they end in the opposite order.
          if (waiting.length === 2) for (const go of waiting.toReversed()) go();
        });
        return who;
      },
    });
    const { agent } = assistant(
      'a',
      [{ toolCalls: [call('meet', { who: 'x' }), call('meet', { who: 'y' })] }],
      {
        tools: [meet],
      },
    );
    expect(inShort((await agent.run('Go')).messages).at(-1)).toBe('a: x\ny');
  });

  it('are refused at construction for duplicate names or a bad schema', () => {
    const build = (options: object) => () => assistant('a', ['x'], options);
    expect(build({ tools: [weather, weather] })).toThrow(expect.objectContaining({ field: 'tools.1' }));
    const handoff = new Handoff({ target: 'b', name: 'weather' });
    expect(build({ tools: [weather], handoffs: [handoff] })).toThrow(
      expect.objectContaining({ field: 'handoffs.0' }),
    );
    expect(build({ maxToolIterations: 0 })).toThrow(/whole number/);
    const tool = { name: 'x', description: '', run: () => '' };
    expect(() => new FunctionTool({ ...tool, parameters: { type: 'string' } })).toThrow(/type object/);
    expect(() => new FunctionTool({ ...tool, name: 'a b', parameters: { type: 'object' } })).toThrow(/name/);
    expect(
      () =>
        new FunctionTool({ ...tool, parameters: { type: 'object', properties: { a: { $ref: '#/none' } } } }),
    ).toThrow(expect.objectContaining({ field: 'parameters' }));
  });
});

describe('handoffs', () => {
  it('have names that servers accept and that differ, in every alphabet of their targets', () => {
    const targets = ['Sales desk', 'שלום', 'עולם', '🧑‍🚀', 'x'.repeat(200)];
    const names = targets.map((target) => new Handoff({ target }).name);
    expect(names[0]).toBe('transfer_to_sales_desk');
    expect(new Set(names).size).toBe(targets.length);
    for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
  });

  it('hand over with the results of the other tools', async () => {
    const { agent } = assistant(
      'a',
      [{ toolCalls: [call('weather', { city: 'Ulm' }), call('transfer_to_bob')] }],
      {
        tools: [weather],
        handoffs: ['Bob'],
        maxToolIterations: 5,
      },
    );
    const { messages } = await agent.run('Go');
    expect(messages.at(-1)).toMatchObject({
      type: 'HandoffMessage',
      target: 'Bob',
      context: [
        { role: 'assistant', toolCalls: [{ name: 'weather' }] },
        { role: 'tool', results: [{ content: 'Sunny in Ulm' }] },
      ],
    });
  });

  it('use the first when a model names two', async () => {
    const { agent } = assistant('a', [{ toolCalls: [call('transfer_to_b'), call('transfer_to_c')] }], {
      handoffs: ['b', 'c'],
    });
    expect((await agent.run('Go')).messages.at(-1)).toMatchObject({ target: 'b', context: [] });
  });
});

describe('memory', () => {
  it('enters the request and nothing that is saved', async () => {
    const note = { content: 'likes teal', id: 'm1', metadata: {} };
    const memory = { query: () => Promise.resolve({ results: [note], text: 'Notes: likes teal' }) };
    const told = assistant('a', ['one', 'two'], { memory: [memory], systemMessage: 'Be brief.' });
    const plain = assistant('a', ['one', 'two'], { systemMessage: 'Be brief.' });
    const { messages } = await told.agent.run('Hi');
    await plain.agent.run('Hi');
    expect(messages[1]).toMatchObject({ type: 'MemoryQueryEvent', content: [note] });
    expect(told.model.requests[0]?.messages).toMatchObject([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi', notes: 'Notes: likes teal' },
    ]);
    expect(told.agent.saveState()).toEqual(plain.agent.saveState());
  });

  it('added between runs is recalled after load', async () => {
    const notes = ['likes teal'];
    const memory = {
      query: () =>
        Promise.resolve({
          results: notes.map((content) => ({ content, id: content, metadata: {} })),
          text: `Notes: ${notes.join(', ')}`,
        }),
    };
    const make = () => assistant('a', ['one'], { memory: [memory], systemMessage: 'Be brief.' });
    const first = make();
    await first.agent.run('Hi');
    const saved: unknown = JSON.parse(JSON.stringify(first.agent.saveState()));
    notes.push('is Ann');
    const second = make();
    second.agent.loadState(saved);
    await second.agent.run('Who am I?');
    expect(second.model.requests[0]?.messages.at(-1)).toMatchObject({
      role: 'user',
      notes: 'Notes: likes teal, is Ann',
    });
  });
});

describe('failures', () => {
  it('are data with the agent’s name, in the result and in the stream', async () => {
    const { agent } = assistant('writer', [{ reply: 'Hal', error: 'unreachable' }, 'whole']);
    const { streamed, result } = await readRun(agent.runStream('Go'));
    expect(result.outcome).toMatchObject({
      status: 'failed',
      failure: { agent: 'writer', error: { code: 'unreachable', fault: 'model' } },
    });
    expect(streamed.at(-1)).toMatchObject({ type: 'ErrorEvent', source: 'writer' });
    expect(inShort((await agent.run()).messages)).toEqual(['writer: whole']);
  });

  it('report a second run at the same time', async () => {
    const agent = new AssistantAgent({ name: 'a', modelClient: new ScriptedChatModel([{ hang: true }]) });
    const stop = new AbortController();
    const first = agent.run('Go', { signal: stop.signal });
    expect((await agent.run('Me too')).outcome).toMatchObject({ failure: { error: { code: 'busy' } } });
    expect(() => agent.reset()).toThrow(/running/);
    stop.abort();
    expect((await first).outcome).toEqual({ status: 'cancelled' });
  });
});
