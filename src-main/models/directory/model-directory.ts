/**
 * The only place that decides which model answers. Does not know where settings and keys are stored: it requests both each time, so that a
 * change applies to the next message.
 */
import { isDeepStrictEqual } from 'node:util';
import { toErrorData, TuteeError } from '#shared/errors.ts';
import type { ChatModel, DetectedServer, ModelStatus } from '#shared/models/model.ts';
import type { OfferedModel, ProviderOffer } from '#shared/models/offered-model.ts';
import { modelWord, readModelWord } from '#shared/models/provider.ts';
import { parametersWithin } from '#shared/models/parameters.ts';
import type { ModelChoice, ModelRef, Provider } from '#shared/models/provider.ts';
import type { Settings } from '#shared/settings.ts';
import { detectServers } from './detect-servers.ts';
import type { DetectionOptions } from './detect-servers.ts';
import { errorMessages } from '../server/error-messages.ts';
import { listModels, listOfferedModels } from './list-models.ts';
import type { ListedModel } from './read-model-list.ts';
import { mendAddress } from './mend-address.ts';
import type { MendedAddress } from './mend-address.ts';
import type { ModelServer } from '../server/model-server.ts';
import type { NoteKeeper } from '../chat-models/learned-notes.ts';
import type { OpenAIChatModelOptions } from '../chat-models/openai-chat-model.ts';
import type { ModelSource } from './model-source.ts';
import { modelOfServer } from './model-of-server.ts';
import { Offers } from './offers.ts';
import { pickModel } from './pick-model.ts';
import { isProgram, staysHere } from './model-locality.ts';
import { ProviderStates } from './provider-states.ts';
import { noRetry } from '../server/retry-policy.ts';
import { serverOfProvider } from './server-of-provider.ts';
import type { ProviderSecrets } from './server-of-provider.ts';
import { readTestAnswer } from './test-answer.ts';
import { WatchedModel } from './watched-model.ts';
import { hasParameters, WithParameters } from './with-parameters.ts';

export interface ModelDirectoryPorts extends ProviderSecrets {
  settings(): Pick<Settings, 'providers' | 'defaultProvider' | 'modelFacts'> &
    Partial<Pick<Settings, 'defaultParameters'>>;
  /** Replaces every server if given. */
  readonly scripted: ChatModel | null;
  /** The provider of kind `inside`; absent: Tutee runs no models itself. */
  readonly inside?: ModelSource;
  /** Timeouts and retries of chat requests. */
  readonly tuning?: Pick<OpenAIChatModelOptions, 'timeouts' | 'retry'>;
  readonly detection?: DetectionOptions;
  /** Keeps what is learned about a model of a server. */
  readonly notes?: (baseUrl: string, model: string) => NoteKeeper;
  /** Called when what is known about a provider changes. */
  readonly onStates?: () => void;
  readonly now?: () => number;
}

/** A server as entered on the settings page, perhaps before it is saved. */
export interface ServerChoice {
  readonly baseUrl: string;
  /** Default: the one at this address. */
  readonly provider?: string | undefined;
  /** Default: the stored key of that server. */
  readonly apiKey?: string | undefined;
}

/** Nobody can stop a connection test, so it has short limits. In ms. */
const TEST_PATIENCE = { firstByteMs: 180_000, betweenMs: 60_000 } as const;
/** The maximum number of models that are cached for what they learned about their servers. */
const MOST_KEPT = 32;

export class ModelDirectory {
  readonly #ports: ModelDirectoryPorts;
  /** The picked model by provider and address. A promise, so that simultaneous messages send one request. */
  readonly #picks = new Map<string, Promise<string>>();
  /** Picked names, for `status`. */
  readonly #picked = new Map<string, string>();
  /** Models by provider and name, least recently used first. */
  readonly #models = new Map<string, { readonly server: ModelServer; readonly model: ChatModel }>();
  readonly #states: ProviderStates;
  readonly #offers: Offers;

