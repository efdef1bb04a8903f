import type OpenAI from 'openai';
import type { ModelEvent, ModelRequest } from '#shared/models/model.ts';
import type { StopReason } from '#shared/models/reasons.ts';
import type { FailureContext } from '../server/model-errors.ts';
import { createOpenAIClient } from '../server/openai-client.ts';
import { AnswerBody } from './answer-body.ts';
import { completionRequest } from './completion-request.ts';
import { CompletionReader } from './read-completion.ts';
import type { RequestFeatures } from './request-features.ts';
import { ServerChatModel } from './server-chat-model.ts';
import type { ServerChatModelOptions } from './server-chat-model.ts';
import { standardLimits } from './stream-limits.ts';
import type { Watchdog } from './watchdog.ts';
import type { Wire, WireAnswer } from './wire.ts';

export type OpenAIChatModelOptions = Omit<ServerChatModelOptions, 'wire'>;

/** A chat model behind any server with OpenAI's chat completions API. */
export class OpenAIChatModel extends ServerChatModel {
  constructor(options: OpenAIChatModelOptions) {
    super({ ...options, wire: new OpenAIWire(options) });
  }
}

/** OpenAI's chat completions protocol. */
class OpenAIWire implements Wire {
  readonly #options: OpenAIChatModelOptions;
  /** Created with the first request. */
  #client: OpenAI | null = null;

  constructor(options: OpenAIChatModelOptions) {
    this.#options = options;
  }

  ask(request: ModelRequest, features: RequestFeatures): WireAnswer {
    const { server, model, limits = standardLimits } = this.#options;
    const body = new AnswerBody({ server, model } satisfies FailureContext, limits);
    const reader = new CompletionReader(new Set((request.tools ?? []).map(({ name }) => name)));
    return new OpenAIAnswer(body, reader, async (watchdog) => {
      this.#client ??= await createOpenAIClient(server);
      const { signal } = watchdog.controller;
      const sent = completionRequest(model, request, features);
      return await this.#client.chat.completions.create(sent, { signal }).asResponse();
    });
  }
}

class OpenAIAnswer implements WireAnswer {
  readonly #body: AnswerBody;
  readonly #reader: CompletionReader;
  readonly #send: (watchdog: Watchdog) => Promise<Response>;

  constructor(body: AnswerBody, reader: CompletionReader, send: (watchdog: Watchdog) => Promise<Response>) {
    this.#body = body;
    this.#reader = reader;
    this.#send = send;
  }

  get finished(): boolean {
    return this.#reader.finished;
  }

  get sawAnswer(): boolean {
    return this.#reader.sawAnswer;
  }

  get sawDone(): boolean {
    return this.#body.sawDone;
  }

  get isTorn(): boolean {
    return this.#body.isTorn;
  }

  get beginning(): string {
    return this.#body.beginning;
  }

  async *values(watchdog: Watchdog): AsyncGenerator {
    yield* this.#body.values(await this.#send(watchdog), watchdog);
  }

  read(value: unknown): ModelEvent[] {
    return this.#reader.read(value);
  }

  rest(): ModelEvent[] {
    return this.#reader.rest();
  }

  finish(isClear: boolean): ModelEvent[] {
    return this.#reader.finish(isClear);
  }

  endAs(stopReason: StopReason): ModelEvent[] {
    return this.#reader.endAs(stopReason);
  }
}
