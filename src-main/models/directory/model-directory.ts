/**
 * The only place that knows which model answers now. Does not know where settings and keys are stored: it asks for both
 * each time, so that a change applies to the next message.
 */
import { TuteeError } from '#shared/errors.ts';
import { isNotice } from '#shared/models/model.ts';
import type {
  ChatModel,
  DetectedServer,
  ModelEvent,
  ModelRequest,
  ModelStatus,
} from '#shared/models/model.ts';
import { detectServers } from './detect-servers.ts';
import type { DetectionOptions } from './detect-servers.ts';
import { errorMessages } from '../server/error-messages.ts';
import { isHostedElsewhere, isLocal } from '../server/is-local.ts';
import { listModels } from './list-models.ts';
import type { ModelServer } from '../server/model-server.ts';
import type { NoteKeeper } from '../chat-models/learned-notes.ts';
import { OpenAIChatModel } from '../chat-models/openai-chat-model.ts';
import type { OpenAIChatModelOptions } from '../chat-models/openai-chat-model.ts';
import { pickModel } from './pick-model.ts';
import { noRetry } from '../server/retry-policy.ts';

export interface ModelDirectoryPorts {
  /** The current settings. Null `baseUrl`: memory mode. Null `model`: the first suitable one. */
  settings(): { readonly baseUrl: string | null; readonly model: string | null };
  /** The key for the origin of this base URL; null when there is none. */
  key(baseUrl: string): Promise<string | null>;
  /** Replaces every server when given. */
  readonly scripted: ChatModel | null;
  /** Timeouts and retries of chat requests. */
  readonly tuning?: Pick<OpenAIChatModelOptions, 'timeouts' | 'retry'>;
  readonly detection?: DetectionOptions;
  /** Keeps what is learned about a model of a server. */
  readonly notes?: (baseUrl: string, model: string) => NoteKeeper;
}

/** A server as entered on the settings page, before it is saved. */
export interface ServerChoice {
  readonly baseUrl: string;
  /** Default: the stored key of that server. */
  readonly apiKey?: string | undefined;
}

/** Enough for one word; a reasoning model may spend it all on thinking, which counts as an answer too. */
const TEST_TOKENS = 16;
/** Events read from a server that ignores the token limit. */
const MAX_TEST_EVENTS = 32;

export class ModelDirectory {
  readonly #ports: ModelDirectoryPorts;
  /** The picked model by base URL. A promise, so that simultaneous messages ask the server once. */
  readonly #picks = new Map<string, Promise<string>>();
  /** Picked names, for `status`. */
  readonly #picked = new Map<string, string>();
  /** The last model created, cached for what it learned about its server. */
  #last: { readonly server: ModelServer; readonly model: ChatModel } | null = null;

  constructor(ports: ModelDirectoryPorts) {
    this.#ports = ports;
  }

