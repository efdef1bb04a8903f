/**
 * Runs one model in a process of its own: starts it with the first request, ends it after a period without requests, and restarts it if it
 * ended by itself. Does not know where model files come from.
 */
import { TuteeError } from '#shared/errors.ts';
import { readModelFacts } from './gguf-header.ts';
import { availableMemory, contextFor, modelThreads } from './memory-needed.ts';
import type { ModelProcess, StartModelProcess } from './ports.ts';
import type { AskOrder, FromModel } from './protocol.ts';
import { stat } from 'node:fs/promises';

export interface ModelRuntimeOptions {
  readonly start: StartModelProcess;
  /** The process is ended after this time without requests, in ms. */
  readonly idleMs?: number;
  /** A process that does not confirm the end of a stopped request within this time is ended, in ms. */
  readonly deafMs?: number;
  /** Bytes that a model may use now. */
  readonly available?: () => number;
  readonly onChange?: (state: RuntimeState) => void;
}

/** Which file is in memory, and how much of it is loaded. */
export interface RuntimeState {
  readonly path: string | null;
  /** The loaded share, 0..1; 1: ready to answer. */
  readonly share: number;
}

export type Ask = Omit<AskOrder, 'type' | 'id' | 'begun'>;
type End = Extract<FromModel, { type: 'end' | 'too-long' }>;
export type RuntimeEvent =
  | { readonly type: 'loading'; readonly share: number }
  | { readonly type: 'text'; readonly text: string }
  /** The last event. */
  | End;

const TEN_MINUTES = 600_000;
/** Longer than one step of the largest model on a slow machine. */
const TWENTY_SECONDS = 20_000;
const nothing: RuntimeState = { path: null, share: 0 };

/** A process with a loaded file. */
interface Running {
  readonly path: string;
  readonly process: ModelProcess;
  readonly loaded: Promise<void>;
  readonly calls: Map<number, Call>;
  /** Stopped requests that the process has not confirmed yet, each with its timeout. */
  readonly stopping: Map<number, NodeJS.Timeout>;
  /** Why it ended; null while it runs. */
  ended: string | null;
}

/** A request in progress. */
interface Call {
  onLoading(share: number): void;
  onMessage(message: Extract<FromModel, { id: number }>): void;
  onLost(reason: string): void;
  /** The file is taken out of memory on purpose. */
  onUnloaded(): void;
}

/** The process ended during a request. */
class Lost extends Error {}

export class ModelRuntime {
  readonly #options: ModelRuntimeOptions;
  #running: Running | null = null;
  /** Number of unfinished requests for the file in memory, including waiting ones. */
  #users = 0;
  /** How many of them answer a person; the others are in the background, such as learning. */
  #chats = 0;
  /** Resolves when no request uses the file in memory any more. */
  #free: PromiseWithResolvers<void> | null = null;
  /** The file that the current requests need. */
  #path: string | null = null;
  #idle: NodeJS.Timeout | null = null;
  #lastId = 0;
  #state: RuntimeState = nothing;
  #closed = false;

  constructor(options: ModelRuntimeOptions) {
    this.#options = options;
  }

  get state(): RuntimeState {
    return this.#state;
  }

  /** The pid of the current process; null: none. */
  get pid(): number | null {
    return this.#running?.process.pid ?? null;
  }

