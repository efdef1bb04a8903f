/** The models inside as the page sees them, with a process that is played, so that no model is needed. */
import { EventEmitter } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { InsideModels } from '#main/models/inside/inside-models.ts';
import type { InsideModelsOptions } from '#main/models/inside/inside-models.ts';
import type { ModelProcess } from '#main/models/inside/ports.ts';
import type { AskOrder, FromModel, ToModel } from '#main/models/inside/protocol.ts';
import { startUtilityProcess } from '#main/shells/electron/utility-process.ts';
import type { InsideView } from '#shared/contract/inside.ts';
import { modelMessageTokens } from '#shared/models/model-message.ts';
import type { ChatModel, ModelEvent } from '#shared/models/model.ts';
import { resetElectron, utilityProcess } from '../../support/electron-double.ts';
import { modelFile } from '../../support/gguf-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** What a played process reads at most, in tokens. */
const WINDOW = 2_000;

/** Answers every request with these pieces of text. */
class PlayedProcess extends EventEmitter implements ModelProcess {
  readonly pid = 1;
  readonly orders: ToModel[] = [];
  /** Never answers what it is asked. */
  isDeaf = false;
  killed = false;
  readonly #pieces: readonly string[];

  constructor(pieces: readonly string[]) {
    super();
    this.#pieces = pieces;
  }

  send(message: ToModel): void {
    this.orders.push(message);
    if (message.type === 'load') queueMicrotask(() => this.say({ type: 'loaded' }));
    if (message.type === 'ask' && !this.isDeaf) queueMicrotask(() => this.#answer(message));
  }

  onMessage(listener: (message: FromModel) => void): void {
    this.on('message', listener);
  }

  onExit(listener: (reason: string) => void): void {
    this.on('exit', listener);
  }

  kill(): void {
    this.killed = true;
    this.emit('exit', 'SIGKILL');
  }

  say(message: FromModel): void {
    this.emit('message', message);
  }

  #answer({ id, messages }: AskOrder): void {
    const asked = messages.map(modelMessageTokens).reduce((sum, tokens) => sum + tokens, 0);
    if (asked > WINDOW) {
      this.say({ type: 'too-long', id, asked, window: WINDOW });
      return;
    }
    for (const text of this.#pieces) this.say({ type: 'text', id, text });
    this.say({ type: 'end', id, reason: 'stop', promptTokens: 9, keptTokens: 3, completionTokens: 2 });
  }
}

function insideWith(options: Partial<InsideModelsOptions> & { pieces?: readonly string[] } = {}) {
  const processes: PlayedProcess[] = [];
  const views: InsideView[] = [];
  const inside = new InsideModels({
    modelFiles: { folder: join(temporaryFolder(), 'models'), fetch },
    runtime: {
      start: () => {
        const process = new PlayedProcess(options.pieces ?? ['Good ', 'day']);
        processes.push(process);
        return process;
      },
    },
    onChange: (view) => views.push(view),
    isAvailable: () => true,
    ...options,
  });
  onTestFinished(() => inside.close());
  return { inside, processes, views };
}

async function opened(inside: InsideModels): Promise<string> {
  const path = join(temporaryFolder(), 'otter.gguf');
  writeFileSync(path, modelFile());
  return (await inside.open(path)).models.at(-1)?.id ?? '';
}

async function answerOf(model: ChatModel): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  const request = { messages: [{ role: 'user', content: 'Hello' }] } as const;
  for await (const event of model.stream(request, new AbortController().signal)) events.push(event);
  return events;
}

