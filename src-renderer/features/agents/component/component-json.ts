/**
 * An agent or team as JSON. The page reads and writes fields by their path in the JSON, so whatever a form does not
 * know stays unchanged. Pure.
 */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
export interface Component {
  readonly provider: string;
  readonly version: number;
  readonly config: JsonObject;
}

export type Path = readonly (string | number)[];

/** Why a component cannot be built. */
export interface Fault {
  /** For example `config.participants.0.config.tools.1`; empty for the whole component. */
  readonly path: string;
  readonly message: string;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isComponent(value: unknown): value is Component & JsonObject {
  return (
    isObject(value) &&
    typeof value['provider'] === 'string' &&
    typeof value['version'] === 'number' &&
    isObject(value['config'])
  );
}

/** The object with this key set, or without it for undefined; undefined when nothing is left. */
export function withKey(object: JsonObject, key: string, value: Json | undefined): JsonObject | undefined {
  const next = withValue(object, [key], value);
  return Object.keys(next).length === 0 ? undefined : next;
}

/** The value at a path; undefined when there is none. */
export function valueAt(value: unknown, path: Path): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return value as Json | undefined;
  if (typeof key === 'number') return Array.isArray(value) ? valueAt(value[key], rest) : undefined;
  return isObject(value) && Object.hasOwn(value, key) ? valueAt(value[key], rest) : undefined;
}

/**
 * A copy with another value at a path. Undefined removes the key or the list item. Keys keep their order; missing
 * objects on the path are created.
 */
export function withValue<Whole extends object>(whole: Whole, path: Path, value: Json | undefined): Whole {
  return replaced(whole as unknown as Json, path, value) as unknown as Whole;
}

function replaced(whole: Json | undefined, path: Path, value: Json | undefined): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const items: readonly Json[] = Array.isArray(whole) ? whole : [];
    const next = replaced(items[key], rest, value);
    return next === undefined ? items.toSpliced(key, 1) : items.toSpliced(key, 1, next);
  }
  const object = isObject(whole) ? whole : {};
  const next = replaced(Object.hasOwn(object, key) ? object[key] : undefined, rest, value);
  if (next !== undefined) return { ...object, [key]: next };
  const { [key]: _gone, ...others } = object;
  return others;
}

/** The strings in a list; other values are skipped. */
export function stringsIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export interface Member {
  /** Its index among the participants, which is part of its path. */
  readonly index: number;
  readonly component: Component;
}

/** The members of a team, in order; none for an agent. Items that are not components are skipped. */
export function membersOf(component: Component): readonly Member[] {
  const members = component.config['participants'];
  if (!Array.isArray(members)) return [];
  return members.flatMap((member: Json, index) =>
    isComponent(member) ? [{ index, component: member }] : [],
  );
}

/** The display name of an agent or team: its own name, else that of the agent it wraps, else its provider. */
export function nameOf(component: Component): string {
  const { name, agent, wrappedAgent } = component.config;
  if (typeof name === 'string' && name !== '') return name;
  const inside = agent ?? wrappedAgent;
  return isComponent(inside) ? nameOf(inside) : component.provider;
}

export function isTeam(component: Component): boolean {
  return Array.isArray(component.config['participants']);
}
