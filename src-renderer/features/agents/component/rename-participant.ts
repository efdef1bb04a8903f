/** Renames an agent or a team and updates every reference to it. */
import type { Component, Json, JsonObject, Path } from './component-json.ts';
import { isComponent, isObject, membersOf, nameOf, valueAt, withValue } from './component-json.ts';

/**
 * Renames the participant at a path. A wrapper without a name of its own (NestedChatAgent, MessageFilterAgent) is
 * called by the agent it wraps, so it is renamed too. References are updated in the team that the participant belongs
 * to and in nested teams that have no other member of this name; enclosing teams are updated where they name a
 * speaker. A reference stays unchanged where it is ambiguous, that is, when another member has the old or the new
 * name.
 */
export function renameParticipant(root: Component, path: Path, name: string): Component {
  const before = valueAt(root, path);
  if (!isComponent(before)) return root;
  const old = nameOf(before);
  const whole = withValue(root, [...path, 'config', 'name'], name);
  if (name === '' || old === name) return whole;
  return updateReferences(whole, path, { old, name });
}

export interface Rename {
  readonly from: string;
  readonly to: string;
}

/**
 * Adds a rename and joins it with an earlier one of the same participant; renaming it back to its first name removes
 * it.
 */
export function withRename(renames: readonly Rename[], { from, to }: Rename): readonly Rename[] {
  const before = renames.find((rename) => rename.to === from);
  const others = renames.filter((rename) => rename !== before);
  const whole = { from: before?.from ?? from, to };
  return whole.from === to ? others : [...others, whole];
}

interface Change {
  readonly old: string;
  readonly name: string;
}

/** Updates references from the renamed participant outwards. */
function updateReferences(root: Component, path: Path, change: Change): Component {
  const { old, name } = change;
  let whole = root;
  // True while the component at `at` is called by the new name.
  let hasNewName = true;
  for (let at = path; at.length > 0;) {
    const outer = enclosingPath(at);
    const around = valueAt(whole, outer);
    if (!isComponent(around)) return whole;
    if (at.at(-2) === 'participants') {
      const index = Number(at.at(-1));
      const others = membersOf(around).filter((each) => each.index !== index);
      const clash = hasNewName ? hasName : containsName;
      if (others.some(({ component }) => clash(component, old) || clash(component, name))) return whole;
      const config = hasNewName
        ? updateTeamConfig(around.config, change)
        : updateSpeakers(around.config, change);
      whole = outer.length === 0 ? { ...around, config } : withValue(whole, [...outer, 'config'], config);
      hasNewName = false;
    } else {
      // Nobody outside hears what a team behind an agent or a tool says.
      hasNewName &&= at.at(-1) === 'agent' || at.at(-1) === 'wrappedAgent';
      hasNewName &&= typeof around.config['name'] !== 'string';
      if (!hasNewName) return whole;
    }
    at = outer;
  }
  return whole;
}

/** The path of the enclosing component. */
function enclosingPath(path: Path): Path {
  return path.slice(0, path.lastIndexOf('config'));
}

function hasName(component: Component, name: string): boolean {
  return nameOf(component) === name;
}

/** Whether the component has this name, or contains a member of this name whom others hear. */
function containsName(component: Component, name: string): boolean {
  return hasName(component, name) || membersOf(component).some((each) => containsName(each.component, name));
}

/** Updates references inside a team. */
function updateTeamConfig(config: JsonObject, change: Change): JsonObject {
  // The wrapped agent and the trigger of a NestedChatAgent use names of the enclosing team.
  const { agent, trigger } = config;
  const outer = { ...(agent !== undefined && { agent }), ...(trigger !== undefined && { trigger }) };
  return { ...updateConfig(config, change), ...outer };
}

/** Config keys that name members. */
const singleNameKeys: ReadonlySet<string> = new Set([
  'target',
  'source',
  'sender',
  'recipient',
  'after',
  'speaks',
  'trigger',
]);
const nameListKeys: ReadonlySet<string> = new Set(['handoffs', 'sources', 'entryPoints', 'trigger']);

function updateConfig(config: JsonObject, change: Change): JsonObject {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, updateValue(key, value, change)]),
  );
}

function updateValue(key: string, value: Json, change: Change): Json {
  const { old, name } = change;
  if (key === 'allowedSpeakerTransitions' && isObject(value)) return updateTransitions(value, change);
  if (key === 'nodes' && Array.isArray(value)) {
    return value.map((node: Json) => updateNode(updateValue('', node, change), change));
  }
  if (singleNameKeys.has(key) && value === old) return name;
  if (Array.isArray(value)) {
    return value.map((item: Json) =>
      nameListKeys.has(key) && item === old ? name : updateValue('', item, change),
    );
  }
  // A nested team has its own members with their own names. The agent that a NestedChatAgent wraps uses names of the
  // enclosing team.
  if (isComponent(value) && (hasMemberNamed(value, old) || hasMemberNamed(value, name)))
    return updateNestedChat(value, change);
  return isObject(value) ? updateConfig(value, change) : value;
}

function hasMemberNamed(team: Component, name: string): boolean {
  return membersOf(team).some(({ component }) => containsName(component, name));
}

function updateNestedChat(team: Component & JsonObject, change: Change): Json {
  const { agent, trigger } = team.config;
  if (agent === undefined) return team;
  const own: JsonObject = { agent, ...(trigger !== undefined && { trigger }) };
  return { ...team, config: { ...team.config, ...updateConfig(own, change) } };
}

/** Allowed transitions, which hold member names as keys and as values. */
function updateTransitions(transitions: JsonObject, change: Change): Json {
  return Object.fromEntries(
    Object.entries(transitions).map(([from, among]) => [
      from === change.old ? change.name : from,
      updateValue('sources', among, change),
    ]),
  );
}

/** A node of a graph has the name of its member. */
function updateNode(node: Json, { old, name }: Change): Json {
  return isObject(node) && node['name'] === old ? { ...node, name } : node;
}

/** Config keys that name a speaker, which may be a member of a nested team. */
const speakerKeys: ReadonlySet<string> = new Set(['source', 'sources', 'after', 'trigger']);

function updateSpeakers(config: JsonObject, change: Change): JsonObject {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, updateSpeakerValue(key, value, change)]),
  );
}

function updateSpeakerValue(key: string, value: Json, change: Change): Json {
  const { old, name } = change;
  if (speakerKeys.has(key) && value === old) return name;
  if (Array.isArray(value)) {
    return value.map((item: Json) =>
      speakerKeys.has(key) && item === old ? name : updateSpeakerValue('', item, change),
    );
  }
  if (isComponent(value) && (hasMemberNamed(value, old) || hasMemberNamed(value, name))) return value;
  return isObject(value) ? updateSpeakers(value, change) : value;
}
