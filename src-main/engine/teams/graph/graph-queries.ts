import { checkedGraph } from './checked-graph.ts';
import type { DiGraph, DiGraphNode } from './di-graph.ts';

/** Throws `invalid_input` with the path of the fault, such as `nodes.2.edges.0`. AutoGen's `graph_validate`. */
export function validateGraph(graph: DiGraph): void {
  checkedGraph(graph, []);
}

/** Each node with the nodes that have an edge to it. AutoGen's `get_parents`. */
export function graphParents({ nodes }: DiGraph): Readonly<Record<string, readonly string[]>> {
  const sources = (name: string) =>
    nodes.filter(({ edges = [] }) => edges.some(({ target }) => target === name)).map((node) => node.name);
  return Object.fromEntries(nodes.map(({ name }) => [name, sources(name)]));
}

/** The nodes that speak first: the entry points, or those without incoming edges. AutoGen's `get_start_nodes`. */
export function graphStarts(graph: DiGraph): readonly string[] {
  if (graph.entryPoints !== undefined && graph.entryPoints.length > 0) return graph.entryPoints;
  const parents = graphParents(graph);
  return graph.nodes.map(({ name }) => name).filter((name) => parents[name]?.length === 0);
}

/** The nodes without outgoing edges. AutoGen's `get_leaf_nodes`. */
export function graphLeaves({ nodes }: DiGraph): readonly string[] {
  return nodes.filter(({ edges = [] }) => edges.length === 0).map(({ name }) => name);
}

/** Whether a node can be reached from itself. AutoGen's `has_cycles_with_exit` also checks that it has an exit: see `validateGraph`. */
export function graphHasCycle({ nodes }: DiGraph): boolean {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const done = new Set<string>();
  // Without recursion: a graph may be a chain of thousands.
  for (const root of nodes) {
    const path = new Set<string>();
    const open: { node: DiGraphNode; next: number }[] = done.has(root.name) ? [] : [{ node: root, next: 0 }];
    if (open.length > 0) path.add(root.name);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const edge = (top.node.edges ?? [])[top.next];
      top.next += 1;
      if (edge === undefined) {
        done.add(top.node.name);
        path.delete(top.node.name);
        open.pop();
        continue;
      }
      if (path.has(edge.target)) return true;
      const target = byName.get(edge.target);
      if (target === undefined || done.has(edge.target)) continue;
      path.add(edge.target);
      open.push({ node: target, next: 0 });
    }
  }
  return false;
}
