/**
 * An agent or team as data, the way the page edits it: fields are read and written by their path in the JSON itself, so
 * whatever a form does not know stays as it was.
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
  /** Such as `config.participants.0.config.tools.1`; empty: of the whole. */
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

/** What stands at a path; undefined when nothing does. */
export function valueAt(value: unknown, path: Path): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return value as Json | undefined;
  if (typeof key === 'number') return Array.isArray(value) ? valueAt(value[key], rest) : undefined;
  return isObject(value) && Object.hasOwn(value, key) ? valueAt(value[key], rest) : undefined;
}

/**
 * The same value with something else at a path. Undefined takes the key, or the place in a list, away. Keys keep their
 * order; a path that leads through nothing makes the objects on its way.
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

/** The texts of a list, other values left out. */
export function stringsIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export interface Member {
  /** Its place among the participants, which is part of its path. */
  readonly index: number;
  readonly component: Component;
}

/** The members of a team, in order; none for an agent. What is no component is left out. */
export function membersOf(component: Component): readonly Member[] {
  const members = component.config['participants'];
  if (!Array.isArray(members)) return [];
  return members.flatMap((member: Json, index) =>
    isComponent(member) ? [{ index, component: member }] : [],
  );
}

/** How an agent or team is called: its name, that of the agent that it is around, or what it is. */
export function nameOf(component: Component): string {
  const { name, agent, wrappedAgent } = component.config;
  if (typeof name === 'string' && name !== '') return name;
  const inside = agent ?? wrappedAgent;
  return isComponent(inside) ? nameOf(inside) : component.provider;
}

export function isTeam(component: Component): boolean {
  return Array.isArray(component.config['participants']);
}
