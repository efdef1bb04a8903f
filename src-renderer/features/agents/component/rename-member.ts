/** A member's new name, carried to every place of its team that calls it by the old one. */
import type { Component, Json, JsonObject } from './component-json.ts';
import { isComponent, isObject, membersOf, nameOf, withValue } from './component-json.ts';

/**
 * Renames the member at `index`. References follow unless it is unclear whose they are: when somebody else has the old name
 * or the new one.
 */
export function renameMember(team: Component, index: number, name: string): Component {
  const member = membersOf(team).find((each) => each.index === index);
  if (member === undefined) return team;
  const old = nameOf(member.component);
  const renamed = withValue(team, ['config', 'participants', index, 'config', 'name'], name);
  const taken = membersOf(team).some(
    (each) => each.index !== index && [old, name].includes(nameOf(each.component)),
  );
  if (taken || name === '' || old === name) return renamed;
  // Whom an agent that asks others first is around, and who makes it ask, are names of the team around it.
  const { agent, trigger } = renamed.config;
  const outer = { ...(agent !== undefined && { agent }), ...(trigger !== undefined && { trigger }) };
  return { ...renamed, config: { ...followed(renamed.config, old, name), ...outer } };
}

/** Keys under which a config names members. */
const oneName: ReadonlySet<string> = new Set([
  'target',
  'source',
  'sender',
  'recipient',
  'after',
  'speaks',
  'trigger',
]);
const severalNames: ReadonlySet<string> = new Set(['handoffs', 'sources', 'entryPoints', 'trigger']);

function followed(config: JsonObject, old: string, name: string): JsonObject {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, followedValue(key, value, old, name)]),
  );
}

function followedValue(key: string, value: Json, old: string, name: string): Json {
  if (key === 'allowedSpeakerTransitions' && isObject(value)) return followedTransitions(value, old, name);
  if (key === 'nodes' && Array.isArray(value)) {
    return value.map((node: Json) => followedNode(followedValue('', node, old, name), old, name));
  }
  if (oneName.has(key) && value === old) return name;
  if (Array.isArray(value)) {
    return value.map((item: Json) =>
      severalNames.has(key) && item === old ? name : followedValue('', item, old, name),
    );
  }
  // A team inside has members of its own, by its own names. An agent that asks others first is called by the team's.
  if (isComponent(value) && Array.isArray(value.config['participants']))
    return followedAround(value, old, name);
  return isObject(value) ? followed(value, old, name) : value;
}

function followedAround(team: Component & JsonObject, old: string, name: string): Json {
  const { agent, trigger } = team.config;
  if (agent === undefined) return team;
  const own: JsonObject = { agent, ...(trigger !== undefined && { trigger }) };
  return { ...team, config: { ...team.config, ...followed(own, old, name) } };
}

/** Who may come after whom, by name on both sides. */
function followedTransitions(transitions: JsonObject, old: string, name: string): Json {
  return Object.fromEntries(
    Object.entries(transitions).map(([from, among]) => [
      from === old ? name : from,
      followedValue('sources', among, old, name),
    ]),
  );
}

/** A node of a graph has its member's name. */
function followedNode(node: Json, old: string, name: string): Json {
  return isObject(node) && node['name'] === old ? { ...node, name } : node;
}
