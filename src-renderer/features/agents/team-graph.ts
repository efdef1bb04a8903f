/** Who can speak to whom in a team, read from its component: what the graph draws and the list beside it says. */
import type { Component, Json } from './component-json.ts';
import { isObject, isTeam, membersOf, nameOf } from './component-json.ts';
import { flowEdges, flowStarts } from './flow-edges.ts';

export interface GraphNode {
  readonly id: string;
  readonly name: string;
  readonly kind: 'assistant' | 'person' | 'code' | 'team' | 'chooser' | 'other';
  /** Its place among the participants; null for a chooser, which is the team itself. */
  readonly index: number | null;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** When this way is taken; empty: always. */
  readonly label: string;
}

export interface TeamGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Who begins, by id. */
  readonly starts: readonly string[];
}

const CHOOSER = '\u0000chooser';

export function teamGraph(team: Component): TeamGraph {
  const nodes = isTeam(team)
    ? membersOf(team).map(({ index, component }) => nodeOf(component, index))
    : [nodeOf(team, 0)];
  const ids = nodes.map(({ id }) => id);
  const first = ids.slice(0, 1);
  switch (team.provider) {
    case 'SelectorGroupChat':
      return chosen(nodes, 'Selector');
    case 'MagenticOneGroupChat':
      return chosen(nodes, 'Orchestrator');
    case 'Swarm':
      return { nodes, edges: handoffs(team), starts: first };
    case 'GraphFlow':
      return graphFlow(team, nodes);
    default:
      return { nodes, edges: ring(ids), starts: first };
  }
}

function nodeOf(component: Component, index: number): GraphNode {
  const name = nameOf(component);
  return { id: name, name, kind: kindOf(component), index };
}

export function kindOf(component: Component): GraphNode['kind'] {
  if (isTeam(component)) return 'team';
  switch (component.provider) {
    case 'AssistantAgent':
      return 'assistant';
    case 'UserProxyAgent':
      return 'person';
    case 'CodeExecutorAgent':
      return 'code';
    case 'SocietyOfMindAgent':
      return 'team';
    default:
      return 'other';
  }
}

/** Each to the next and the last to the first. */
function ring(ids: readonly string[]): GraphEdge[] {
  if (ids.length < 2) return [];
  return ids.map((from, index) => ({ from, to: ids[(index + 1) % ids.length] ?? from, label: '' }));
}

function chosen(members: readonly GraphNode[], name: string): TeamGraph {
  const chooser: GraphNode = { id: CHOOSER, name, kind: 'chooser', index: null };
  const edges = members.flatMap(({ id }) => [
    { from: CHOOSER, to: id, label: '' },
    { from: id, to: CHOOSER, label: '' },
  ]);
  return { nodes: [chooser, ...members], edges, starts: [CHOOSER] };
}

function handoffs(team: Component): GraphEdge[] {
  const known = new Set(membersOf(team).map(({ component }) => nameOf(component)));
  return membersOf(team).flatMap(({ component }) => {
    const from = nameOf(component);
    return handoffTargets(component.config['handoffs'])
      .filter((to) => known.has(to) && to !== from)
      .map((to) => ({ from, to, label: 'hands over' }));
  });
}

/** Whom an agent may hand over to: names, or objects with a target. */
export function handoffTargets(value: Json | undefined): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: Json) => {
    const target = isObject(item) ? item['target'] : item;
    return typeof target === 'string' ? [target] : [];
  });
}

function graphFlow(team: Component, nodes: readonly GraphNode[]): TeamGraph {
  const known = new Set(nodes.map(({ id }) => id));
  const edges = flowEdges(team)
    .filter(({ from, to }) => known.has(from) && known.has(to))
    .map(({ from, to, condition }) => ({ from, to, label: condition === null ? '' : `“${condition}”` }));
  const starts = flowStarts(team).filter((id) => known.has(id));
  return { nodes, edges, starts: starts.length > 0 ? starts : nodes.slice(0, 1).map(({ id }) => id) };
}

/** One line for each node: whom it speaks to, in words. */
export function graphLines({
  nodes,
  edges,
  starts,
}: TeamGraph): readonly { readonly node: GraphNode; readonly words: string }[] {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  return nodes.map((node) => {
    const out = edges.filter(({ from }) => from === node.id);
    const to = out.map(({ to: id, label }) => {
      const name = names.get(id) ?? id;
      return label === '' || label === 'hands over' ? name : `${name} on ${label}`;
    });
    const verb = out.some(({ label }) => label === 'hands over') ? 'may hand over to' : 'then';
    const begins = starts.includes(node.id) ? 'begins' : '';
    const next = to.length === 0 ? '' : `${node.kind === 'chooser' ? 'chooses among' : verb} ${listed(to)}`;
    return { node, words: [begins, next].filter((part) => part !== '').join(', ') || 'speaks last' };
  });
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
