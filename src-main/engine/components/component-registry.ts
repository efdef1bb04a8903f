import * as z from 'zod';
import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/model.ts';
import type { Participant } from '../agents/participant.ts';
import type { ChatCompletionContext } from '../context/chat-completion-context.ts';
import type { LimitedModels } from '../model-clients/rate-limits.ts';
import { RateLimits } from '../model-clients/rate-limits.ts';
import type { CodeExecutor, Memory, ToolCallApprover, UserInput } from '../ports.ts';
import type { Pause } from '../run/pause.ts';
import type { TerminationCondition } from '../termination/termination-condition.ts';
import type { Tool } from '../tools/tool.ts';
import { checked, componentFault, componentSchema, locate } from './component.ts';
import type { ComponentModel, ComponentPath, ModelSpec } from './component.ts';

/** What each kind of component becomes. */
export interface BuiltComponents {
  participant: Participant;
  termination: TerminationCondition;
  context: ChatCompletionContext;
  tool: Tool;
  model: ChatModel;
}
export type ComponentKind = keyof BuiltComponents;

/** What components may name. Nothing else can be reached from a component: no path, no address, no code. */
export interface ComponentResources {
  readonly models?: Readonly<Record<string, ChatModel>>;
  readonly tools?: Readonly<Record<string, Tool>>;
  /** One that is not the same for all is asked for by the name of the agent. */
  readonly memories?: Readonly<Record<string, Memory | ((agent: string) => Memory)>>;
  /** Whom a UserProxyAgent asks. */
  readonly userInput?: UserInput;
  /** Decides about the tool calls of all agents. */
  readonly approver?: ToolCallApprover;
  readonly codeExecutor?: CodeExecutor;
  /** Who limits `models`, when they are limited already; else each load does it by itself. */
  readonly limits?: LimitedModels;
  /** How waits between tries are waited. */
  readonly pause?: Pause;
}

/** For a provider: the parts that its config names. Paths are inside the config, for what a fault is said about. */
export interface ComponentParts {
  build<Kind extends ComponentKind>(
    kind: Kind,
    given: ComponentModel,
    ...path: ComponentPath
  ): BuiltComponents[Kind];
  /** A model by its name, or as its component says. */
  model(given: ModelSpec, ...path: ComponentPath): ChatModel;
  /** A resource by its name. */
  named<Group extends 'models' | 'tools' | 'memories'>(
    group: Group,
    name: string,
    ...path: ComponentPath
  ): NonNullable<ComponentResources[Group]>[string];
  readonly resources: ComponentResources;
}

/** How one class is made from data. */
export interface ComponentProvider<Kind extends ComponentKind, Config extends z.ZodType> {
  readonly kind: Kind;
  readonly provider: string;
  /** Of the form of its config. Components of another version are refused. */
  readonly version: number;
  /** Strict: what it does not know is refused. */
  readonly config: Config;
  readonly build: (config: z.infer<Config>, parts: ComponentParts) => BuiltComponents[Kind];
}

type Opened = (given: ComponentModel, path: ComponentPath, parts: ComponentParts) => unknown;
interface Entry {
  readonly kind: ComponentKind;
  readonly version: number;
  readonly config: z.ZodType;
  /** Checks the config and builds. */
  readonly open: Opened;
}

/** Teams in teams in teams: nobody needs more, and a file must not be able to exhaust the stack. */
const MOST_LEVELS = 20;

const words: Readonly<Record<ComponentKind, string>> = {
  participant: 'an agent or a team',
  termination: 'a termination condition',
  context: 'a model context',
  tool: 'a tool',
  model: 'a model',
};

/** The allow-list: makes what it was told of from data, and nothing else; and says as data what it made. */
export class ComponentRegistry {
  readonly #entries = new Map<string, Entry>();
  readonly #sources = new WeakMap<object, ComponentModel>();

  /** Allows one more provider. Throws `invalid_input` for a name that is taken. */
  add<Kind extends ComponentKind, Config extends z.ZodType>(provider: ComponentProvider<Kind, Config>): this {
    const { provider: name, kind, version, config, build } = provider;
    if (this.#entries.has(name)) {
      throw new TuteeError('invalid_input', `There already is a component “${name}”.`, { field: 'provider' });
    }
    const open: Opened = (given, path, parts) =>
      build(checked(config, given.config, [...path, 'config'], `The config of “${name}”`), parts);
    this.#entries.set(name, { kind, version, config, open });
    return this;
  }

