/** A new name for an agent or a team, carried to every place that calls it by the old one. */
import type { Component, Json, JsonObject, Path } from './component-json.ts';
import { isComponent, isObject, membersOf, nameOf, valueAt, withValue } from './component-json.ts';

/**
 * Renames who stands at a path. Whoever is around an agent and has its name (who asks others first, who hears only some) has the
 * new one too. References follow in the team that it is a member of and in teams inside that know no other of this name; what
 * teams around hear from it follows there. They stay as they are where it is unclear whose they are: when somebody else has the
 * old name or the new one.
 */
export function renameParticipant(root: Component, path: Path, name: string): Component {
  const before = valueAt(root, path);
  if (!isComponent(before)) return root;
  const old = nameOf(before);
  const whole = withValue(root, [...path, 'config', 'name'], name);
  if (name === '' || old === name) return whole;
  return followedUp(whole, path, { old, name });
}

export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** Renames and one more, each from the first name to the last; who has the first name again was not renameParticipant. */
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

/** From the renameParticipant one outwards. */
function followedUp(root: Component, path: Path, change: Change): Component {
  const { old, name } = change;
  let whole = root;
  // True while what is at `at` is called by the new name.
  let called = true;
  for (let at = path; at.length > 0;) {
    const outer = outerOf(at);
    const around = valueAt(whole, outer);
    if (!isComponent(around)) return whole;
    if (at.at(-2) === 'participants') {
      const index = Number(at.at(-1));
      const others = membersOf(around).filter((each) => each.index !== index);
      const clash = called ? isCalled : knows;
      if (others.some(({ component }) => clash(component, old) || clash(component, name))) return whole;
      const config = called ? followedMembers(around.config, change) : heard(around.config, change);
      whole = outer.length === 0 ? { ...around, config } : withValue(whole, [...outer, 'config'], config);
      called = false;
    } else {
      // What a team behind an agent or a tool says is heard by nobody outside.
      called &&= at.at(-1) === 'agent' || at.at(-1) === 'wrappedAgent';
      called &&= typeof around.config['name'] !== 'string';
      if (!called) return whole;
    }
    at = outer;
  }
  return whole;
}

/** The path of the component around another. */
function outerOf(path: Path): Path {
  return path.slice(0, path.lastIndexOf('config'));
}

function isCalled(component: Component, name: string): boolean {
  return nameOf(component) === name;
}

/** Whether it is called so, or somebody in it is whom others hear. */
function knows(component: Component, name: string): boolean {
  return isCalled(component, name) || membersOf(component).some((each) => knows(each.component, name));
}

/** References to members of a team, and those in it. */
function followedMembers(config: JsonObject, change: Change): JsonObject {
  // Whom an agent that asks others first is around, and who makes it ask, are names of the team around it.
  const { agent, trigger } = config;
  const outer = { ...(agent !== undefined && { agent }), ...(trigger !== undefined && { trigger }) };
  return { ...followed(config, change), ...outer };
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

function followed(config: JsonObject, change: Change): JsonObject {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, followedValue(key, value, change)]),
  );
}

function followedValue(key: string, value: Json, change: Change): Json {
  const { old, name } = change;
  if (key === 'allowedSpeakerTransitions' && isObject(value)) return followedTransitions(value, change);
  if (key === 'nodes' && Array.isArray(value)) {
    return value.map((node: Json) => followedNode(followedValue('', node, change), change));
  }
  if (oneName.has(key) && value === old) return name;
  if (Array.isArray(value)) {
    return value.map((item: Json) =>
      severalNames.has(key) && item === old ? name : followedValue('', item, change),
    );
  }
  // A team inside has members of its own, by its own names. An agent that asks others first is called by the team's.
  if (isComponent(value) && (isKnownIn(value, old) || isKnownIn(value, name)))
    return followedAround(value, change);
  return isObject(value) ? followed(value, change) : value;
}

function isKnownIn(team: Component, name: string): boolean {
  return membersOf(team).some(({ component }) => knows(component, name));
}

function followedAround(team: Component & JsonObject, change: Change): Json {
  const { agent, trigger } = team.config;
  if (agent === undefined) return team;
  const own: JsonObject = { agent, ...(trigger !== undefined && { trigger }) };
  return { ...team, config: { ...team.config, ...followed(own, change) } };
}

/** Who may come after whom, by name on both sides. */
function followedTransitions(transitions: JsonObject, change: Change): Json {
  return Object.fromEntries(
    Object.entries(transitions).map(([from, among]) => [
      from === change.old ? change.name : from,
      followedValue('sources', among, change),
    ]),
  );
}

/** A node of a graph has its member's name. */
function followedNode(node: Json, { old, name }: Change): Json {
  return isObject(node) && node['name'] === old ? { ...node, name } : node;
}

/** Keys under which a config says whose words it goes by: also of those who speak in a team inside. */
const heardFrom: ReadonlySet<string> = new Set(['source', 'sources', 'after', 'trigger']);

function heard(config: JsonObject, change: Change): JsonObject {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, heardValue(key, value, change)]),
  );
}

function heardValue(key: string, value: Json, change: Change): Json {
  const { old, name } = change;
  if (heardFrom.has(key) && value === old) return name;
  if (Array.isArray(value)) {
    return value.map((item: Json) =>
      heardFrom.has(key) && item === old ? name : heardValue('', item, change),
    );
  }
  if (isComponent(value) && (isKnownIn(value, old) || isKnownIn(value, name))) return value;
  return isObject(value) ? heard(value, change) : value;
}
