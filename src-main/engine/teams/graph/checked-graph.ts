import { collectFaults, mapCollectingFaults } from '../../run/collect-faults.ts';
import type { DiGraph } from './di-graph.ts';
import { findCycle } from './graph-cycles.ts';
import { edgesBySource, joinsByTarget } from './graph-edges.ts';
import type { Edge, Join } from './graph-edges.ts';
import { graphFault } from './graph-fault.ts';
import type { GraphPath } from './graph-fault.ts';

/** A validated graph: it has a start, can end, and every node is reachable. */
export interface CheckedGraph {
  /** Node names in the order of the graph; nodes that run concurrently are listed in this order too. */
  readonly names: readonly string[];
  readonly starts: readonly string[];
  readonly edges: ReadonlyMap<string, readonly Edge[]>;
  readonly joins: ReadonlyMap<string, readonly Join[]>;
  readonly hasCycle: boolean;
}

/** Throws `invalid_input` with all faults and their paths; `path` is the path of the graph in the enclosing value. */
export function checkedGraph(graph: DiGraph, path: GraphPath): CheckedGraph {
  const [names, edges] = collectFaults(
    () => checkedNames(graph, path),
    () => edgesBySource(graph, path),
  );
  const joins = joinsByTarget(graph, edges, path);
  const all = [...edges.values()].flat();
  const [starts] = collectFaults(
    () => checkedStarts(graph, joins, path),
    () => checkHasEnd(edges, path),
    () => checkCyclesCanEnd(names, all, path),
  );
  checkAllReachable(names, starts, joins, path);
  return { names, starts, edges, joins, hasCycle: findCycle(all) !== null };
}

function checkedNames({ nodes }: DiGraph, path: GraphPath): readonly string[] {
  if (nodes.length === 0) throw graphFault([...path, 'nodes'], 'Nobody is in the graph.');
  const names = nodes.map(({ name }) => name);
  return mapCollectingFaults(names, (name, at) => {
    if (names.indexOf(name) === at) return name;
    throw graphFault([...path, 'nodes', at, 'name'], `“${name}” is in the graph twice.`);
  });
}

function checkedStarts(
  { entryPoints }: DiGraph,
  joins: CheckedGraph['joins'],
  path: GraphPath,
): readonly string[] {
  const starts = entryPoints ?? [...joins].flatMap(([name, { length }]) => (length === 0 ? [name] : []));
  if (starts.length === 0) {
    const problem = 'The graph has no start: edges lead to every node. Say with entryPoints where it begins.';
    throw graphFault([...path, 'entryPoints'], problem);
  }
  return mapCollectingFaults(starts, (name, at) => {
    const place = [...path, 'entryPoints', at];
    if (!joins.has(name)) throw graphFault(place, `“${name}” is an entry point and not in the graph.`);
    if (starts.indexOf(name) === at) return name;
    throw graphFault(place, `“${name}” is given twice as an entry point.`);
  });
}

function checkHasEnd(edges: CheckedGraph['edges'], path: GraphPath): void {
  if ([...edges.values()].some(({ length }) => length === 0)) return;
  throw graphFault([...path, 'nodes'], 'The graph has no end: it needs a node that no edge leaves.');
}

/** A cycle can be left only through a node whose edges have conditions. */
function checkCyclesCanEnd(names: readonly string[], edges: readonly Edge[], path: GraphPath): void {
  const cycle = findCycle(edges.filter(({ condition }) => condition === undefined));
  const [first] = cycle ?? [];
  if (cycle === null || first === undefined) return;
  const round = [...cycle.map(({ source }) => source), first.source].join(' → ');
  throw graphFault(
    [...path, 'nodes', names.indexOf(first.source), 'edges', first.index],
    `${round} goes round without end. Give an edge of it a condition, and its node another edge to leave by.`,
  );
}

/** Refuses unreachable nodes. The usual cause is a back edge in an `all` group, which is awaited before the first round. */
function checkAllReachable(
  names: readonly string[],
  starts: readonly string[],
  joins: CheckedGraph['joins'],
  path: GraphPath,
): void {
  const reached = new Set(starts);
  const canSpeak = (name: string) =>
    (joins.get(name) ?? []).some(({ activation, edges }) =>
      activation === 'any'
        ? edges.some(({ source }) => reached.has(source))
        : edges.every(({ source }) => reached.has(source)),
    );
  for (let before = -1; before !== reached.size;) {
    before = reached.size;
    for (const name of names) if (!reached.has(name) && canSpeak(name)) reached.add(name);
  }
  const silent = names.findIndex((name) => !reached.has(name));
  if (silent === -1) return;
  const waiting = (joins.get(names[silent] ?? '') ?? []).some(({ edges }) =>
    edges.some(({ source }) => reached.has(source)),
  );
  throw graphFault(
    [...path, 'nodes', silent],
    waiting
      ? `“${names[silent]}” can never speak: all edges of its group must be taken, and one comes from after it. Put that edge in a group of its own, or let any edge do.`
      : `“${names[silent]}” can never speak: no way leads to it from where the graph begins.`,
  );
}