  /**
   * Answers with the model of this file. If its process ends by itself, another one continues where it stopped, once. Throws `cancelled` as
   * soon as the signal aborts, and the error that makes the file or the request impossible.
   */
  async *ask(path: string, asked: Ask, signal: AbortSignal): AsyncGenerator<RuntimeEvent> {
    await this.#acquire(path, asked, signal);
    try {
      let begun = '';
      for (let losses = 0; ;) {
        try {
          for await (const event of this.#attempt(path, asked, begun, signal)) {
            if (event.type === 'text') begun += event.text;
            yield event;
          }
          return;
        } catch (thrown) {
          if (!(thrown instanceof Lost)) throw thrown;
          losses += 1;
          if (losses > 1 || this.#closed) throw endedTwice(thrown.message);
        }
      }
    } finally {
      this.#release(asked);
    }
  }

  /**
   * Unloads this file if it is in memory and answers nobody; what it does in the background fails. Returns whether it is out of memory now.
   */
  unload(path: string): boolean {
    if (this.#running?.path !== path) return true;
    if (this.#chats > 0) return false;
    for (const call of this.#running.calls.values()) call.onUnloaded();
    this.#end();
    return true;
  }

  close(): void {
    this.#closed = true;
    this.#end();
  }

  async *#attempt(
    path: string,
    asked: Ask,
    begun: string,
    signal: AbortSignal,
  ): AsyncGenerator<RuntimeEvent> {
    const running = this.#start(path);
    const id = ++this.#lastId;
    const queue = new Queue<RuntimeEvent>();
    const stop = () => queue.fail(cancelled());
    running.calls.set(id, {
      onLoading: (share) => queue.push({ type: 'loading', share }),
      onMessage: (message) => {
        if (message.type === 'failed')
          queue.fail(
            new TuteeError(message.error.code, message.error.message, { detail: message.error.detail }),
          );
        else queue.push(message);
      },
      onLost: (reason) => queue.fail(new Lost(reason)),
      onUnloaded: () => queue.fail(unloaded()),
    });
    signal.addEventListener('abort', stop, { once: true });
    let ended = false;
    try {
      if (signal.aborted) throw cancelled();
      if (this.#state.share < 1) queue.push({ type: 'loading', share: this.#state.share });
      // Sent at once; the process answers when it has loaded.
      running.loaded.then(
        () => {
          // It may have been stopped in the meantime.
          if (running.calls.has(id)) running.process.send({ ...asked, type: 'ask', id, begun });
        },
        (thrown: unknown) => queue.fail(thrown),
      );
      for await (const event of queue) {
        ended = event.type === 'end' || event.type === 'too-long';
        yield event;
        if (ended) return;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      running.calls.delete(id);
      if (!ended) this.#stop(running, id);
    }
  }

  /** Waits until this file may be loaded: only one is in memory, and answers in progress are finished first. */
  async #acquire(path: string, { lane }: Ask, signal: AbortSignal): Promise<void> {
    while (this.#users > 0 && this.#path !== path) {
      this.#free ??= Promise.withResolvers<void>();
      await Promise.race([this.#free.promise, aborted(signal)]);
      if (signal.aborted) throw cancelled();
    }
    if (this.#closed) throw cancelled();
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
    this.#path = path;
    this.#users += 1;
    if (lane === 'chat') this.#chats += 1;
  }

  #release({ lane }: Ask): void {
    this.#users -= 1;
    if (lane === 'chat') this.#chats -= 1;
    if (this.#users > 0) return;
    this.#free?.resolve();
    this.#free = null;
    this.#idle = setTimeout(() => this.#end(), this.#options.idleMs ?? TEN_MINUTES).unref();
  }

  #start(path: string): Running {
    if (this.#running?.path === path && this.#running.ended === null) return this.#running;
    this.#end();
    const process = this.#options.start();
    const loaded = Promise.withResolvers<void>();
    // Callers that wait for it get the failure; without a caller it is not an error.
    loaded.promise.catch(() => undefined);
    const running: Running = {
      path,
      process,
      loaded: loaded.promise,
      calls: new Map(),
      stopping: new Map(),
      ended: null,
    };
    this.#running = running;
    const unusable = (thrown: unknown) => {
      loaded.reject(thrown);
      if (this.#running === running) this.#end();
    };
    process.onExit((reason) => {
      running.ended = reason;
      for (const id of running.stopping.keys()) this.#settled(running, id);
      loaded.reject(new Lost(reason));
      for (const call of running.calls.values()) call.onLost(reason);
      if (this.#running === running) this.#forget();
    });
    process.onMessage((message) => {
      if (message.type === 'loading') {
        this.#report(running, Math.min(message.share, 0.99));
        for (const call of running.calls.values()) call.onLoading(message.share);
      } else if (message.type === 'loaded') {
        this.#report(running, 1);
        loaded.resolve();
      } else if (message.type === 'unusable') {
        const { code, message: text, detail } = message.error;
        unusable(new TuteeError(code, text, { detail }));
      } else {
        if (message.type !== 'text') this.#settled(running, message.id);
        running.calls.get(message.id)?.onMessage(message);
      }
    });
    this.#report(running, 0);
    this.#order(path).then((order) => process.send(order), unusable);
    return running;
  }

  async #order(path: string) {
    const facts = await readModelFacts(path);
    if (facts.chatTemplate === null) throw noTemplate();
    const { size } = await stat(path);
    const available = (this.#options.available ?? availableMemory)();
    return {
      type: 'load',
      path,
      template: facts.chatTemplate,
      threads: modelThreads(),
      contextTokens: contextFor(facts, size, available),
    } as const;
  }

  /** Stops a request. A process that does not confirm it is ended, because a chat template from outside can loop forever. */
  #stop(running: Running, id: number): void {
    if (running.ended !== null || this.#running !== running) return;
    running.process.send({ type: 'stop', id });
    const deaf = setTimeout(() => {
      if (this.#running === running) this.#end();
    }, this.#options.deafMs ?? TWENTY_SECONDS).unref();
    running.stopping.set(id, deaf);
  }

  #settled(running: Running, id: number): void {
    clearTimeout(running.stopping.get(id));
    running.stopping.delete(id);
  }

  #report(running: Running, share: number): void {
    if (this.#running !== running) return;
    const { path } = running;
    // Small changes are not sent to the page.
    const told = Math.round(share * 20) === Math.round(this.#state.share * 20);
    if (this.#state.path === path && told && share < 1) return;
    this.#set({ path, share });
  }

  #end(): void {
    const running = this.#running;
    if (running === null) return;
    this.#forget();
    running.process.kill();
  }

  #forget(): void {
    this.#running = null;
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
    this.#set(nothing);
  }

  #set(state: RuntimeState): void {
    if (this.#state.path === state.path && this.#state.share === state.share) return;
    this.#state = state;
    this.#options.onChange?.(state);
  }
}

/** An async iterator of events from callbacks. */
class Queue<Item> {
  readonly #items: Item[] = [];
  #failure: { readonly thrown: unknown } | null = null;
  #wake: (() => void) | null = null;

  push(item: Item): void {
    this.#items.push(item);
    this.#wake?.();
  }

  /** Ends it at once; events not yet consumed are dropped if it was cancelled. */
  fail(thrown: unknown): void {
    this.#failure ??= { thrown };
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item> {
    for (;;) {
      const failure = this.#failure;
      if (failure?.thrown instanceof TuteeError && failure.thrown.code === 'cancelled') throw failure.thrown;
      const item = this.#items.shift();
      if (item !== undefined) yield item;
      else if (failure !== null) throw failure.thrown;
      else {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        await promise;
        this.#wake = null;
      }
    }
  }
}

export function noTemplate(): TuteeError {
  return new TuteeError(
    'not_supported',
    'This file has no chat template, so nobody can tell how to speak to the model. Choose a file of an instruct or chat model.',
    { field: 'path' },
  );
}

function unloaded(): TuteeError {
  return new TuteeError('server_failed', 'The model inside was taken out of memory before it had finished.');
}

function cancelled(): TuteeError {
  return new TuteeError('cancelled', 'Stopped.');
}

function endedTwice(reason: string): TuteeError {
  return new TuteeError(
    'server_failed',
    'The model inside stopped working twice. It may need more memory than there is. Try again, or choose a smaller model.',
    { detail: `Its process ended: ${reason}` },
  );
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
