/** Whose memory the agents of a team have: what of it is said in the components, and how it is changed for all of them. */
import type { Component, Json } from './component-json.ts';
import { isComponent, isObject, stringsIn } from './component-json.ts';

/** The only kind of agent that names memories. */
const REMEMBERS = 'AssistantAgent';

/** The memories that an agent names. */
export function memoryNamesOf(agent: Component): readonly string[] {
  return stringsIn(agent.config['memories']);
}

/**
 * By the agents in a team that name memories, those of teams in it included: the one that all name, and nothing else. Empty:
 * nobody names any. Null: not all the same.
 */
export function sharedMemory(team: Component): string | null {
  const all = agentsIn(team as unknown as Json)
    .map(memoryNamesOf)
    .filter((names) => names.length > 0);
  const [first, ...others] = new Set(all.map((names) => names.join(' ')));
  if (first === undefined) return '';
  return others.length > 0 || first.includes(' ') ? null : first;
}

/** The same team, whose agents name this memory: those that name any, or, where nobody does, all. */
export function withSharedMemory(team: Component, memory: string): Component {
  const all = sharedMemory(team) === '';
  return changed(team as unknown as Json, memory, all) as unknown as Component;
}

function changed(value: Json, memory: string, all: boolean): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => changed(item, memory, all));
  if (!isObject(value)) return value;
  const inner = Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, changed(one, memory, all)]),
  );
  if (!isComponent(inner) || inner.provider !== REMEMBERS) return inner;
  if (!all && memoryNamesOf(inner).length === 0) return inner;
  return { ...inner, config: { ...inner.config, memories: [memory] } };
}

function agentsIn(value: Json): readonly Component[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(agentsIn);
  if (!isObject(value)) return [];
  const inside = Object.values(value).flatMap(agentsIn);
  return isComponent(value) && value.provider === REMEMBERS ? [value, ...inside] : inside;
}
