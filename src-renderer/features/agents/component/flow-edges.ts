/** The edges of a GraphFlow, read from its config and changed there; everything else in its graph is kept. */
import type { Component, Json, JsonObject } from './component-json.ts';
import { isObject, membersOf, nameOf, stringsIn, valueAt, withValue } from './component-json.ts';

export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  /** Text that the message must contain for the edge to be taken; null: always taken. */
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

/** The entry points: those named in the graph, else every member without an incoming edge. */
export function flowStarts(team: Component): readonly string[] {
  const given = stringsIn(valueAt(team, ['config', 'graph', 'entryPoints']));
  if (given.length > 0) return given;
  const reached = new Set(flowEdges(team).map(({ to }) => to));
  return membersOf(team)
    .map(({ component }) => nameOf(component))
    .filter((name) => !reached.has(name));
}

/** Adds an edge; creates the node when there is none. */
export function withEdge(team: Component, from: string, edge: JsonObject): Component {
  const nodes = nodesOf(team);
  const at = nodes.findIndex((node) => isObject(node) && node['name'] === from);
  const index = at === -1 ? nodes.length : at;
  const named = at === -1 ? withValue(team, [...NODES, index], { name: from }) : team;
  const edges = valueAt(named, [...NODES, index, 'edges']);
  const count = Array.isArray(edges) ? edges.length : 0;
  return withValue(named, [...NODES, index, 'edges', count], edge);
}

/** Moves an edge, with everything it holds, to another source node. */
export function movedEdge(team: Component, edge: FlowEdge, from: string): Component {
  const value = valueAt(team, edge.path);
  return isObject(value) ? withEdge(withValue(team, edge.path, undefined), from, value) : team;
}

/** Gives every member a node, as a graph requires, and removes nodes of former members together with edges to them. */
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