  /** The model that answers now; null in memory mode. Throws a model error when one is configured but unavailable. */
  async current(): Promise<ChatModel | null> {
    if (this.#ports.scripted !== null) return this.#ports.scripted;
    const { baseUrl, model } = this.#ports.settings();
    if (baseUrl === null) return null;
    const server = { baseUrl, apiKey: await this.#ports.key(baseUrl) };
    return this.#chatModel(server, model ?? (await this.#pick(server)));
  }

  /**
   * A model by name at the current server; null in memory mode. Whether the server has it shows with the first request.
   * A scripted model answers to every name.
   */
  async named(name: string): Promise<ChatModel | null> {
    if (this.#ports.scripted !== null) return this.#ports.scripted;
    const { baseUrl } = this.#ports.settings();
    if (baseUrl === null) return null;
    return this.#chatModel({ baseUrl, apiKey: await this.#ports.key(baseUrl) }, name);
  }

  /** The models of the current server; empty in memory mode or when it does not list any. */
  async offered(): Promise<{ name: string; local: boolean }[]> {
    const { scripted } = this.#ports;
    if (scripted !== null) return [{ name: scripted.name, local: scripted.local }];
    const { baseUrl } = this.#ports.settings();
    if (baseUrl === null) return [];
    const names = await this.list({ baseUrl }).catch(() => []);
    return names.map((name) => ({ name, local: isLocal(baseUrl) && !isHostedElsewhere(name) }));
  }

  /** What `current` would return, without a request to any server. */
  status(): ModelStatus {
    const { scripted } = this.#ports;
    if (scripted !== null)
      return { mode: 'model', model: scripted.name, baseUrl: null, local: scripted.local };
    const { baseUrl, model: chosen } = this.#ports.settings();
    if (baseUrl === null) return { mode: 'memory', model: null, baseUrl: null, local: true };
    const model = chosen ?? this.#picked.get(baseUrl) ?? null;
    return { mode: 'model', model, baseUrl, local: isLocal(baseUrl) && !isHostedElsewhere(model ?? '') };
  }

  /** All models a server offers. Throws a model error. */
  async list(choice: ServerChoice): Promise<string[]> {
    return await listModels(await this.#server(choice));
  }

  /**
   * Requests one short answer, without retries. Throws a model error.
   * @returns the model's name and the time until the answer ended, in ms.
   */
  async test(
    choice: ServerChoice & { readonly model: string | null },
  ): Promise<{ model: string; tookMs: number }> {
    const server = await this.#server(choice);
    const name = choice.model ?? pickFrom(server, await listModels(server));
    const model = new OpenAIChatModel({ server, model: name, ...this.#ports.tuning, retry: noRetry });
    const started = performance.now();
    await readTestAnswer(model);
    return { model: name, tookMs: performance.now() - started };
  }

  /** Model servers running on this machine; never throws. */
  async detect(): Promise<DetectedServer[]> {
    return await detectServers(this.#ports.detection);
  }

  async #server({ baseUrl, apiKey }: ServerChoice): Promise<ModelServer> {
    return { baseUrl, apiKey: apiKey ?? (await this.#ports.key(baseUrl)) };
  }

  #chatModel(server: ModelServer, name: string): ChatModel {
    const last = this.#last;
    const same = last?.server.baseUrl === server.baseUrl && last.server.apiKey === server.apiKey;
    if (last !== null && same && last.model.name === name) return last.model;
    const notes = this.#ports.notes?.(server.baseUrl, name);
    const inner = new OpenAIChatModel({
      server,
      model: name,
      ...this.#ports.tuning,
      ...(notes && { notes }),
    });
    const model = new WatchedModel(inner, () => this.#forgetPick(server.baseUrl));
    this.#last = { server, model };
    return model;
  }

  async #pick(server: ModelServer): Promise<string> {
    const known = this.#picks.get(server.baseUrl);
    if (known !== undefined) return await known;
    const pick = listModels(server).then((models) => pickFrom(server, models));
    this.#picks.set(server.baseUrl, pick);
    try {
      const name = await pick;
      this.#picked.set(server.baseUrl, name);
      return name;
    } catch (thrown) {
      this.#forgetPick(server.baseUrl);
      throw thrown;
    }
  }

  #forgetPick(baseUrl: string): void {
    this.#picks.delete(baseUrl);
    this.#picked.delete(baseUrl);
  }
}

/** Forwards everything and reports when the server no longer has the model, so that another one is picked next time. */
class WatchedModel implements ChatModel {
  readonly name: string;
  readonly local: boolean;
  readonly #inner: ChatModel;
  readonly #onGone: () => void;

  constructor(inner: ChatModel, onGone: () => void) {
    this.name = inner.name;
    this.local = inner.local;
    this.#inner = inner;
    this.#onGone = onGone;
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    try {
      yield* this.#inner.stream(request, signal);
    } catch (thrown) {
      if (thrown instanceof TuteeError && thrown.code === 'no_such_model') this.#onGone();
      throw thrown;
    }
  }
}

function pickFrom(server: ModelServer, models: readonly string[]): string {
  const name = pickModel(models, server.baseUrl);
  if (name === null) throw new TuteeError('no_model', errorMessages.noModels({ server, model: null }));
  return name;
}

async function readTestAnswer(model: OpenAIChatModel): Promise<void> {
  const request = {
    messages: [{ role: 'user', content: 'Answer with the word OK.' }],
    maxTokens: TEST_TOKENS,
  } as const;
  const events = model.stream(request, new AbortController().signal);
  let count = 0;
  while (count < MAX_TEST_EVENTS) {
    const step = await events.next();
    if (step.done) break;
    if (!isNotice(step.value)) count += 1;
  }
  await events.return(undefined);
}