  constructor(ports: ModelDirectoryPorts) {
    this.#ports = ports;
    this.#states = new ProviderStates(ports.onStates);
    this.#offers = new Offers({
      serverOf: (provider) => this.#serverOf(provider),
      inside: ports.inside ?? null,
      states: this.#states,
      facts: () => ports.settings().modelFacts,
      now: ports.now ?? Date.now,
    });
  }

  /**
   * The model of a chat's choice with its parameters, which are the default ones where it has none; without a model of its own, or when its
   * provider is gone, the default model. An absent choice: the default model as it is. Null in memory mode. Throws a model error when it
   * is not available.
   */
  async current(choice?: ModelChoice | null): Promise<ChatModel | null> {
    const model = this.#ports.scripted ?? (await this.#modelOf(this.#refOf(choice ?? null)));
    if (model === null || choice === undefined) return model;
    const parameters = parametersWithin(choice, this.#ports.settings().defaultParameters ?? null);
    return hasParameters(parameters) ? new WithParameters(model, parameters) : model;
  }

  /**
   * A model by name: `name@provider`, or a name at the default provider. Null in memory mode. Whether the server has it shows only with the
   * first request. A scripted model accepts every name.
   */
  async named(name: string): Promise<ChatModel | null> {
    if (this.#ports.scripted !== null) return this.#ports.scripted;
    const { providers, defaultProvider } = this.#ports.settings();
    const ref = readModelWord(name, providers);
    if (ref !== null) return await this.#modelOf(ref);
    return defaultProvider === null ? null : await this.#modelOf({ provider: defaultProvider, model: name });
  }

  /** What distinguishes models of the same name at different servers. */
  identity(model: ChatModel): string {
    const provider = this.#find(model.provider ?? null);
    return provider?.baseUrl ?? provider?.id ?? '';
  }

  /**
   * The chat models of all providers, those of the default one by their plain names. Empty in memory mode, and for servers that do
   * not list any.
   */
  async offered(): Promise<{ name: string; label: string; local: boolean }[]> {
    const { scripted } = this.#ports;
    if (scripted !== null) return [{ name: scripted.name, label: scripted.name, local: scripted.local }];
    const { providers, defaultProvider } = this.#ports.settings();
    const offers = await this.#offers.of(providers, false);
    return offers.flatMap(({ provider, models }) =>
      models
        .filter(({ chats }) => chats)
        .map(({ id, local }) =>
          provider === defaultProvider
            ? { name: id, label: id, local }
            : {
                name: modelWord({ provider, model: id }),
                label: `${id} · ${this.#find(provider)?.name ?? provider}`,
                local,
              },
        ),
    );
  }

  /** The models that these providers offer; all providers if absent. */
  async offers(ids: readonly string[] | undefined, fresh: boolean): Promise<ProviderOffer[]> {
    const { scripted } = this.#ports;
    if (scripted !== null) return [];
    const { providers } = this.#ports.settings();
    return await this.#offers.of(
      ids === undefined ? providers : providers.filter(({ id }) => ids.includes(id)),
      fresh,
    );
  }

  /** What is known of a model without a request; null: nothing. */
  known(ref: ModelRef): OfferedModel | null {
    return this.#offers.known(ref, this.#find(ref.provider)?.baseUrl ?? null);
  }

  /** What decides how much of a chat's attachments a model gets. Null: unknown. */
  readingFacts({
    provider,
    name,
  }: ChatModel): Record<'vision' | 'tools', boolean | null> & { context: number | null } {
    const known = provider === undefined ? null : this.known({ provider, model: name });
    return { vision: known?.vision ?? null, context: known?.context ?? null, tools: known?.tools ?? null };
  }

  /** Whether requests to this model never leave this machine; false for a provider that is gone. */
  isLocal({ provider, model }: ModelRef): boolean {
    const found = this.#find(provider);
    return found !== null && staysHere(found, model);
  }

  /** What `current` would return, without a request to any server. */
  status(): ModelStatus {
    const { scripted } = this.#ports;
    if (scripted !== null)
      return { mode: 'model', model: scripted.name, baseUrl: null, local: scripted.local };
    const { providers, defaultProvider } = this.#ports.settings();
    const states = { providers: this.#states.of(providers) };
    const provider = this.#find(defaultProvider);
    if (provider === null) return { mode: 'memory', model: null, baseUrl: null, local: true, ...states };
    const model = provider.model ?? this.#picked.get(pickKey(provider)) ?? null;
    const { baseUrl, id } = provider;
    return { mode: 'model', model, baseUrl, local: staysHere(provider, model), provider: id, ...states };
  }

  /** All models a server offers. Throws a model error. */
  async list(choice: ServerChoice): Promise<string[]> {
    return await this.#observed(choice, async (server) => await listModels(server));
  }

  /**
   * Requests one short answer, without retries. Throws a model error.
   * @returns the model's name and the time until the answer ended, in ms.
   */
  async test(
    choice: ServerChoice & { readonly model: string | null },
  ): Promise<{ model: string; tookMs: number }> {
    return await this.#observed(choice, async (server) => {
      const name = choice.model ?? pickFrom(server, await listOfferedModels(server));
      const tuning = { timeouts: TEST_PATIENCE, ...this.#ports.tuning, retry: noRetry };
      const model = modelOfServer({ server, model: name, ...tuning });
      const started = performance.now();
      await readTestAnswer(model);
      return { model: name, tookMs: performance.now() - started };
    });
  }

  /** A server with the key, headers and proxy of the provider at its address. */
  async serverAt(baseUrl: string): Promise<ModelServer> {
    return await this.#server({ baseUrl });
  }

  /** See mend-address.ts. */
  async mendAddress({ text, apiKey, provider }: MendInput): Promise<MendedAddress> {
    return await mendAddress(text, (baseUrl) => this.#server({ baseUrl, apiKey, provider }));
  }

  /** Model servers running on this machine; never throws. */
  async detect(): Promise<DetectedServer[]> {
    return await detectServers(this.#ports.detection);
  }

  /** Call when a key or a header changed: results from the old one are no longer valid. */
  forgetStates(): void {
    this.#offers.clear();
    this.#states.clear();
  }

  #find(id: string | null): Provider | null {
    return this.#ports.settings().providers.find((provider) => provider.id === id) ?? null;
  }

  #refOf(choice: ModelChoice | null): ModelRef | null {
    const ref = choice?.ref ?? null;
    if (ref !== null && this.#find(ref.provider) !== null) return ref;
    const { defaultProvider } = this.#ports.settings();
    return defaultProvider === null ? null : { provider: defaultProvider, model: null };
  }

  async #modelOf(ref: ModelRef | null): Promise<ChatModel | null> {
    const provider = this.#find(ref?.provider ?? null);
    if (ref === null || provider === null) return null;
    const name = ref.model ?? provider.model;
    if (provider.baseUrl === null) return await this.#insideModel(provider, name);
    const server = await this.#serverOf(provider);
    return this.#chatModel(provider, server, name ?? (await this.#pick(provider, server)));
  }

  async #insideModel(provider: Provider, name: string | null): Promise<ChatModel> {
    const { inside } = this.#ports;
    if (inside === undefined)
      throw new TuteeError(
        'no_model',
        'Models inside Tutee do not run here. Choose another in Settings, under Models.',
      );
    return new WatchedModel(await inside.chatModel(name), provider.id, {
      onReached: () => this.#states.reached(provider),
      onFailure: (error) => this.#states.failed(provider, error),
    });
  }

  #serverOf(provider: Provider): Promise<ModelServer> {
    return serverOfProvider(provider, this.#ports);
  }

  /**
   * The server of a typed address: with the headers and the proxy of the provider, but with a key only if one is stored for that address.
   */
  async #server({ baseUrl, provider, apiKey }: ServerChoice): Promise<ModelServer> {
    const { providers } = this.#ports.settings();
    const known = this.#find(provider ?? null) ?? providers.find((one) => one.baseUrl === baseUrl);
    if (known === undefined) return { baseUrl, apiKey: apiKey ?? (await this.#ports.key(baseUrl)) };
    const server = await this.#serverOf({ ...known, baseUrl });
    return apiKey === undefined ? server : { ...server, apiKey };
  }

  /** Sends a request and records the outcome for the provider whose saved server it is. */
  async #observed<Answer>(
    choice: ServerChoice,
    ask: (server: ModelServer) => Promise<Answer>,
  ): Promise<Answer> {
    const server = await this.#server(choice);
    const provider = this.#find(server.provider ?? null);
    const saved = provider?.baseUrl === choice.baseUrl && choice.apiKey === undefined ? provider : null;
    try {
      const answer = await ask(server);
      if (saved !== null) this.#states.reached(saved);
      return answer;
    } catch (thrown) {
      if (saved !== null) this.#states.failed(saved, toErrorData(thrown));
      throw thrown;
    }
  }

  #chatModel(provider: Provider, server: ModelServer, name: string): ChatModel {
    const key = modelWord({ provider: provider.id, model: name });
    const kept = this.#models.get(key);
    this.#models.delete(key);
    const isSame = kept !== undefined && isDeepStrictEqual(kept.server, server);
    const model = isSame ? kept.model : this.#newModel(provider, server, name);
    this.#models.set(key, { server, model });
    const [oldest] = this.#models.keys();
    if (this.#models.size > MOST_KEPT && oldest !== undefined) this.#models.delete(oldest);
    return model;
  }

  #newModel(provider: Provider, server: ModelServer, name: string): ChatModel {
    const notes = this.#ports.notes?.(server.baseUrl, name);
    const { tuning } = this.#ports;
    const known = () => this.#offers.known({ provider: provider.id, model: name }, server.baseUrl);
    const contextWindow = () => known()?.context ?? null;
    const inner = modelOfServer({
      server,
      model: name,
      contextWindow,
      thinks: () => known()?.thinking === true,
      ...tuning,
      ...(notes && { notes }),
    });
    return new WatchedModel(inner, provider.id, {
      onReached: () => {
        this.#states.reached(provider);
        // Programs on this machine are asked for their context window in parallel with the answer; services report it when a request is too
        // long.
        if (contextWindow() === null && isProgram(provider)) void this.#offers.of([provider], false);
      },
      onFailure: (error) => {
        if (error.code === 'no_such_model') this.#forgetPick(pickKey(provider));
        this.#states.failed(provider, error);
      },
    });
  }

  async #pick(provider: Provider, server: ModelServer): Promise<string> {
    const key = pickKey(provider);
    const known = this.#picks.get(key);
    if (known !== undefined) return await known;
    const pick = listOfferedModels(server).then((models) => pickFrom(server, models));
    this.#picks.set(key, pick);
    try {
      const name = await pick;
      this.#picked.set(key, name);
      this.#states.reached(provider);
      // From now on the status names the model.
      this.#ports.onStates?.();
      return name;
    } catch (thrown) {
      this.#forgetPick(key);
      this.#states.failed(provider, toErrorData(thrown));
      throw thrown;
    }
  }

  #forgetPick(key: string): void {
    this.#picks.delete(key);
    this.#picked.delete(key);
  }
}

export interface MendInput {
  readonly text: string;
  readonly apiKey?: string | undefined;
  readonly provider?: string | undefined;
}

/** A provider whose address changes picks again. */
function pickKey({ id, baseUrl }: Provider): string {
  return `${id} ${baseUrl ?? ''}`;
}

function pickFrom(server: ModelServer, models: readonly ListedModel[]): string {
  const chatting = models.filter(({ chats }) => chats).map(({ id }) => id);
  const name = pickModel(chatting, server.baseUrl);
  if (name === null) throw new TuteeError('no_model', errorMessages.noModels({ server, model: null }));
  return name;
}
