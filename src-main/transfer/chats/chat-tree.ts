import type { ChatNode, ExportedMessage } from './exported-chat.ts';

export interface ChatTree {
  readonly messages: readonly ExportedMessage[];
  readonly shown: string | null;
}

interface Step {
  readonly node: ChatNode;
  /** The nearest ancestor with content. */
  readonly parent: ExportedMessage | null;
}

/**
 * Removes the nodes without content from a tree, attaches their children to the next ancestor with content, and orders parents before
 * children. Nodes that are their own ancestors are dropped. Takes linear time at any depth.
 * @param shown id of the last node of the shown branch; null: the newest
 * @param since the time of nodes without a time of their own or of an ancestor
 */
export function chatTree(nodes: readonly ChatNode[], shown: string | null, since: number): ChatTree {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const children = Map.groupBy(byId.values(), ({ parentId }) =>
    parentId !== null && byId.has(parentId) ? parentId : null,
  );
  const messages: ExportedMessage[] = [];
  const newest = new Map<string | null, number>();
  /** By node: its message, or that of the nearest ancestor with one. */
  const shownBy = new Map<string, ExportedMessage | null>();
  const waiting: Step[] = steps(children.get(null), null);
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    const { node, parent } = step;
    let message = parent;
    if (node.content !== null) {
      const parentId = parent?.id ?? null;
      const earliest = Math.max(newest.get(parentId) ?? -1, -1) + 1;
      const createdAt = Math.max(node.createdAt ?? parent?.createdAt ?? since, earliest);
      newest.set(parentId, createdAt);
      message = { ...node.content, id: node.id, parentId, createdAt };
      messages.push(message);
    }
    shownBy.set(node.id, message);
    waiting.push(...steps(children.get(node.id), message));
  }
  const end = shown === null ? undefined : shownBy.get(shown);
  return { messages, shown: (end ?? newestOf(messages))?.id ?? null };
}

/** Reversed, because items are taken from the end. */
function steps(nodes: readonly ChatNode[] | undefined, parent: ExportedMessage | null): Step[] {
  return (nodes ?? []).map((node) => ({ node, parent })).toReversed();
}

function newestOf(messages: readonly ExportedMessage[]): ExportedMessage | null {
  let newest: ExportedMessage | null = null;
  for (const message of messages)
    if (newest === null || message.createdAt >= newest.createdAt) newest = message;
  return newest;
}
