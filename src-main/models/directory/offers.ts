import { toErrorData } from '#shared/errors.ts';
import type { OfferedModel, ProviderOffer } from '#shared/models/offered-model.ts';
import type { ModelRef, Provider } from '#shared/models/provider.ts';
import { isHostedElsewhere, isLocal } from '../server/is-local.ts';
import type { ModelServer } from '../server/model-server.ts';
import { listOfferedModels } from './list-models.ts';
import { withDetails } from './model-details.ts';
import type { ModelSource } from './model-source.ts';
import type { ProviderStates } from './provider-states.ts';

interface OffersPorts {
  serverOf(provider: Provider): Promise<ModelServer>;
  readonly inside: ModelSource | null;
  readonly states: ProviderStates;
  readonly now: () => number;
}

/** A list is asked for again after this time, in ms; a failure sooner, since it may have been mended. */
const FRESH_MS = 60_000;
const FRESH_FAILURE_MS = 5_000;
/** A server that is slow to list its models must not hold up a list of all of them. */
const TIMEOUT_MS = 6_000;

interface Asked {
  /** What the answer depends on. */
  readonly provider: Provider;
  readonly at: number;
  readonly offer: Promise<ProviderOffer>;
  settled: ProviderOffer | null;
}

/** What providers offer, asked rarely and all at once. Failures are part of the answer. */
export class Offers {
  readonly #ports: OffersPorts;
  readonly #asked = new Map<string, Asked>();

  constructor(ports: OffersPorts) {
    this.#ports = ports;
  }

  async of(providers: readonly Provider[], fresh: boolean): Promise<ProviderOffer[]> {
    return await Promise.all(providers.map((provider) => this.#ask(provider, fresh)));
  }

  /** What the last list said about a model. */
  known({ provider, model }: ModelRef): OfferedModel | null {
    return this.#asked.get(provider)?.settled?.models.find(({ id }) => id === model) ?? null;
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
      states.reached(provider.id);
      return { provider: provider.id, models, error: null };
    } catch (thrown) {
      const error = toErrorData(thrown);
      states.failed(provider.id, error);
      return { provider: provider.id, models: [], error };
    }
  }

  async #list(provider: Provider): Promise<OfferedModel[]> {
    const { baseUrl } = provider;
    if (baseUrl === null) return (await this.#ports.inside?.list()) ?? [];
    const server = await this.#ports.serverOf(provider);
    const listed = await withDetails(server, await listOfferedModels(server, { timeoutMs: TIMEOUT_MS }));
    return listed.map((model) => ({ ...model, local: isLocal(baseUrl) && !isHostedElsewhere(model.id) }));
  }
}