  get providers(): readonly {
    readonly provider: string;
    readonly kind: ComponentKind;
    readonly version: number;
  }[] {
    return [...this.#entries].map(([provider, { kind, version }]) => ({ provider, kind, version }));
  }

  /** The same with the form of each config, as a JSON schema: for forms. */
  describe(): { provider: string; kind: ComponentKind; version: number; config: Record<string, unknown> }[] {
    return [...this.#entries].map(([provider, { kind, version, config }]) => {
      const schema = z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' });
      return { provider, kind, version, config: { ...schema } };
    });
  }

  /**
   * Builds a component with everything in it. Throws `invalid_input` with the reason and the path of the fault: of an unknown
   * provider, another version, a config that is wrong, a name that no resource has, or what the class itself refuses.
   */
  load<Kind extends ComponentKind>(
    kind: Kind,
    component: unknown,
    resources: ComponentResources = {},
  ): BuiltComponents[Kind] {
    return this.#load(kind, component, limited(resources), [], 0);
  }

  /** The data that something was loaded from. Throws `not_supported` for what was made by a program. */
  dump(built: BuiltComponents[ComponentKind]): ComponentModel {
    const source = this.#sources.get(built);
    if (source !== undefined) return structuredClone(source);
    throw new TuteeError('not_supported', 'Only what was loaded from a component can be written as one.');
  }

  #load<Kind extends ComponentKind>(
    kind: Kind,
    component: unknown,
    resources: ComponentResources,
    path: ComponentPath,
    level: number,
  ): BuiltComponents[Kind] {
    if (level > MOST_LEVELS)
      throw componentFault(path, `More than ${MOST_LEVELS} components inside each other.`);
    const given = checked(componentSchema, component, path, 'This component');
    const entry = this.#entryFor(kind, given, path);
    const parts: ComponentParts = {
      resources,
      build: (inner, part, ...inside) =>
        this.#load(inner, part, resources, [...path, 'config', ...inside], level + 1),
      named: (group, name, ...inside) => resource(resources, group, name, [...path, 'config', ...inside]),
      model: (spec, ...inside) =>
        typeof spec === 'string'
          ? parts.named('models', spec, ...inside)
          : parts.build('model', spec, ...inside),
    };
    try {
      const built = entry.open(given, path, parts) as BuiltComponents[Kind];
      this.#sources.set(built, structuredClone(given));
      return built;
    } catch (thrown) {
      throw locate(thrown, path);
    }
  }

  #entryFor(kind: ComponentKind, { provider, version }: ComponentModel, path: ComponentPath): Entry {
    const entry = this.#entries.get(provider);
    if (entry === undefined || entry.kind !== kind) {
      const known = [...this.#entries].flatMap(([name, other]) => (other.kind === kind ? [name] : []));
      const wrong = entry === undefined ? 'is not known here' : `is ${words[entry.kind]}`;
      const message = `“${provider}” ${wrong}. As ${words[kind]} there are: ${known.join(', ') || 'none'}.`;
      throw componentFault([...path, 'provider'], message);
    }
    if (version === entry.version) return entry;
    const reason =
      version > entry.version
        ? `it may be from a newer Tutee. This one knows version ${entry.version}.`
        : `only version ${entry.version} is known.`;
    throw componentFault([...path, 'version'], `“${provider}” has version ${version}: ${reason}`);
  }
}

function limited(resources: ComponentResources): ComponentResources {
  const { models, limits } = resources;
  if (models === undefined || limits !== undefined) return resources;
  const own = new RateLimits();
  const all = Object.entries(models).map(([name, model]) => [name, own.add(name, model)] as const);
  return { ...resources, models: Object.fromEntries(all), limits: own };
}

function resource<Group extends 'models' | 'tools' | 'memories'>(
  resources: ComponentResources,
  group: Group,
  name: string,
  path: ComponentPath,
): NonNullable<ComponentResources[Group]>[string] {
  const all: Readonly<Record<string, unknown>> = resources[group] ?? {};
  const found = Object.hasOwn(all, name) ? all[name] : undefined;
  if (found !== undefined) return found as NonNullable<ComponentResources[Group]>[string];
  const known = Object.keys(all).join(', ') || 'none';
  const one = { models: 'model', tools: 'tool', memories: 'memory' }[group];
  throw componentFault(path, `There is no ${one} “${name}”. There are: ${known}.`);
}
