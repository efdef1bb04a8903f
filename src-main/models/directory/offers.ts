import { toErrorData } from '#shared/errors.ts';
import type { ModelFacts, OfferedModel, ProviderOffer } from '#shared/models/offered-model.ts';
import type { ModelRef, Provider } from '#shared/models/provider.ts';
import { knownFacts } from '../facts/published-facts.ts';
import { isHostedElsewhere, isLocal } from '../server/is-local.ts';
import type { ModelServer } from '../server/model-server.ts';
import { listOfferedModels } from './list-models.ts';
import { withDetails } from './model-details.ts';
import type { ModelSource } from './model-source.ts';
import { readModelList } from './read-model-list.ts';
import type { ProviderStates } from './provider-states.ts';

interface OffersPorts {
  serverOf(provider: Provider): Promise<ModelServer>;
  readonly inside: ModelSource | null;
  readonly states: ProviderStates;
  /** What the user entered about models. */
  readonly facts: () => readonly ModelFacts[];
  readonly now: () => number;
}

/** A list is requested again after this time, in ms; sooner after a failure, which may have been fixed. */
const FRESH_MS = 60_000;
const FRESH_FAILURE_MS = 5_000;
/** Short, because one slow server must not delay the list of all models. */
const TIMEOUT_MS = 6_000;

interface Asked {
  /** What the result depends on. */
  readonly provider: Provider;
  readonly at: number;
  readonly offer: Promise<ProviderOffer>;
  settled: ProviderOffer | null;
}

/** The models that providers offer, requested in parallel and cached. Failures are part of the result. */
export class Offers {
  readonly #ports: OffersPorts;
  readonly #asked = new Map<string, Asked>();

  constructor(ports: OffersPorts) {
    this.#ports = ports;
  }

  async of(providers: readonly Provider[], fresh: boolean): Promise<ProviderOffer[]> {
    const offers = await Promise.all(providers.map((provider) => this.#ask(provider, fresh)));
    return offers.map((offer) => ({
      ...offer,
      models: offer.models.map((model) => this.#corrected(offer.provider, model)),
    }));
  }

  /** What the last list, the table of known models and the user say about a model of a provider at this address; null: nothing. */
  known({ provider, model }: ModelRef, baseUrl: string | null): OfferedModel | null {
    const listed = this.#asked.get(provider)?.settled?.models.find(({ id }) => id === model);
    if (listed !== undefined) return this.#corrected(provider, listed);
    const [named] = model === null ? [] : (readModelList([model]) ?? []);
    if (named === undefined) return null;
    const described = withKnown({ ...named, local: false }, baseUrl);
    const { context, price, vision, tools, thinking } = described;
    const isKnown = [context, price, vision, tools, thinking].some((fact) => fact !== null);
    return isKnown || this.#said(provider, named.id) !== undefined
      ? this.#corrected(provider, described)
      : null;
  }

  #said(provider: string, model: string): ModelFacts | undefined {
    return this.#ports.facts().find(({ ref }) => ref.provider === provider && ref.model === model);
  }

  #corrected(provider: string, model: OfferedModel): OfferedModel {
    const said = this.#said(provider, model.id);
    if (said === undefined) return model;
    return {
      ...model,
      context: said.context ?? model.context,
      vision: said.vision ?? model.vision,
      tools: said.tools ?? model.tools,
      thinking: said.thinking ?? model.thinking,
      price: said.price ?? model.price,
    };
  }

  clear(): void {
    this.#asked.clear();
  }

  #ask(provider: Provider, fresh: boolean): Promise<ProviderOffer> {
    const kept = this.#asked.get(provider.id);
    if (kept !== undefined && !fresh && this.#isGood(kept, provider)) return kept.offer;
    const offer = this.#askAnew(provider);
    const asked: Asked = { provider, at: this.#ports.now(), offer, settled: null };
    this.#asked.set(provider.id, asked);
    void offer.then((settled) => (asked.settled = settled));
    return offer;
  }

  #isGood({ provider: before, at, settled }: Asked, provider: Provider): boolean {
    const age = this.#ports.now() - at;
    const isSame =
      before.baseUrl === provider.baseUrl && before.headerNames.join() === provider.headerNames.join();
    return isSame && age < (settled?.error == null ? FRESH_MS : FRESH_FAILURE_MS);
  }

  /** Never rejects. */
  async #askAnew(provider: Provider): Promise<ProviderOffer> {
    const { states } = this.#ports;
    try {
      const models = await this.#list(provider);
      states.reached(provider);
      return { provider: provider.id, models, error: null };
    } catch (thrown) {
      const error = toErrorData(thrown);
      states.failed(provider, error);
      return { provider: provider.id, models: [], error };
    }
  }

  async #list(provider: Provider): Promise<OfferedModel[]> {
    const { baseUrl } = provider;
    if (baseUrl === null) return (await this.#ports.inside?.list()) ?? [];
    const server = await this.#ports.serverOf(provider);
    const listed = await withDetails(server, await listOfferedModels(server, { timeoutMs: TIMEOUT_MS }));
    return listed.map((model) =>
      withKnown({ ...model, local: isLocal(baseUrl) && !isHostedElsewhere(model.id) }, baseUrl),
    );
  }
}

/** What a server does not say about a model is taken from public data. */
function withKnown(model: OfferedModel, baseUrl: string | null): OfferedModel {
  if (baseUrl === null) return model;
  const known = knownFacts(baseUrl, model.id);
  return {
    ...model,
    context: model.context ?? known.context,
    vision: model.vision ?? known.vision,
    tools: model.tools ?? known.tools,
    thinking: model.thinking ?? known.thinking,
    price: model.price ?? known.price,
  };
}
