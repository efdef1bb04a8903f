/** The model inside with a real model of 98 MB. What it says is never judged: only form, time and what survives. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { InsideChatModel } from '#main/models/inside/inside-chat-model.ts';
import { ModelRuntime } from '#main/models/inside/model-runtime.ts';
import type { RuntimeEvent } from '#main/models/inside/model-runtime.ts';
import { startNodeProcess } from '#main/models/inside/start-node-process.ts';
import { workerEntry } from '#main/composition/worker-entry.ts';
import type { ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { smallModel } from '../../support/servers/small-model.ts';

const path = await smallModel();
const start = startNodeProcess(workerEntry('model-process'));
const hello: ModelRequest = {
  messages: [
    { role: 'system', content: 'You answer in one short sentence.' },
    { role: 'user', content: 'What is a lighthouse for?' },
  ],
  temperature: 0,
  maxTokens: 16,
};
const endless: ModelRequest = {
  ...hello,
  maxTokens: 400,
  messages: [{ role: 'user', content: 'Tell a very long tale of a ship, with every day of its journey.' }],
};

async function collect(
  model: InsideChatModel,
  request: ModelRequest,
  onEvent: (event: ModelEvent, count: number) => void = () => undefined,
  signal: AbortSignal = new AbortController().signal,
) {
  const events: ModelEvent[] = [];
  for await (const event of model.stream(request, signal)) {
    events.push(event);
    onEvent(event, events.length);
  }
  const text = events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
  const end = events.at(-1);
  return { events, text, end };
}

// Skipped where PyPI is not reached, or where llama.cpp has no part for the machine.
describe.skipIf(path === null)('the model inside (SmolLM2-135M from PyPI)', () => {
  let runtime: ModelRuntime;
  let model: InsideChatModel;
  beforeAll(() => {
    runtime = new ModelRuntime({ start });
    model = new InsideChatModel('small', path ?? '', runtime);
  });
  afterAll(() => runtime.close());

  it('streams text, ends once, and counts tokens', async () => {
    const { events, text, end } = await collect(model, hello);
    expect(text.length).toBeGreaterThan(0);
    expect(events.filter(({ type }) => type === 'end')).toHaveLength(1);
    expect(end).toMatchObject({ type: 'end', usage: { completionTokens: expect.any(Number) as number } });
    expect(runtime.state).toEqual({ path, share: 1 });
  });

  it('keeps the beginning of a prompt for the next request', async () => {
    const ask = async (content: string) => {
      const asked = {
        lane: 'chat',
        messages: [
          { role: 'system', content: 'Rules of the harbour: ships wait for the pilot. '.repeat(8) },
          { role: 'user', content },
        ],
        tools: [],
        temperature: 0,
        maxTokens: 1,
        grammar: null,
        trigger: null,
        thinking: true,
      } as const;
      const events: RuntimeEvent[] = [];
      for await (const event of runtime.ask(path ?? '', asked, new AbortController().signal))
        events.push(event);
      return events.find((event) => event.type === 'end');
    };
    await ask('Who waits?');
    const second = await ask('Who comes?');
    expect(second?.keptTokens).toBeGreaterThan(80);
    expect(second?.keptTokens).toBeLessThan(second?.promptTokens ?? 0);
  });

  it('stops within 300 ms, and answers the next request', async () => {
    const stop = new AbortController();
    let stopped = 0;
    const answer = collect(
      model,
      endless,
      (_, count) => {
        if (count !== 3) return;
        stopped = performance.now();
        stop.abort();
      },
      stop.signal,
    );
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - stopped).toBeLessThan(300);
    expect((await collect(model, hello)).text).not.toBe('');
  });

  it('stops within 300 ms while it still reads a long prompt', async () => {
    const stop = new AbortController();
    const long = { role: 'user', content: 'The tide rises and falls. '.repeat(220) } as const;
    const answer = collect(model, { ...hello, messages: [long] }, undefined, stop.signal);
    await new Promise((resolve) => {
      setTimeout(resolve, 150);
    });
    const stopped = performance.now();
    stop.abort();
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - stopped).toBeLessThan(300);
    expect((await collect(model, hello)).text).not.toBe('');
  });

  it('answers by a schema, whatever it would rather say', async () => {
    const schema = {
      type: 'object',
      properties: {
        harbour: { type: 'string', maxLength: 20 },
        depth: { type: 'integer' },
        kind: { enum: ['sea', 'river'] },
      },
      required: ['harbour', 'depth', 'kind'],
      additionalProperties: false,
    };
    const { text, end } = await collect(model, {
      ...hello,
      maxTokens: 90,
      responseSchema: { name: 'harbour', schema },
    });
    expect(end).toMatchObject({ stopReason: 'stop' });
    expect(JSON.parse(text)).toEqual({
      harbour: expect.any(String) as string,
      depth: expect.any(Number) as number,
      kind: expect.stringMatching(/^(sea|river)$/) as string,
    });
  });

  it('calls a tool with arguments by its schema when it must', async () => {
    const tool = {
      name: 'tide',
      description: 'When the tide is high',
      parameters: {
        type: 'object',
        properties: { port: { type: 'string', maxLength: 16 } },
        required: ['port'],
      },
    };
    const { events, text, end } = await collect(model, {
      ...hello,
      tools: [tool],
      toolChoice: 'required',
      maxTokens: 80,
    });
    expect(text).toBe('');
    expect(end).toMatchObject({ stopReason: 'tool-calls' });
    const [called] = events.filter((event) => event.type === 'tool-call-end');
    expect(called?.call.name).toBe('tide');
    expect(JSON.parse(called?.call.arguments ?? '')).toEqual({ port: expect.any(String) as string });
  });

  it('puts a person before what runs in the background', async () => {
    const order: string[] = [];
    const schema = {
      type: 'object',
      properties: { list: { type: 'array', items: { type: 'string' }, minItems: 12 } },
      required: ['list'],
    };
    let began: () => void = () => undefined;
    const beginning = new Promise<void>((resolve) => {
      began = resolve;
    });
    const background = collect(
      model,
      { ...hello, maxTokens: 60, responseSchema: { name: 'list', schema } },
      () => began(),
    ).then(() => order.push('background'));
    await beginning;
    await collect(model, { ...hello, maxTokens: 4 }).then(() => order.push('chat'));
    await background;
    expect(order).toEqual(['chat', 'background']);
  });

  it('goes on in another process when its own is killed in the middle of an answer', async () => {
    const whole = await collect(model, { ...hello, maxTokens: 10 });
    const pids = new Set<number | null>();
    const killed = await collect(model, { ...hello, maxTokens: 10 }, (_, count) => {
      pids.add(runtime.pid);
      if (count === 3 && runtime.pid !== null) process.kill(runtime.pid, 'SIGKILL');
    });
    // The same model at temperature 0: what was said before the kill is not said again, and nothing is left out.
    expect(killed.text).toBe(whole.text);
    expect(killed.end).toEqual(whole.end);
    expect(pids.size).toBeGreaterThan(1);
  });

  it('costs one retry only: a process that ends again and again is a failure with advice', async () => {
    const restless = new ModelRuntime({
      start: () => {
        const process = start();
        process.kill();
        return process;
      },
    });
    onTestFinished(() => restless.close());
    const answer = collect(new InsideChatModel('small', path ?? '', restless), hello);
    await expect(answer).rejects.toMatchObject({
      code: 'server_failed',
      detail: expect.stringContaining('SIGKILL') as string,
    });
    expect(restless.state.path).toBeNull();
  });

  it('refuses one message that is longer than its context, in time', async () => {
    // So much memory that only the shortest context fits.
    const narrow = new ModelRuntime({ start, available: () => 950_000_000 });
    onTestFinished(() => narrow.close());
    const long = { role: 'user', content: 'word '.repeat(3_000) } as const;
    const answer = collect(new InsideChatModel('small', path ?? '', narrow), { ...hello, messages: [long] });
    await expect(answer).rejects.toMatchObject({
      code: 'context_too_long',
      message: expect.stringContaining('it can read 2,048') as string,
    });
  });

  it('refuses when there is too little memory, and starts nothing', async () => {
    const poor = new ModelRuntime({ start, available: () => 200_000_000 });
    onTestFinished(() => poor.close());
    await expect(collect(new InsideChatModel('small', path ?? '', poor), hello)).rejects.toMatchObject({
      code: 'out_of_memory',
    });
    expect(poor.pid).toBeNull();
  });

  it('stops what it was asked while it still loads, and computes nothing of it', async () => {
    const fresh = new ModelRuntime({ start, deafMs: 2_000 });
    onTestFinished(() => fresh.close());
    const short = new InsideChatModel('small', path ?? '', fresh);
    const stop = new AbortController();
    const answer = collect(short, endless, undefined, stop.signal);
    setTimeout(() => stop.abort(), 20);
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
    expect((await collect(short, { ...hello, maxTokens: 2 })).end).toMatchObject({ type: 'end' });
  });

  it('gives its memory back when nobody asks, and comes again', async () => {
    const idle = new ModelRuntime({ start, idleMs: 30 });
    onTestFinished(() => idle.close());
    const short = new InsideChatModel('small', path ?? '', idle);
    await collect(short, { ...hello, maxTokens: 2 });
    await expect.poll(() => idle.pid).toBeNull();
    expect((await collect(short, { ...hello, maxTokens: 2 })).end).toMatchObject({ type: 'end' });
  });
});
