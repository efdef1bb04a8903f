/** A component as a flat tree: itself, its members, and what they contain. */
import type { Component, Fault, Json, Path } from './component-json.ts';
import { isComponent, membersOf, nameOf } from './component-json.ts';
import { faultsAround, isWithin, parsePath } from './faults.ts';

export interface OutlineItem {
  readonly path: Path;
  readonly component: Component;
  readonly name: string;
  readonly level: number;
}

export function outlineOf(component: Component, path: Path = [], level = 0): readonly OutlineItem[] {
  const own: OutlineItem = { path, component, name: nameOf(component), level };
  return [
    own,
    ...childrenOf(component).flatMap((inner) =>
      outlineOf(inner.component, [...path, 'config', ...inner.path], level + 1),
    ),
  ];
}

interface Inner {
  readonly component: Component;
  /** Relative to the config. */
  readonly path: Path;
}

/** The members of a team, the team or agent that an agent wraps, and agents and teams used as tools. */
function childrenOf(component: Component): readonly Inner[] {
  const members = membersOf(component).map((member) => ({
    component: member.component,
    path: ['participants', member.index],
  }));
  const { tools } = component.config;
  const asTools = (Array.isArray(tools) ? tools : []).flatMap((tool: Json, index) =>
    isComponent(tool) ? wrapped(tool, ['tools', index, 'config']) : [],
  );
  return [...members, ...wrapped(component, []), ...asTools];
}

function wrapped(component: Component, path: Path): readonly Inner[] {
  return ['team', 'wrappedAgent', 'agent'].flatMap((key) => {
    const inner = component.config[key];
    return isComponent(inner) ? [{ component: inner, path: [...path, key] }] : [];
  });
}

/** The path of the innermost agent or team that contains `path`: the one whose form must be open to show it. */
export function participantPath(component: Component, path: Path): Path {
  return outlineOf(component)
    .map((item) => item.path)
    .filter((place) => isWithin(path, place))
    .reduce((inner, place) => (place.length > inner.length ? place : inner), [] as Path);
}

export function samePath(one: Path, other: Path): boolean {
  return one.length === other.length && one.every((part, at) => part === other[at]);
}

/** The path of the team that a member belongs to; null when it is not a member of a team. */
export function teamPath(member: Path): Path | null {
  return member.at(-2) === 'participants' ? member.slice(0, -3) : null;
}

/** The faults of one participant that no field of its form shows and that are not inside another participant. */
export function faultsBeside(
  component: Component,
  faults: readonly Fault[],
  participant: Path,
  fields: readonly string[],
): readonly Fault[] {
  return faultsAround(faults, participant, fields).filter(({ path }) =>
    samePath(participantPath(component, parsePath(path)), participant),
  );
}
