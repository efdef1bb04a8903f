import type { Edge } from './graph-edges.ts';

/** A cycle of these edges, in order; null when there is none. */
export function findCycle(edges: readonly Edge[]): readonly Edge[] | null {
  const inCycles = withoutDeadEnds(edges);
  const [first] = inCycles;
  if (first === undefined) return null;
  // Every remaining edge leads to another remaining edge, so following them ends in a cycle.
  const from = new Map(inCycles.map((edge) => [edge.source, edge]));
  const walk: Edge[] = [];
  const seen = new Map<string, number>();
  for (let edge: Edge | undefined = first; edge !== undefined; edge = from.get(edge.target)) {
    const before = seen.get(edge.source);
    if (before !== undefined) return walk.slice(before);
    seen.set(edge.source, walk.length);
    walk.push(edge);
  }
  return null;
}

/** Repeatedly removes edges to nodes without outgoing edges (Kahn's algorithm, from the sinks). */
function withoutDeadEnds(edges: readonly Edge[]): readonly Edge[] {
  const leaving = edgesBy('source', edges);
  const arriving = edgesBy('target', edges);
  const left = new Map([...leaving].map(([source, own]) => [source, own.length]));
  const ends = [...arriving.keys()].filter((target) => !left.has(target));
  const dead = new Set<Edge>();
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    for (const edge of arriving.get(end) ?? []) {
      dead.add(edge);
      const count = (left.get(edge.source) ?? 0) - 1;
      left.set(edge.source, count);
      if (count === 0) ends.push(edge.source);
    }
  }
  return edges.filter((edge) => !dead.has(edge));
}

function edgesBy(end: 'source' | 'target', edges: readonly Edge[]): ReadonlyMap<string, readonly Edge[]> {
  const groups = new Map<string, Edge[]>();
  for (const edge of edges) groups.set(edge[end], [...(groups.get(edge[end]) ?? []), edge]);
  return groups;
}
