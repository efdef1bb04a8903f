import * as z from 'zod';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';

/** When a group of edges activates its target. all: every edge was taken. any: one edge was taken. */
export type Activation = 'all' | 'any';
const activation = z.enum(['all', 'any']);

const edgeData = z.strictObject({
  /** Name of the target node. */
  target: z.string(),
  /** Text that the last message of the node’s turn must contain. Default: the edge is always taken. */
  condition: z.string().exactOptional(),
  /** Edges to one target with the same group activate it together. Default: the target’s name. */
  activationGroup: z.string().min(1).exactOptional(),
  /** When the group activates its target. All edges of a group must agree. */
  activationCondition: activation.exactOptional(),
});

/** A graph as data; conditions are texts. */
export const diGraphSchema = z.strictObject({
  nodes: z.array(
    z.strictObject({
      /** Name of the participant. */
      name: z.string(),
      /** Default activation of the groups of edges to this node; `all` when absent. */
      activation: activation.exactOptional(),
      edges: z.array(edgeData).exactOptional(),
    }),
  ),
  /** The nodes that speak first, concurrently. Default: the nodes without incoming edges. */
  entryPoints: z.array(z.string()).exactOptional(),
});

export interface DiGraphEdge extends Omit<z.infer<typeof edgeData>, 'condition'> {
  /** A text, or a predicate on the last message of the node’s turn. A turn without a message meets no condition. */
  readonly condition?: string | ((message: ChatMessage) => boolean);
}
export interface DiGraphNode {
  readonly name: string;
  readonly activation?: Activation;
  readonly edges?: readonly DiGraphEdge[];
}
/** A directed graph of who speaks after whom. */
export interface DiGraph {
  readonly nodes: readonly DiGraphNode[];
  readonly entryPoints?: readonly string[];
}
