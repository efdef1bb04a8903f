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

/** How the models of a run are asked. */
export interface ModelsInRun {
  /** Where its answers are kept that may be given again. */
  readonly answers: CacheStore;
  readonly budget: ModelBudget;
}

/** The models that a component names, and who holds them to the limits that it names. */
export interface RunModelsByName {
  readonly byName: Readonly<Record<string, ChatModel>>;
  /** Asked what is to be learned from the run, beside it and not from its budget; null when the component names no model. */
  readonly teacher: ChatModel | null;
  readonly limits: LimitedModels;
}

type Found = NonNullable<Awaited<ReturnType<RunModels['find']>>>;

/** Finds the models of runs; the limits that components name for them hold for all runs. */
export class NamedRunModels {
  readonly #ports: NamedRunModelsPorts;
  /** When requests began, by model and limit: a limit goes on from one stretch of a run to the next, and holds for all runs. */
  readonly #windows = new Map<string, RateLimit>();

  constructor(ports: NamedRunModelsPorts) {
    this.#ports = ports;
  }

  /** The models that a component names. Throws `no_model` in memory mode, or what the server says. */
  async named(component: unknown, { answers, budget }: ModelsInRun): Promise<RunModelsByName> {
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
      // Two names of one model are one model.
      return [{ ...one, name, model: limits.add(name, bases.get(keyOf(one))?.model ?? one.model) }];
    });
    // What was kept costs nothing, and waits for no limit.
    const models = limited.map(({ name, model, identity }) => {
      const within = new BudgetedChatModel(model, budget);
      return [name, this.#kept({ model: within, identity }, answers)] as const;
    });
    const teacher = limited.find(({ name }) => name === DEFAULT_MODEL) ?? limited[0];
    return {
      byName: Object.fromEntries(models),
      teacher: teacher === undefined ? null : this.#kept(teacher, answers),
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

  /** Asked again for what it answered in this run, it gives the same. */
  #kept({ model, identity }: Found, store: CacheStore): ChatModel {
    const { onFailure: onStoreFailure } = this.#ports;
    return new ChatCompletionCache({ model, identity, store, onStoreFailure });
  }
}

function keyOf({ identity, model }: Found): string {
  return `${identity} ${model.name}`;
}
