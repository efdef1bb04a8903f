import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { messageText } from '#shared/agents/messages.ts';
import { mapCollectingFaults } from '../../run/collect-faults.ts';
import type { Activation, DiGraph, DiGraphEdge } from './di-graph.ts';
import { graphFault } from './graph-fault.ts';
import type { GraphPath } from './graph-fault.ts';

/** An edge with its defaults filled in. */
export interface Edge {
  readonly source: string;
  readonly target: string;
  /** Its index among the edges of its source. */
  readonly index: number;
  readonly group: string;
  readonly condition: DiGraphEdge['condition'];
}

/** The edges of one activation group of a node. */
export interface Join {
  readonly activation: Activation;
  readonly edges: readonly Edge[];
}

/** Whether an edge is taken after a turn. `last`: the last message of the turn; null when there is none. */
export function isTaken({ condition }: Edge, last: ChatMessage | null): boolean {
  if (condition === undefined) return true;
  if (last === null) return false;
  return typeof condition === 'string' ? messageText(last).includes(condition) : condition(last);
}

/**
 * Edges by source node. Throws for an unknown target, a duplicate edge, an empty condition, and a node in which only some edges
 * have conditions.
 */
export function edgesBySource(graph: DiGraph, path: GraphPath): ReadonlyMap<string, readonly Edge[]> {
  const known = new Set(graph.nodes.map(({ name }) => name));
  return new Map(
    mapCollectingFaults(graph.nodes, ({ name, edges = [] }, at) => {
      const made = edges.map((edge, index) => ({
        source: name,
        target: edge.target,
        index,
        group: edge.activationGroup ?? edge.target,
        condition: edge.condition,
      }));
      checkEdges(made, known, [...path, 'nodes', at, 'edges']);
      return [name, made] as const;
    }),
  );
}

function checkEdges(edges: readonly Edge[], known: ReadonlySet<string>, path: GraphPath): void {
  mapCollectingFaults(edges, ({ source, target, index, group, condition }) => {
    if (!known.has(target)) {
      throw graphFault(
        [...path, index, 'target'],
        `“${source}” leads to “${target}”, which is not in the graph.`,
      );
    }
    if (condition === '') {
      throw graphFault(
        [...path, index, 'condition'],
        'Every message contains a text of nothing. Leave the condition out.',
      );
    }
    const same = (other: Edge) =>
      other.target === target && other.group === group && other.condition === condition;
    if (edges.findIndex(same) < index) {
      throw graphFault([...path, index], `The edge from “${source}” to “${target}” is given twice.`);
    }
  });
  const conditional = edges.filter(({ condition }) => condition !== undefined);
  if (conditional.length > 0 && conditional.length < edges.length) {
    const always = edges.find(({ condition }) => condition === undefined);
    throw graphFault(
      [...path, always?.index ?? 0],
      `Some edges of “${always?.source}” have a condition and this one has none. Give all of them one, or none.`,
    );
  }
}

/** Activation groups by target node. Throws for a group with both `all` and `any`. */
export function joinsByTarget(
  graph: DiGraph,
  edges: ReadonlyMap<string, readonly Edge[]>,
  path: GraphPath,
): ReadonlyMap<string, readonly Join[]> {
  const groups = new Map(graph.nodes.map(({ name }) => [name, new Map<string, Edge[]>()]));
  for (const edge of [...edges.values()].flat()) {
    const ofTarget = groups.get(edge.target);
    ofTarget?.set(edge.group, [...(ofTarget.get(edge.group) ?? []), edge]);
  }
  const said = saidActivations(graph, path);
  return new Map(
    graph.nodes.map(({ name, activation = 'all' }) => [
      name,
      [...(groups.get(name) ?? [])].map(([group, joined]) => ({
        activation: said.get(groupKey(name, group)) ?? activation,
        edges: joined,
      })),
    ]),
  );
}

function saidActivations({ nodes }: DiGraph, path: GraphPath): ReadonlyMap<string, Activation> {
  const said = new Map<string, Activation>();
  for (const [at, { edges = [] }] of nodes.entries()) {
    for (const [index, { target, activationGroup = target, activationCondition }] of edges.entries()) {
      if (activationCondition === undefined) continue;
      const key = groupKey(target, activationGroup);
      if ((said.get(key) ?? activationCondition) !== activationCondition) {
        throw graphFault(
          [...path, 'nodes', at, 'edges', index, 'activationCondition'],
          `The edges to “${target}” in the group “${activationGroup}” are told both “all” and “any”.`,
        );
      }
      said.set(key, activationCondition);
    }
  }
  return said;
}

function groupKey(target: string, group: string): string {
  return JSON.stringify([target, group]);
}
