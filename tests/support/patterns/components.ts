/** The strongly connected components of a graph that can be reached from `starts` (R. Tarjan, 1972), without recursion. */
export function componentsOf<Node>(starts: Iterable<Node>, nextOf: (node: Node) => Iterable<Node>): Node[][] {
  const order = new Map<Node, number>();
  const lowest = new Map<Node, number>();
  const stack: Node[] = [];
  const onStack = new Set<Node>();
  const components: Node[][] = [];
  const lower = (node: Node, to: number) => lowest.set(node, Math.min(lowest.get(node) ?? to, to));
  const enter = (node: Node) => {
    order.set(node, order.size);
    lowest.set(node, order.size - 1);
    stack.push(node);
    onStack.add(node);
    return { node, rest: nextOf(node)[Symbol.iterator]() };
  };
  for (const start of starts) {
    if (order.has(start)) continue;
    const path = [enter(start)];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const step = top.rest.next();
      if (step.done !== true) {
        const next = step.value;
        if (!order.has(next)) path.push(enter(next));
        else if (onStack.has(next)) lower(top.node, order.get(next) ?? 0);
        continue;
      }
      path.pop();
      const low = lowest.get(top.node) ?? 0;
      const above = path.at(-1);
      if (above !== undefined) lower(above.node, low);
      if (low !== order.get(top.node)) continue;
      const component: Node[] = [];
      for (let node = stack.pop(); node !== undefined; node = node === top.node ? undefined : stack.pop()) {
        onStack.delete(node);
        component.push(node);
      }
      components.push(component);
    }
  }
  return components;
}
