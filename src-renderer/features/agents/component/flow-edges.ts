/** The arrows of a GraphFlow, read and changed in its config; whatever else its graph says is kept. */
import type { Component, Json, JsonObject } from './component-json.ts';
import { isObject, membersOf, nameOf, stringsIn, valueAt, withValue } from './component-json.ts';

export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  /** A text that what was said must hold; null: always. */
  readonly condition: string | null;
  /** Its path in the component. */
  readonly path: readonly (string | number)[];
}

const NODES = ['config', 'graph', 'nodes'] as const;

function nodesOf(team: Component): readonly Json[] {
  const nodes = valueAt(team, NODES);
  return Array.isArray(nodes) ? (nodes as readonly Json[]) : [];
}

export function flowEdges(team: Component): readonly FlowEdge[] {
  return nodesOf(team).flatMap((node, at) => {
    const from = isObject(node) ? node['name'] : undefined;
    const edges = isObject(node) ? node['edges'] : undefined;
    if (typeof from !== 'string' || !Array.isArray(edges)) return [];
    return edges.flatMap((edge: Json, index) => {
      if (!isObject(edge) || typeof edge['target'] !== 'string') return [];
      const condition = typeof edge['condition'] === 'string' ? edge['condition'] : null;
      return [{ from, to: edge['target'], condition, path: [...NODES, at, 'edges', index] }];
    });
  });
}

/** Who begins: as the graph says, or whoever no arrow leads to. */
export function flowStarts(team: Component): readonly string[] {
  const given = stringsIn(valueAt(team, ['config', 'graph', 'entryPoints']));
  if (given.length > 0) return given;
  const reached = new Set(flowEdges(team).map(({ to }) => to));
  return membersOf(team)
    .map(({ component }) => nameOf(component))
    .filter((name) => !reached.has(name));
}

/** With an arrow more; its node is made when there is none. */
export function withEdge(team: Component, from: string, edge: JsonObject): Component {
  const nodes = nodesOf(team);
  const at = nodes.findIndex((node) => isObject(node) && node['name'] === from);
  const index = at === -1 ? nodes.length : at;
  const named = at === -1 ? withValue(team, [...NODES, index], { name: from }) : team;
  const edges = valueAt(named, [...NODES, index, 'edges']);
  const count = Array.isArray(edges) ? edges.length : 0;
  return withValue(named, [...NODES, index, 'edges', count], edge);
}

/** The arrow from another member, with all it says. */
export function movedEdge(team: Component, edge: FlowEdge, from: string): Component {
  const value = valueAt(team, edge.path);
  return isObject(value) ? withEdge(withValue(team, edge.path, undefined), from, value) : team;
}

/** With a node for each member, as a graph must have, and none for those that are gone; arrows to them go too. */
export function withNodesOfMembers(team: Component): Component {
  const names = membersOf(team).map(({ component }) => nameOf(component));
  const kept = nodesOf(team).flatMap((node) => {
    if (!isObject(node) || !isOneOf(names, node['name'])) return [];
    const { edges } = node;
    if (!Array.isArray(edges)) return [node];
    return [
      {
        ...node,
        edges: edges.filter((edge: Json) => isObject(edge) && isOneOf(names, edge['target'])),
      },
    ];
  });
  const known = new Set(kept.map((node) => node['name']));
  const added = names.filter((name) => !known.has(name)).map((name) => ({ name }));
  return withValue(team, NODES, [...kept, ...added]);
}

function isOneOf(names: readonly string[], name: Json | undefined): boolean {
  return typeof name === 'string' && names.includes(name);
}
