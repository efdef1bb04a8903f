/** Which memory the agents of a team use, read from their components and changed for all of them. */
import type { Component, Json } from './component-json.ts';
import { isComponent, isObject, stringsIn } from './component-json.ts';

/** The only agent type that has memories. */
const REMEMBERS = 'AssistantAgent';

/** The names of the memories that an agent uses. */
export function memoryNamesOf(agent: Component): readonly string[] {
  return stringsIn(agent.config['memories']);
}

/**
 * The one memory that all agents in a team use, nested teams included. Empty when no agent uses any; null when they
 * differ or use several.
 */
export function sharedMemory(team: Component): string | null {
  const all = agentsIn(team as unknown as Json)
    .map(memoryNamesOf)
    .filter((names) => names.length > 0);
  const [first, ...others] = new Set(all.map((names) => names.join(' ')));
  if (first === undefined) return '';
  return others.length > 0 || first.includes(' ') ? null : first;
}

/** Gives a team's agents this memory: those that use any, or all when none does. */
export function withSharedMemory(team: Component, memory: string): Component {
  const all = sharedMemory(team) === '';
  return setMemory(team as unknown as Json, memory, all) as unknown as Component;
}

function setMemory(value: Json, memory: string, all: boolean): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => setMemory(item, memory, all));
  if (!isObject(value)) return value;
  const inner = Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, setMemory(one, memory, all)]),
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
