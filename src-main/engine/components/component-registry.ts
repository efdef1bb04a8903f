import * as z from 'zod';
import { budgetSchema } from '#shared/agents/run-budget.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ComponentFault } from '#shared/agents/saved-team.ts';
import { RateLimits } from '../model-clients/rate-limits.ts';
import { throwFaults } from '../run/collect-faults.ts';
import type { ComponentModel } from './component.ts';
import type {
  BuiltComponents,
  ComponentKind,
  ComponentProvider,
  ComponentResources,
} from './component-kinds.ts';
import { ComponentLoader } from './component-loader.ts';
import type { Entry } from './component-loader.ts';
import { ComponentWriter } from './component-writer.ts';

/** The allow-list of providers: builds components from data with these providers only, and dumps what it built as data. */
export class ComponentRegistry {
  readonly #entries = new Map<string, Entry>();
  readonly #sources = new WeakMap<object, ComponentModel>();

  /** Adds a provider. Throws `invalid_input` when its name is taken. */
  add<Kind extends ComponentKind, Config extends z.ZodType>(provider: ComponentProvider<Kind, Config>): this {
    const { provider: name, ...entry } = provider;
    if (this.#entries.has(name)) {
      throw new TuteeError('invalid_input', `There already is a component “${name}”.`, { field: 'provider' });
    }
    this.#entries.set(name, entry.kind === 'participant' ? withBudget(entry) : entry);
    return this;
  }

  get providers(): readonly {
    readonly provider: string;
    readonly kind: ComponentKind;
    readonly version: number;
  }[] {
    return [...this.#entries].map(([provider, { kind, version }]) => ({ provider, kind, version }));
  }

  /** The providers with the JSON schema of each config, for generating forms. */
  describe(): { provider: string; kind: ComponentKind; version: number; config: Record<string, unknown> }[] {
    return [...this.#entries].map(([provider, { kind, version, config }]) => {
      const schema = z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' });
      return { provider, kind, version, config: { ...schema } };
    });
  }

  /**
   * Builds a component and everything inside it. Throws `invalid_input` with the reason and the path of the first fault: an
   * unknown provider or version, an invalid config, an unknown resource, or a value that the class itself refuses. `detail` lists
   * the other faults; `check` returns all of them as data.
   */
  load<Kind extends ComponentKind>(
    kind: Kind,
    component: unknown,
    resources: ComponentResources = {},
  ): BuiltComponents[Kind] {
    const { built, faults } = this.#loaded(kind, component, resources);
    throwFaults(faults);
    return built;
  }

  /** All faults for which `load` would refuse a component, with their paths; empty when it would accept it. */
  check(kind: ComponentKind, component: unknown, resources: ComponentResources = {}): ComponentFault[] {
    const { faults } = this.#loaded(kind, component, resources);
    return faults.map(({ field = '', message }) => ({ path: field, message }));
  }

  /**
   * A part as a component: as it was loaded, or, for one that a program built with `new`, as it was made. Models, tools and memories in it are
   * written as their names in `resources`. Throws `invalid_input` with the path of the first part that cannot be written, such as a
   * function or a class of the program's own; `detail` lists the others. What it returns can be loaded with the same resources.
   */
  dump(built: BuiltComponents[ComponentKind], resources: ComponentResources = {}): ComponentModel {
    const writer = new ComponentWriter({
      resources,
      loadedFrom: (made) => this.#sources.get(made) ?? null,
      configOf: (provider) => this.#configOf(provider),
    });
    const written = writer.write(built);
    const kind = this.#entries.get(written.provider)?.kind;
    if (kind !== undefined && !this.#sources.has(built))
      throwFaults(this.#loaded(kind, written, resources).faults);
    return written;
  }

  #configOf(provider: string): { readonly version: number; readonly keys: readonly string[] } | null {
    const entry = this.#entries.get(provider);
    if (!(entry?.config instanceof z.ZodObject)) return null;
    return { version: entry.version, keys: Object.keys(entry.config.shape) };
  }

  #loaded<Kind extends ComponentKind>(kind: Kind, component: unknown, resources: ComponentResources) {
    const loader = new ComponentLoader({
      entries: this.#entries,
      resources: withRateLimits(resources),
      onBuilt: (built, from) => this.#sources.set(built, structuredClone(from)),
    });
    return { built: loader.load(kind, component), faults: loader.faults };
  }
}

/**
 * Adds the `budget` key to the config of everything that can be run. The class never sees it: whoever starts the run applies it
 * to the models with `newRunBudget` and a ModelBudget.
 */
function withBudget(entry: Entry): Entry {
  const { config, build } = entry;
  if (!(config instanceof z.ZodObject)) return entry;
  return {
    ...entry,
    config: config.extend({ budget: budgetSchema.exactOptional() }),
    build: (given: Record<string, unknown>, parts) => {
      const { budget: _budget, ...own } = given;
      return build(own as never, parts);
    },
  };
}

function withRateLimits(resources: ComponentResources): ComponentResources {
  const { models, limits } = resources;
  if (models === undefined || limits !== undefined) return resources;
  const own = new RateLimits();
  const all = Object.entries(models).map(([name, model]) => [name, own.add(name, model)] as const);
  return { ...resources, models: Object.fromEntries(all), limits: own };
}
