import type OpenAI from 'openai';
import { TuteeError } from '#shared/errors.ts';
import type { ModelEvent, ModelInfo, ModelRequest, ModelTool } from '#shared/models/model.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import { parametersIn, requestWith } from '#shared/models/request-parameters.ts';
import type { RequestParameters } from '#shared/models/request-parameters.ts';
import { tidyAddress } from '#shared/models/tidy-address.ts';
import type { StopReason } from '#shared/models/reasons.ts';
import type { FailureContext } from '../server/model-errors.ts';
import type { ModelServer } from '../server/model-server.ts';
import { createOpenAIClient } from '../server/openai-client.ts';
import { modelInfo } from '../facts/model-info.ts';
import { findServerFailure } from '../server/server-failure.ts';
import { AnswerBody } from './parsing/answer-body.ts';
import { completionRequest } from './completion-request.ts';
import { requestTokens } from './token-budget.ts';
import { CompletionReader } from './parsing/read-completion.ts';
import type { RequestFeatures } from './request-features.ts';
import { ServerChatModel } from './server-chat-model.ts';
import type { ServerModelSettings } from './server-chat-model.ts';
import { standardLimits } from './parsing/stream-limits.ts';
import type { Watchdog } from './watchdog.ts';
import type { Wire, WireAnswer } from './wire.ts';

export type { ModelServer } from '../server/model-server.ts';
export type { RetryPolicy } from '../server/retry-policy.ts';
export type { NoteKeeper } from './learned-notes.ts';
export type { AnswerTimeouts, StreamTimeouts } from './answer-timeouts.ts';
export type { ServerModelSettings } from './server-chat-model.ts';
export type { StreamLimits } from './parsing/stream-limits.ts';

/** `server`, or `baseUrl` and `apiKey`, or what the environment says. */
export interface OpenAIChatModelOptions extends Omit<ServerModelSettings, 'server'>, RequestParameters {
  readonly server?: ModelServer;
  /** Default: `OPENAI_BASE_URL`, or OpenAI's own. */
  readonly baseUrl?: string;
  /** Default: `OPENAI_API_KEY`. Null: none. */
  readonly apiKey?: string | null;
  /** What the model can do, where public data does not say it or is wrong. */
  readonly modelInfo?: Partial<ModelInfo>;
}

const OPENAI = 'https://api.openai.com/v1';

/** A chat model behind any server with OpenAI's chat completions API. */
export class OpenAIChatModel extends ServerChatModel {
  override readonly info: ModelInfo;

  /** Throws `invalid_input` for parameters that no server takes. */
  constructor(options: OpenAIChatModelOptions) {
    const { model, modelInfo: given } = options;
    const server = options.server ?? serverOf(options);
    const info = modelInfo(server.baseUrl, model, given);
    const defaults = requestWith(parametersIn(options));
    const contextWindow = options.contextWindow ?? (() => info.contextWindow);
    super({
      ...options,
      server,
      info,
      defaults,
      contextWindow,
      wire: new OpenAIWire({ ...options, server }),
    });
    this.info = info;
  }

  /** The estimated tokens of a request. */
  countTokens(messages: readonly ModelMessage[], tools?: readonly ModelTool[]): number {
    return requestTokens(messages, tools);
  }

  /** The estimated tokens that a request leaves in the context window; null when that is not known. */
  remainingTokens(messages: readonly ModelMessage[], tools?: readonly ModelTool[]): number | null {
    const { contextWindow } = this.info;
    return contextWindow === null ? null : contextWindow - requestTokens(messages, tools);
  }
}

function serverOf({ baseUrl, apiKey }: OpenAIChatModelOptions): ModelServer {
  const { OPENAI_BASE_URL, OPENAI_API_KEY } = globalThis.process?.env ?? {};
  const address = baseUrl ?? (OPENAI_BASE_URL || OPENAI);
  if (!URL.canParse(address))
    throw new TuteeError(
      'invalid_input',
      `baseUrl: “${address}” is no address. Give one such as ${OPENAI}.`,
      {
        field: 'baseUrl',
      },
    );
  return {
    baseUrl: tidyAddress(address).address,
    apiKey: apiKey === undefined ? OPENAI_API_KEY || null : apiKey,
  };
}

/** OpenAI's chat completions protocol. */
class OpenAIWire implements Wire {
  readonly #options: ServerModelSettings;
  /** Created with the first request. */
  #client: OpenAI | null = null;

  constructor(options: ServerModelSettings) {
    this.#options = options;
  }

  ask(request: ModelRequest, features: RequestFeatures): WireAnswer {
    const { server, model, limits = standardLimits } = this.#options;
    const body = new AnswerBody({ server, model } satisfies FailureContext, limits);
    const reader = new CompletionReader(
      new Map((request.tools ?? []).map(({ name, parameters }) => [name, parameters])),
    );
    return new OpenAIAnswer(body, reader, async (watchdog) => {
      const { headers } = request;
      this.#client ??= await createOpenAIClient(server);
      const client =
        headers === undefined
          ? this.#client
          : await createOpenAIClient({ ...server, headers: { ...server.headers, ...headers } });
      const { signal } = watchdog.controller;
      const sent = completionRequest(model, request, features);
      return await client.chat.completions.create(sent, { signal }).asResponse();
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

  get torn(): string | null {
    return this.#body.torn;
  }

  get beginning(): string {
    return this.#body.beginning;
  }

  async *values(watchdog: Watchdog): AsyncGenerator {
    const response = await this.#send(watchdog).catch((thrown: unknown) => this.#generated(thrown));
    if (response instanceof Response) yield* this.#body.values(response, watchdog);
    else yield response;
  }

  /** A call that the server could not read is still one that the model made. Throws what was thrown when there is none. */
  #generated(thrown: unknown): unknown {
    const text = findServerFailure(thrown)?.body.generated ?? null;
    if (text === null || !this.#reader.isCall(text)) throw thrown;
    return { choices: [{ index: 0, message: { content: text }, finish_reason: 'stop' }] };
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
