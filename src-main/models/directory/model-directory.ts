/**
 * The one place that knows which model answers now. It may not know where settings and keys are kept: it asks for both
 * each time, so that a change takes effect with the next message.
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
import { advice } from '../server/failure-words.ts';
import { isHostedElsewhere, isLocal } from '../server/is-local.ts';
import { listModels } from './list-models.ts';
import type { ModelServer } from '../server/model-server.ts';
import { OpenAIChatModel } from '../chat-models/openai-chat-model.ts';
import type { OpenAIChatModelOptions } from '../chat-models/openai-chat-model.ts';
import { pickModel } from './pick-model.ts';

export interface ModelDirectoryPorts {
  /** The settings as they hold now. Null `baseUrl`: memory mode. Null `model`: the first suitable one. */
  settings(): { readonly baseUrl: string | null; readonly model: string | null };
  /** The key for the origin of this base URL; null when there is none. */
  key(baseUrl: string): Promise<string | null>;
  /** Takes the place of every server when given. */
  readonly scripted: ChatModel | null;
  /** Time limits and retries of chat requests; the defaults when absent. */
  readonly tuning?: Pick<OpenAIChatModelOptions, 'patience' | 'retry'>;
  readonly detection?: DetectionOptions;
}

/** Which server to ask, as the settings page has it before it is saved. */
export interface ServerChoice {
  readonly baseUrl: string;
  /** Absent: the key kept for that server. */
  readonly apiKey?: string | undefined;
}

/** Enough for a word; reasoning models may spend it all on thinking, which is an answer too. */
const testTokens = 16;
/** A server that ignores the limit is not listened to for longer. */
const testPieces = 32;
const once = { tries: 1, firstMs: 0, longestMs: 0, longestAskedMs: 0 };

export class ModelDirectory {
  readonly #ports: ModelDirectoryPorts;
  /** Picked model by base URL. A promise, so that two messages at once ask the server once. */
  readonly #picks = new Map<string, Promise<string>>();
  /** Names of finished picks, for `status`. */
  readonly #picked = new Map<string, string>();
  /** The last model made, kept for what it learned about its server. */
  #last: { readonly server: ModelServer; readonly model: ChatModel } | null = null;

  constructor(ports: ModelDirectoryPorts) {
    this.#ports = ports;
  }

  /** The model that answers now; null in memory mode. Throws a model error when one is wanted but none can be had. */
  async current(): Promise<ChatModel | null> {
    if (this.#ports.scripted !== null) return this.#ports.scripted;
    const { baseUrl, model } = this.#ports.settings();
    if (baseUrl === null) return null;
    const server = { baseUrl, apiKey: await this.#ports.key(baseUrl) };
    return this.#chatModel(server, model ?? (await this.#pick(server)));
  }

  /**
   * A model by its name, at the server that answers now; null in memory mode. Whether the server has it is seen when it is
   * asked. A scripted model answers to every name.
   */
  async named(name: string): Promise<ChatModel | null> {
    if (this.#ports.scripted !== null) return this.#ports.scripted;
    const { baseUrl } = this.#ports.settings();
    if (baseUrl === null) return null;
    return this.#chatModel({ baseUrl, apiKey: await this.#ports.key(baseUrl) }, name);
  }

  /** The models of the server that answers now; none in memory mode, or when it does not say. */
  async offered(): Promise<{ name: string; local: boolean }[]> {
    const { scripted } = this.#ports;
    if (scripted !== null) return [{ name: scripted.name, local: scripted.local }];
    const { baseUrl } = this.#ports.settings();
    if (baseUrl === null) return [];
    const names = await this.list({ baseUrl }).catch(() => []);
    return names.map((name) => ({ name, local: isLocal(baseUrl) && !isHostedElsewhere(name) }));
  }

  /** What `current` would answer, without asking any server. */
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

  /** Asks for one short answer, once. `tookMs`: until the answer ended. Throws a model error. */
  async test(
    choice: ServerChoice & { readonly model: string | null },
  ): Promise<{ model: string; tookMs: number }> {
    const server = await this.#server(choice);
    const name = choice.model ?? pickFrom(server, await listModels(server));
    const model = new OpenAIChatModel({ server, model: name, ...this.#ports.tuning, retry: once });
    const started = performance.now();
    await hearOut(model);
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
    const inner = new OpenAIChatModel({ server, model: name, ...this.#ports.tuning });
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

/** Passes everything on, and tells when the server no longer has the model, so that another is picked next time. */
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
  if (name === null) throw new TuteeError('no_model', advice.noModels({ server, model: null }));
  return name;
}

async function hearOut(model: OpenAIChatModel): Promise<void> {
  const request = {
    messages: [{ role: 'user', content: 'Answer with the word OK.' }],
    maxTokens: testTokens,
  } as const;
  const events = model.stream(request, new AbortController().signal);
  let pieces = 0;
  while (pieces < testPieces) {
    const step = await events.next();
    if (step.done) break;
    if (!isNotice(step.value)) pieces += 1;
  }
  await events.return(undefined);
}
