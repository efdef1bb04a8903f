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
  return { ...renamed, config: followed(renamed.config, old, name) };
}

/** Keys under which a config names members. */
const oneName: ReadonlySet<string> = new Set(['target', 'source']);
const severalNames: ReadonlySet<string> = new Set(['handoffs', 'sources', 'entryPoints']);

function followed(config: JsonObject, old: string, name: string): JsonObject {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, followedValue(key, value, old, name)]),
  );
}

function followedValue(key: string, value: Json, old: string, name: string): Json {
  if (key === 'nodes' && Array.isArray(value)) {
    return value.map((node: Json) => followedNode(followedValue('', node, old, name), old, name));
  }
  if (oneName.has(key) && value === old) return name;
  if (Array.isArray(value)) {
    return value.map((item: Json) =>
      severalNames.has(key) && item === old ? name : followedValue('', item, old, name),
    );
  }
  // A team inside has members of its own, by its own names.
  if (isComponent(value) && Array.isArray(value.config['participants'])) return value;
  return isObject(value) ? followed(value, old, name) : value;
}

/** A node of a graph has its member's name. */
function followedNode(node: Json, old: string, name: string): Json {
  return isObject(node) && node['name'] === old ? { ...node, name } : node;
}
