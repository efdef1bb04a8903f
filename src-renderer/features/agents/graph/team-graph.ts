/** Who can speak to whom in a team, derived from its component: the data of the graph and of the list beside it. */
import type { Component, Json } from '../component/component-json.ts';
import { isComponent, isObject, isTeam, membersOf, nameOf } from '../component/component-json.ts';
import { flowEdges, flowStarts } from '../component/flow-edges.ts';
import { formatList, t } from '../../../language/translate.ts';

export interface GraphNode {
  readonly id: string;
  readonly name: string;
  readonly kind: 'assistant' | 'person' | 'code' | 'team' | 'chooser' | 'other';
  /** Its index among the participants; null for a selector or a wrapped agent, which stands for the team itself. */
  readonly index: number | null;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** When the edge is taken; empty: always. */
  readonly label: string;
}

export interface TeamGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** The ids of the nodes that begin. */
  readonly starts: readonly string[];
}

const SELECTOR_ID = '\u0000chooser';
const WRAPPED_ID = '\u0000asker';
/** Tell edges apart; only conditions are shown. */
const HANDOFF_LABEL = 'hands over';
const RETURN_LABEL = 'gives the word back';

export function teamGraph(team: Component): TeamGraph {
  const nodes = isTeam(team)
    ? membersOf(team).map(({ index, component }) => nodeOf(component, index))
    : [nodeOf(team, 0)];
  const ids = nodes.map(({ id }) => id);
  const first = ids.slice(0, 1);
  switch (team.provider) {
    case 'SelectorGroupChat':
      return selectorGraph(nodes, t('Selector'));
    case 'MagenticOneGroupChat':
      return selectorGraph(nodes, t('Orchestrator'));
    case 'Swarm':
      return { nodes, edges: withReturnEdges(nodes, handoffEdges(team)), starts: first };
    case 'GraphFlow':
      return flowGraph(team, nodes);
    case 'SequentialChats':
    case 'NestedChatAgent':
      return chatGraph(team, nodes);
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

/** An edge from each node to the next, and from the last to the first. */
function ring(ids: readonly string[]): GraphEdge[] {
  if (ids.length < 2) return [];
  return ids.map((from, index) => ({ from, to: ids[(index + 1) % ids.length] ?? from, label: '' }));
}

function selectorGraph(members: readonly GraphNode[], name: string): TeamGraph {
  const chooser: GraphNode = { id: SELECTOR_ID, name, kind: 'chooser', index: null };
  const edges = members.flatMap(({ id }) => [
    { from: SELECTOR_ID, to: id, label: '' },
    { from: id, to: SELECTOR_ID, label: '' },
  ]);
  return { nodes: [chooser, ...members], edges, starts: [SELECTOR_ID] };
}

function handoffEdges(team: Component): GraphEdge[] {
  const known = new Set(membersOf(team).map(({ component }) => nameOf(component)));
  return membersOf(team).flatMap(({ component }) => {
    const from = nameOf(component);
    return handoffTargets(component.config['handoffs'])
      .filter((to) => known.has(to) && to !== from)
      .map((to) => ({ from, to, label: HANDOFF_LABEL }));
  });
}

/** Adds edges back from a person to whoever hands over to them. */
function withReturnEdges(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): readonly GraphEdge[] {
  const people = new Set(nodes.filter(({ kind }) => kind === 'person').map(({ id }) => id));
  const back = edges
    .filter(({ to }) => people.has(to))
    .map(({ from, to }) => ({ from: to, to: from, label: RETURN_LABEL }));
  return [...edges, ...back];
}

/** The handoff targets of an agent, given as names or as objects with a target. */
export function handoffTargets(value: Json | undefined): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: Json) => {
    const target = isObject(item) ? item['target'] : item;
    return typeof target === 'string' ? [target] : [];
  });
}

/** The chats between members. The agent that a NestedChatAgent wraps is a node too. */
function chatGraph(team: Component, members: readonly GraphNode[]): TeamGraph {
  const { agent, chats: given } = team.config;
  const wrapped: GraphNode[] = isComponent(agent)
    ? [{ id: WRAPPED_ID, name: nameOf(agent), kind: kindOf(agent), index: null }]
    : [];
  const nodes = [...wrapped, ...members];
  const known = new Set(nodes.map(({ id }) => id));
  const edges = (Array.isArray(given) ? given : []).flatMap((chat: Json): GraphEdge[] => {
    if (!isObject(chat) || typeof chat['recipient'] !== 'string') return [];
    const from = typeof chat['sender'] === 'string' ? chat['sender'] : WRAPPED_ID;
    return [{ from, to: chat['recipient'], label: '' }];
  });
  const unique = edges.filter(
    ({ from, to }, at) => edges.findIndex((one) => one.from === from && one.to === to) === at,
  );
  const shownEdges = unique.filter(({ from, to }) => known.has(from) && known.has(to));
  return {
    nodes,
    edges: shownEdges,
    starts: [wrapped[0]?.id ?? shownEdges[0]?.from ?? nodes[0]?.id ?? ''].filter((id) => id !== ''),
  };
}

function flowGraph(team: Component, nodes: readonly GraphNode[]): TeamGraph {
  const known = new Set(nodes.map(({ id }) => id));
  const edges = flowEdges(team)
    .filter(({ from, to }) => known.has(from) && known.has(to))
    .map(({ from, to, condition }) => ({ from, to, label: condition === null ? '' : `“${condition}”` }));
  const starts = flowStarts(team).filter((id) => known.has(id));
  return { nodes, edges, starts: starts.length > 0 ? starts : nodes.slice(0, 1).map(({ id }) => id) };
}

/** Whether the label of an edge is a condition, not a description. */
export function isCondition({ label }: GraphEdge): boolean {
  return label !== '' && label !== HANDOFF_LABEL && label !== RETURN_LABEL;
}

export interface GraphLine {
  readonly node: GraphNode;
  /** For example "begins, then critic". */
  readonly text: string;
}

/** One line per node that says whom it speaks to. */
export function describeGraph(graph: TeamGraph): readonly GraphLine[] {
  return graph.nodes.map((node) => ({ node, text: describeNode(node, graph) }));
}

function describeNode(node: GraphNode, { nodes, edges, starts }: TeamGraph): string {
  const begins = starts.includes(node.id);
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const out = edges.filter(({ from }) => from === node.id);
  if (out.length === 0) return begins ? t('begins') : t('speaks last');
  const next = formatList(
    out.map((edge) => {
      const name = names.get(edge.to) ?? edge.to;
      return isCondition(edge) ? t('{{name}} on {{condition}}', { name, condition: edge.label }) : name;
    }),
    'disjunction',
  );
  // A chooser always begins.
  if (node.kind === 'chooser') return t('begins, chooses among {{names}}', { names: next });
  if (out.some(({ label }) => label === RETURN_LABEL))
    return begins
      ? t('begins, gives the word back to {{names}}', { names: next })
      : t('gives the word back to {{names}}', { names: next });
  if (out.some(({ label }) => label === HANDOFF_LABEL))
    return begins
      ? t('begins, may hand over to {{names}}', { names: next })
      : t('may hand over to {{names}}', { names: next });
  return begins ? t('begins, then {{names}}', { names: next }) : t('then {{names}}', { names: next });
}
