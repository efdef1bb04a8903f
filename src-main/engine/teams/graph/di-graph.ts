import * as z from 'zod';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';

/** all: every edge of the group must have been taken. any: one is enough. */
export type Activation = 'all' | 'any';
const activation = z.enum(['all', 'any']);

const edgeData = z.strictObject({
  /** The node that it leads to. */
  target: z.string(),
  /** A text that the last message of the node’s turn must contain; without it the edge is always taken. */
  condition: z.string().exactOptional(),
  /** Edges to one target that are looked at together; the target’s name without it. */
  activationGroup: z.string().min(1).exactOptional(),
  /** How the group lets its target speak. Its edges may not contradict each other. */
  activationCondition: activation.exactOptional(),
});

/** A graph as data: conditions are texts. */
export const diGraphSchema = z.strictObject({
  nodes: z.array(
    z.strictObject({
      /** The participant. */
      name: z.string(),
      /** For the groups of edges to this node that do not say; `all` without it. */
      activation: activation.exactOptional(),
      edges: z.array(edgeData).exactOptional(),
    }),
  ),
  /** Who speaks first, all at the same time; without it whoever no edge leads to. */
  entryPoints: z.array(z.string()).exactOptional(),
});

export interface DiGraphEdge extends Omit<z.infer<typeof edgeData>, 'condition'> {
  /** The text, or a function of the last message of the node’s turn. A turn without a message meets no condition. */
  readonly condition?: string | ((message: ChatMessage) => boolean);
}
export interface DiGraphNode {
  readonly name: string;
  readonly activation?: Activation;
  readonly edges?: readonly DiGraphEdge[];
}
/** Who speaks after whom. */
export interface DiGraph {
  readonly nodes: readonly DiGraphNode[];
  readonly entryPoints?: readonly string[];
}