describe('the models inside', () => {
  it('offers its list, and asks nothing of any hub for it', async () => {
    const asked: string[] = [];
    const { inside } = insideWith({
      modelFiles: {
        folder: join(temporaryFolder(), 'models'),
        fetch: (url) => {
          asked.push(url);
          return Promise.reject(new Error('offline'));
        },
      },
    });
    expect(inside.view()).toMatchObject({ unavailable: null });
    expect(inside.view().models.map(({ state }) => state)).toEqual(['none', 'none', 'none', 'none', 'none']);
    expect(await inside.list()).toEqual([]);
    await expect(inside.chatModel(null)).rejects.toMatchObject({ code: 'no_model' });
    await expect(inside.chatModel('qwen3-0.6b')).rejects.toMatchObject({ code: 'no_such_model' });
    expect(asked).toEqual([]);
  });

  it('takes the model that is here when none is named, and tells when it is in memory', async () => {
    const { inside, views } = insideWith();
    const id = await opened(inside);
    expect(await inside.list()).toMatchObject([{ id, title: 'otter', local: true }]);
    const model = await inside.chatModel(null);
    expect(model).toMatchObject({ name: id, local: true });
    expect((await answerOf(model)).filter(({ type }) => type !== 'wait')).toEqual([
      { type: 'text-delta', text: 'Good ' },
      { type: 'text-delta', text: 'day' },
      { type: 'end', stopReason: 'stop', usage: { promptTokens: 9, completionTokens: 2 } },
    ]);
    expect(inside.view().models.at(-1)?.state).toBe('loaded');
    await expect.poll(() => views.at(-1)?.models.at(-1)?.state).toBe('loaded');
    expect(inside.unload(id).models.at(-1)?.state).toBe('ready');
  });

  it('tells thoughts from words', async () => {
    const { inside } = insideWith({ pieces: ['<thi', 'nk>Hm.</think>', 'Yes'] });
    await opened(inside);
    const events = await answerOf(await inside.chatModel(null));
    expect(events.filter(({ type }) => type !== 'wait' && type !== 'end')).toEqual([
      { type: 'reasoning-delta', text: 'Hm.' },
      { type: 'text-delta', text: 'Yes' },
    ]);
  });

  it('says while it loads that it loads, and ends an answer that repeats itself', async () => {
    const { inside } = insideWith({ pieces: Array.from({ length: 400 }, () => 'round and round we go ') });
    await opened(inside);
    const events = await answerOf(await inside.chatModel(null));
    expect(events[0]).toMatchObject({ type: 'wait', reason: 'loading' });
    expect(events.at(-1)).toMatchObject({ type: 'end', stopReason: 'repetition' });
  });

  it('leaves out the oldest turns when the chat is too long, and says how many', async () => {
    const { inside, processes } = insideWith();
    await opened(inside);
    const turns = Array.from({ length: 8 }, (_, index) => [
      { role: 'user' as const, content: `Day ${index}: ${'the wind turned. '.repeat(100)}` },
      { role: 'assistant' as const, content: 'Noted.' },
    ]).flat();
    const messages = [
      { role: 'system' as const, content: 'Be brief.' },
      ...turns,
      { role: 'user' as const, content: 'And today?' },
    ];
    const model = await inside.chatModel(null);
    const events: ModelEvent[] = [];
    const stream = model.stream({ messages }, new AbortController().signal);
    for await (const event of stream) {
      events.push(event);
    }
    const asked = processes[0]?.orders.filter((order) => order.type === 'ask') ?? [];
    const last = asked.at(-1)?.messages ?? [];
    expect(asked.length).toBeGreaterThan(1);
    expect([last.at(0)?.role, last.at(-1)?.role]).toEqual(['system', 'user']);
    expect(last.length).toBeLessThan(messages.length);
    expect(events.findLast(({ type }) => type === 'shortened')).toMatchObject({
      messages: messages.length - last.length,
    });
    expect(events.at(-1)).toMatchObject({ type: 'end', stopReason: 'stop' });
  });

  it('does not look at images, and says so', async () => {
    const { inside, processes } = insideWith();
    await opened(inside);
    const content = [{ type: 'image' as const, mediaType: 'image/png', data: 'AAAA' }];
    const request = { messages: [{ role: 'user' as const, content }] };
    const model = await inside.chatModel(null);
    const stream = model.stream(request, new AbortController().signal)[Symbol.asyncIterator]();
    await expect(stream.next()).rejects.toMatchObject({ code: 'images_not_supported' });
    expect(processes).toEqual([]);
  });

  it('does not free the memory under an answer', async () => {
    const { inside } = insideWith();
    const id = await opened(inside);
    const model = await inside.chatModel(id);
    const request = { messages: [{ role: 'user', content: 'Hello' }] } as const;
    const events = model.stream(request, new AbortController().signal);
    const stream = events[Symbol.asyncIterator]();
    let step = await stream.next();
    while (step.done !== true && step.value.type !== 'text-delta') step = await stream.next();
    expect(() => inside.unload(id)).toThrow(expect.objectContaining({ code: 'busy' }));
    await expect(inside.remove(id)).rejects.toMatchObject({ code: 'busy' });
    await stream.return?.(undefined);
    const left = await inside.remove(id);
    expect(left.models.map((one) => one.id)).not.toContain(id);
  });

  it('frees the memory and is removed while it learns: that fails and says why', async () => {
    const start = () => {
      const process = new PlayedProcess([]);
      process.isDeaf = true;
      return process;
    };
    const { inside } = insideWith({ runtime: { start } });
    const id = await opened(inside);
    const model = await inside.chatModel(id);
    const request = {
      messages: [{ role: 'user', content: 'What is taught here?' }],
      responseSchema: { name: 'lessons', schema: { type: 'object', properties: {} } },
    } as const;
    const learning = async () => {
      const stream = model.stream(request, new AbortController().signal)[Symbol.asyncIterator]();
      expect((await stream.next()).value).toMatchObject({ type: 'wait' });
      return stream.next();
    };
    const first = learning();
    await expect.poll(() => inside.view().models.at(-1)?.state).toMatch(/load/u);
    expect(inside.unload(id).models.at(-1)?.state).toBe('ready');
    await expect(first).rejects.toThrow(/taken out of memory/u);
    const second = learning();
    // Awaited below, when the model is gone.
    second.catch(() => undefined);
    await expect.poll(() => inside.view().models.at(-1)?.state).toMatch(/load/u);
    const left = await inside.remove(id);
    expect(left.models.map((one) => one.id)).not.toContain(id);
    await expect(second).rejects.toThrow(/taken out of memory/u);
  });

  it('ends a process that does not hear that it was stopped', async () => {
    const silent: PlayedProcess[] = [];
    const { inside } = insideWith({
      runtime: {
        deafMs: 20,
        start: () => {
          const process = new PlayedProcess([]);
          process.isDeaf = true;
          silent.push(process);
          return process;
        },
      },
    });
    const id = await opened(inside);
    const stop = new AbortController();
    const model = await inside.chatModel(id);
    const request = { messages: [{ role: 'user', content: 'Hello' }] } as const;
    const stream = model.stream(request, stop.signal)[Symbol.asyncIterator]();
    expect((await stream.next()).value).toMatchObject({ type: 'wait' });
    const answer = stream.next();
    await expect.poll(() => silent[0]?.orders.at(-1)?.type).toBe('ask');
    stop.abort();
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => silent[0]?.killed).toBe(true);
    expect(inside.view().models.at(-1)?.state).toBe('ready');
  });

  it('says so where llama.cpp has no part for the machine', async () => {
    const { inside } = insideWith({ isAvailable: () => false });
    expect(inside.view().unavailable).toContain('Connect a server');
    await expect(inside.chatModel(null)).rejects.toMatchObject({ code: 'no_model' });
  });
});

describe('the utility process of the desktop', () => {
  beforeEach(() => resetElectron());

  it('passes on what both sides say, and how it ended', () => {
    const heard: unknown[] = [];
    const process = startUtilityProcess('/app/model-process.js');
    process.onMessage((message) => heard.push(message));
    process.onExit((reason) => heard.push(reason));
    process.send({ type: 'load' });
    const [child] = utilityProcess.started;
    expect([child?.entry, child?.sent]).toEqual(['/app/model-process.js', [{ type: 'load' }]]);
    child?.emit('message', { type: 'loaded' });
    child?.emit('exit', 134);
    expect(heard).toEqual([{ type: 'loaded' }, 'code 134']);
    process.kill();
    expect(child?.killed).toBe(true);
  });
});
