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
import { placeholderMemory, placeholderModel, placeholders } from './placeholders.ts';

/** A provider in a registry. */
export interface Entry {
  readonly kind: ComponentKind;
  readonly version: number;
  readonly config: z.ZodType;
  readonly upgrade?:
    | ((config: Readonly<Record<string, unknown>>, version: number) => Record<string, unknown> | null)
    | undefined;
  /** Receives a config that has passed `config`. */
  readonly build: (config: never, parts: ComponentParts) => object;
}

interface LoaderOptions {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly resources: ComponentResources;
  /** Called for every object that was built, with its component. */
  readonly onBuilt: (built: object, from: ComponentModel) => void;
}

/** Maximum nesting of components: more than any team needs, and a file cannot exhaust the stack. */
const MAX_DEPTH = 20;

const BUDGET_INSIDE = 'A budget is for the whole run: set it on the outermost team, and leave it out here.';

const KIND_NAMES: Readonly<Record<ComponentKind, string>> = {
  participant: 'an agent or a team',
  termination: 'a termination condition',
  context: 'a model context',
  tool: 'a tool',
  model: 'a model',
};

/** Placeholder values for required keys that are missing, so that the rest of a config can be built and checked. */
const REQUIRED_KEYS = { name: '-', model: '-', participants: [], chats: [], graph: { nodes: [] } };

/** Builds one component and everything inside it. Continues after a fault, so that all faults are found in one pass. */
export class ComponentLoader {
  readonly faults: TuteeError[] = [];
  readonly #options: LoaderOptions;
  /** How many agents, teams and tools were replaced by a placeholder without a name. */
  #nameless = 0;
  /** Paths of malformed config keys, already reported. Faults of the placeholder values at these paths are dropped. */
  readonly #malformed = new Set<string>();

  constructor(options: LoaderOptions) {
    this.#options = options;
  }

  /** Builds a component. On failure records the faults and returns a placeholder. */
  load<Kind extends ComponentKind>(
    kind: Kind,
    component: unknown,
    path: ComponentPath = [],
    level = 0,
  ): BuiltComponents[Kind] {
    try {
      return this.#make(kind, component, path, level);
    } catch (thrown) {
      this.#addFaults(thrown, path);
      return this.#placeholder(kind, component);
    }
  }

