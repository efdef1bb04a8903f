import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { namedModels } from '../../engine/components/named-models.ts';
import { ChatCompletionCache } from '../../engine/model-clients/chat-completion-cache.ts';
import { RateLimit } from '../../engine/model-clients/rate-limited-chat-model.ts';
import { RateLimits } from '../../engine/model-clients/rate-limits.ts';
import type { LimitedModels } from '../../engine/model-clients/rate-limits.ts';
import { BudgetedChatModel } from '../../engine/model-clients/budgeted-chat-model.ts';
import type { ModelBudget } from '../../engine/model-clients/model-budget.ts';
import type { CacheStore } from '../../engine/ports.ts';
import type { RunModels } from '../ports.ts';
import { DEFAULT_MODEL } from './team-builder.ts';

export interface NamedRunModelsPorts {
  readonly find: RunModels['find'];
  readonly onFailure: (thrown: unknown) => void;
}

/** The completion cache and the budget for the models of one run. */
export interface ModelsInRun {
  readonly completions: CacheStore;
  readonly budget: ModelBudget;
}

/** The models that a component names, and their rate limits. */
export interface RunModelsByName {
  readonly byName: Readonly<Record<string, ChatModel>>;
  /** The model for memory capture, outside the budget of the run; null when the component names no model. */
  readonly captureModel: ChatModel | null;
  readonly limits: LimitedModels;
}

type Found = NonNullable<Awaited<ReturnType<RunModels['find']>>>;

/** Finds the models of runs. Rate limits are shared by all runs. */
export class NamedRunModels {
  readonly #ports: NamedRunModelsPorts;
  /** Rate limit windows by model and limit, shared by all runs and segments. */
  readonly #windows = new Map<string, RateLimit>();

  constructor(ports: NamedRunModelsPorts) {
    this.#ports = ports;
  }

  /** The models that a component names. Throws `no_model` in memory mode, or the error of the server. */
  async named(component: unknown, { completions, budget }: ModelsInRun): Promise<RunModelsByName> {
    const names = namedModels(component);
    const found = await Promise.all(names.map((name) => this.#find(name)));
    const bases = new Map(found.map((one) => [keyOf(one), one]));
    const keys = new Map([...bases].map(([key, { model }]) => [model, key]));
    const limits = new RateLimits((model, { requests, perMs }) => {
      const key = `${keys.get(model) ?? ''} ${requests} in ${perMs}`;
      const window = this.#windows.get(key) ?? new RateLimit({ requests, perMs });
      this.#windows.set(key, window);
      return window;
    });
    const limited = names.flatMap((name, index) => {
      const one = found[index];
      if (one === undefined) return [];
      // Two names for the same model share its limits.
      return [{ ...one, name, model: limits.add(name, bases.get(keyOf(one))?.model ?? one.model) }];
    });
    // The cache is outermost: a cached completion costs nothing and waits for no limit.
    const models = limited.map(({ name, model, identity }) => {
      const within = new BudgetedChatModel(model, budget);
      return [name, this.#cached({ model: within, identity }, completions)] as const;
    });
    const captureModel = limited.find(({ name }) => name === DEFAULT_MODEL) ?? limited[0];
    return {
      byName: Object.fromEntries(models),
      captureModel: captureModel === undefined ? null : this.#cached(captureModel, completions),
      limits,
    };
  }

  async #find(name: string): Promise<Found> {
    const found = await this.#ports.find(name);
    if (found === null) {
      throw new TuteeError(
        'no_model',
        'These agents need a model, and none is connected. Choose one in Settings, then start them again.',
      );
    }
    return found;
  }

  /** Wraps the model in the completion cache of the run. */
  #cached({ model, identity }: Found, store: CacheStore): ChatModel {
    const { onFailure: onStoreFailure } = this.#ports;
    return new ChatCompletionCache({ model, identity, store, onStoreFailure });
  }
}

function keyOf({ identity, model }: Found): string {
  return `${identity} ${model.name}`;
}
