import * as z from 'zod';
import { TuteeError } from '#shared/errors.ts';
import { faultsIn, throwFaults } from '../run/collect-faults.ts';
import { checked, componentFault, componentSchema, located, nameIn } from './component.ts';
import type { ComponentModel, ComponentPath } from './component.ts';
import type {
  BuiltComponents,
  ComponentKind,
  ComponentParts,
  ComponentResources,
} from './component-kinds.ts';
import { standInMemory, standInModel, standIns } from './stand-ins.ts';

/** What a registry knows of one provider. */
export interface Entry {
  readonly kind: ComponentKind;
  readonly version: number;
  readonly config: z.ZodType;
  /** Gets a config that has the form. */
  readonly build: (config: never, parts: ComponentParts) => object;
}

interface Sources {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly resources: ComponentResources;
  /** Told of everything that was made, with what it was made from. */
  readonly onBuilt: (built: object, from: ComponentModel) => void;
}

/** Teams in teams in teams: nobody needs more, and a file must not be able to exhaust the stack. */
const MOST_LEVELS = 20;

const BUDGET_INSIDE = 'A budget is for the whole run: set it on the outermost team, and leave it out here.';

const words: Readonly<Record<ComponentKind, string>> = {
  participant: 'an agent or a team',
  termination: 'a termination condition',
  context: 'a model context',
  tool: 'a tool',
  model: 'a model',
};

/** Stands in a config for what it must have and has not. */
const whatMustBe = { name: '-', model: '-', participants: [], chats: [], graph: { nodes: [] } };

/** One component on its way to what it describes, with all that is in it. It goes on after a fault, so that all are found. */
export class ComponentLoading {
  readonly faults: TuteeError[] = [];
  readonly #from: Sources;
  /** How many agents, teams and tools could not be made and have no name to stand in by. */
  #nameless = 0;
  /** The paths of what has not the right form: what stands there instead for a while is no fault of anybody. */
  readonly #told = new Set<string>();

  constructor(from: Sources) {
    this.#from = from;
  }

  /** What is at fault is noted, and stood in for. */
  load<Kind extends ComponentKind>(
    kind: Kind,
    component: unknown,
    path: ComponentPath = [],
    level = 0,
  ): BuiltComponents[Kind] {
    try {
      return this.#make(kind, component, path, level);
    } catch (thrown) {
      this.#note(thrown, path);
      return this.#standIn(kind, component);
    }
  }