  #make<Kind extends ComponentKind>(
    kind: Kind,
    component: unknown,
    path: ComponentPath,
    level: number,
  ): BuiltComponents[Kind] {
    if (level > MAX_DEPTH) throw componentFault(path, `More than ${MAX_DEPTH} components inside each other.`);
    const written = checked(componentSchema, component, path, 'This component');
    const entry = this.#entryFor(kind, written, path);
    const given = upgraded(written, entry, path);
    if (level > 0 && kind === 'participant' && given.config['budget'] !== undefined)
      this.#addFaults(componentFault([...path, 'config', 'budget'], BUDGET_INSIDE), path);
    const what = `The config of “${given.provider}”`;
    const config = this.#orNull(path, () => checked(entry.config, given.config, [...path, 'config'], what));
    if (config === null) {
      this.#checkOtherKeys(entry, given, path, level);
      return this.#placeholder(kind, given);
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
      // After a fault the result is discarded anyway, and the component may be nested too deeply to be copied.
      if (this.faults.length === 0) this.#options.onBuilt(built, given);
      return built;
    } catch (thrown) {
      if (!(thrown instanceof TuteeError) || this.#nameless === nameless) throw thrown;
      // A placeholder without a name can cause misleading faults about names, which are in lists and objects: drop those.
      throwFaults(
        faultsIn(thrown).filter(({ field = '' }) => !isObject(given.config[field.split('.', 1)[0] ?? ''])),
      );
      return this.#placeholder(kind, given);
    }
  }

  /** Checks the well-formed keys of a config in which some keys are malformed, by building it without the malformed ones. */
  #checkOtherKeys(entry: Entry, given: ComponentModel, path: ComponentPath, level: number): void {
    const place = [...path, 'config'];
    const parsed = entry.config.safeParse(given.config);
    const faulty = new Set(parsed.error?.issues.flatMap((issue) => issue.path.slice(0, 1)));
    for (const key of faulty) this.#checkNested(given.config[String(key)], [...place, String(key)], level);
    for (const key of faulty) this.#malformed.add([...place, String(key)].join('.'));
    const known = entry.config instanceof z.ZodObject ? Object.keys(entry.config.shape) : [];
    const rest = Object.entries(given.config).filter(([key]) => known.includes(key) && !faulty.has(key));
    const needed = Object.entries(REQUIRED_KEYS).filter(([key]) => known.includes(key));
    const config = [rest, [...needed, ...rest]]
      .map((entries) => entry.config.safeParse(Object.fromEntries(entries)))
      .find(({ success }) => success)?.data;
    if (config === undefined) this.#checkNested(Object.fromEntries(rest), place, level);
    else {
      const make = () => entry.build(config as never, this.#parts(path, level));
      this.#orNull(path, () => this.#build(entry.kind, given, make));
    }
  }

  /** Checks the components inside a malformed value. */
  #checkNested(value: unknown, path: ComponentPath, level: number, depth = 0): void {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
    const component = componentSchema.safeParse(value);
    const known = component.success ? this.#options.entries.get(component.data.provider) : undefined;
    if (known !== undefined) {
      this.load(known.kind, value, path, level + 1);
      return;
    }
    for (const [key, inner] of Array.isArray(value) ? value.entries() : Object.entries(value))
      this.#checkNested(inner, [...path, key], level, depth + 1);
  }

  #parts(path: ComponentPath, level: number): ComponentParts {
    const { resources } = this.#options;
    const parts: ComponentParts = {
      resources,
      build: (kind, part, ...inside) => this.load(kind, part, [...path, 'config', ...inside], level + 1),
      named: (group, name, ...inside) => {
        const place = [...path, 'config', ...inside];
        return (
          this.#orNull(place, () => findResource(resources, group, name, place))?.made ??
          placeholderResource(group, name)
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
    const { entries } = this.#options;
    const entry = entries.get(provider);
    if (entry === undefined || entry.kind !== kind) {
      const known = [...entries].flatMap(([name, other]) => (other.kind === kind ? [name] : []));
      const wrong = entry === undefined ? 'is not known here' : `is ${KIND_NAMES[entry.kind]}`;
      const message = `“${provider}” ${wrong}. As ${KIND_NAMES[kind]} there are: ${known.join(', ') || 'none'}.`;
      throw componentFault([...path, 'provider'], message);
    }
    if (version <= entry.version) return entry;
    const reason = `it may be from a newer Tutee. This one knows version ${entry.version}.`;
    throw componentFault([...path, 'version'], `“${provider}” has version ${version}: ${reason}`);
  }

  #placeholder<Kind extends ComponentKind>(kind: Kind, component: unknown): BuiltComponents[Kind] {
    const name = nameIn(component);
    if (name === null && (kind === 'participant' || kind === 'tool')) this.#nameless += 1;
    return placeholders[kind](name ?? '');
  }

  /** The result of `make`; null when it threw, after recording the faults. */
  #orNull<Made>(path: ComponentPath, make: () => Made): { readonly made: Made } | null {
    try {
      return { made: make() };
    } catch (thrown) {
      this.#addFaults(thrown, path);
      return null;
    }
  }

  #addFaults(thrown: unknown, path: ComponentPath): void {
    if (!(thrown instanceof TuteeError)) throw thrown;
    const faults = faultsIn(thrown).map((fault) => located(fault, path));
    this.faults.push(...faults.filter((fault) => !this.#isInMalformed(fault)));
  }

  #isInMalformed({ field = '' }: TuteeError): boolean {
    return [...this.#malformed].some((path) => field === path || field.startsWith(`${path}.`));
  }
}

/** The component in the version that its provider has now. Throws for an older one that it does not know. */
function upgraded(given: ComponentModel, entry: Entry, path: ComponentPath): ComponentModel {
  const { version, config, provider } = given;
  if (version === entry.version) return given;
  const made = entry.upgrade?.(config, version) ?? null;
  if (made !== null) return { ...given, version: entry.version, config: made };
  const message = `“${provider}” has version ${version}: only version ${entry.version} is known.`;
  throw componentFault([...path, 'version'], message);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

type Named = 'models' | 'tools' | 'memories';

function findResource<Group extends Named>(
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

function placeholderResource<Group extends Named>(
  group: Group,
  name: string,
): NonNullable<ComponentResources[Group]>[string] {
  const all = { models: placeholderModel(name), tools: placeholders.tool(name), memories: placeholderMemory };
  return all[group] as NonNullable<ComponentResources[Group]>[string];
}