  #make<Kind extends ComponentKind>(
    kind: Kind,
    component: unknown,
    path: ComponentPath,
    level: number,
  ): BuiltComponents[Kind] {
    if (level > MOST_LEVELS)
      throw componentFault(path, `More than ${MOST_LEVELS} components inside each other.`);
    const given = checked(componentSchema, component, path, 'This component');
    const entry = this.#entryFor(kind, given, path);
    if (level > 0 && kind === 'participant' && given.config['budget'] !== undefined)
      this.#note(componentFault([...path, 'config', 'budget'], BUDGET_INSIDE), path);
    const what = `The config of “${given.provider}”`;
    const config = this.#noted(path, () => checked(entry.config, given.config, [...path, 'config'], what));
    if (config === null) {
      this.#checkRest(entry, given, path, level);
      return this.#standIn(kind, given);
    }
    return this.#build(kind, given, () => entry.build(config.made as never, this.#parts(path, level)));
  }

  #build<Kind extends ComponentKind>(
    kind: Kind,
    given: ComponentModel,
    make: () => object,
  ): BuiltComponents[Kind] {
    const nameless = this.#nameless;
    try {
      const built = make() as BuiltComponents[Kind];
      // With a fault nothing is given out, and what is in it may be deeper than can be copied.
      if (this.faults.length === 0) this.#from.onBuilt(built, given);
      return built;
    } catch (thrown) {
      if (!(thrown instanceof TuteeError) || this.#nameless === nameless) throw thrown;
      // While somebody in it has no name, what is said about names may be true of nobody. They stand in lists and objects.
      throwFaults(
        faultsIn(thrown).filter(({ field = '' }) => !isObject(given.config[field.split('.', 1)[0] ?? ''])),
      );
      return this.#standIn(kind, given);
    }
  }

  /** Of a config whose form is at fault in some keys, what else is wrong: it is made without these. */
  #checkRest(entry: Entry, given: ComponentModel, path: ComponentPath, level: number): void {
    const place = [...path, 'config'];
    const parsed = entry.config.safeParse(given.config);
    const faulty = new Set(parsed.error?.issues.flatMap((issue) => issue.path.slice(0, 1)));
    for (const key of faulty) this.#lookInside(given.config[String(key)], [...place, String(key)], level);
    for (const key of faulty) this.#told.add([...place, String(key)].join('.'));
    const known = entry.config instanceof z.ZodObject ? Object.keys(entry.config.shape) : [];
    const rest = Object.entries(given.config).filter(([key]) => known.includes(key) && !faulty.has(key));
    const needed = Object.entries(whatMustBe).filter(([key]) => known.includes(key));
    const config = [rest, [...needed, ...rest]]
      .map((entries) => entry.config.safeParse(Object.fromEntries(entries)))
      .find(({ success }) => success)?.data;
    if (config === undefined) this.#lookInside(Object.fromEntries(rest), place, level);
    else {
      const make = () => entry.build(config as never, this.#parts(path, level));
      this.#noted(path, () => this.#build(entry.kind, given, make));
    }
  }

  /** What has not the right form cannot be made; components in it are checked all the same. */
  #lookInside(value: unknown, path: ComponentPath, level: number, depth = 0): void {
    if (typeof value !== 'object' || value === null || depth > MOST_LEVELS) return;
    const component = componentSchema.safeParse(value);
    const known = component.success ? this.#from.entries.get(component.data.provider) : undefined;
    if (known !== undefined) {
      this.load(known.kind, value, path, level + 1);
      return;
    }
    for (const [key, inner] of Array.isArray(value) ? value.entries() : Object.entries(value))
      this.#lookInside(inner, [...path, key], level, depth + 1);
  }

  #parts(path: ComponentPath, level: number): ComponentParts {
    const { resources } = this.#from;
    const parts: ComponentParts = {
      resources,
      build: (kind, part, ...inside) => this.load(kind, part, [...path, 'config', ...inside], level + 1),
      named: (group, name, ...inside) => {
        const place = [...path, 'config', ...inside];
        return (
          this.#noted(place, () => resource(resources, group, name, place))?.made ?? instead(group, name)
        );
      },
      model: (spec, ...inside) =>
        typeof spec === 'string'
          ? parts.named('models', spec, ...inside)
          : parts.build('model', spec, ...inside),
    };
    return parts;
  }

  #entryFor(kind: ComponentKind, { provider, version }: ComponentModel, path: ComponentPath): Entry {
    const { entries } = this.#from;
    const entry = entries.get(provider);
    if (entry === undefined || entry.kind !== kind) {
      const known = [...entries].flatMap(([name, other]) => (other.kind === kind ? [name] : []));
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

  #standIn<Kind extends ComponentKind>(kind: Kind, component: unknown): BuiltComponents[Kind] {
    const name = nameIn(component);
    if (name === null && (kind === 'participant' || kind === 'tool')) this.#nameless += 1;
    return standIns[kind](name ?? '');
  }

  /** Null: it was refused, and that is noted. */
  #noted<Made>(path: ComponentPath, make: () => Made): { readonly made: Made } | null {
    try {
      return { made: make() };
    } catch (thrown) {
      this.#note(thrown, path);
      return null;
    }
  }

  #note(thrown: unknown, path: ComponentPath): void {
    if (!(thrown instanceof TuteeError)) throw thrown;
    const faults = faultsIn(thrown).map((fault) => located(fault, path));
    this.faults.push(...faults.filter((fault) => !this.#isTold(fault)));
  }

  #isTold({ field = '' }: TuteeError): boolean {
    return [...this.#told].some((told) => field === told || field.startsWith(`${told}.`));
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

type Named = 'models' | 'tools' | 'memories';

function resource<Group extends Named>(
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

function instead<Group extends Named>(
  group: Group,
  name: string,
): NonNullable<ComponentResources[Group]>[string] {
  const all = { models: standInModel(name), tools: standIns.tool(name), memories: standInMemory };
  return all[group] as NonNullable<ComponentResources[Group]>[string];
}
