import { checkedOptions, wrongPart } from '../../run/checked-input.ts';
import { TuteeError } from '#shared/errors.ts';
import type { Participant } from '../../agents/participant.ts';
import { checkedGraph } from './checked-graph.ts';
import type { Activation, DiGraph, DiGraphEdge } from './di-graph.ts';

/** A participant, or its name. */
type NodeReference = Participant | string;

/**
 * Builds a graph:
 *
 *     const builder = new DiGraphBuilder().addNode(writer).addNode(critic).addEdge(writer, critic);
 *     new GraphFlow({ participants: builder.getParticipants(), graph: builder.build() });
 */
export class DiGraphBuilder {
  readonly #nodes = new Map<
    string,
    { participant: Participant; activation: Activation; edges: DiGraphEdge[] }
  >();
  #entryPoints: string[] = [];

  /** `activation`: default for the groups of edges to this node. Throws `invalid_input` when the name is taken. */
  addNode(participant: Participant, activation: Activation = 'all'): this {
    if (this.#nodes.has(participant.name)) {
      throw new TuteeError('invalid_input', `“${participant.name}” is in the graph already.`, {
        field: 'name',
      });
    }
    this.#nodes.set(participant.name, { participant, activation, edges: [] });
    return this;
  }

  /** Throws `invalid_input` when one of the nodes has not been added. */
  addEdge(source: NodeReference, target: NodeReference, options: Omit<DiGraphEdge, 'target'> = {}): this {
    checkedOptions(options, "addEdge('writer', 'critic', { condition: 'done' })");
    checkedConditionOf(options);
    const edge = { target: this.#known(target, 'target'), ...options };
    this.#nodes.get(this.#known(source, 'source'))?.edges.push(edge);
    return this;
  }

  /** Several edges of one node by the text that its message must contain. AutoGen's `add_conditional_edges`. */
  addConditionalEdges(source: NodeReference, targets: Readonly<Record<string, NodeReference>>): this {
    for (const [condition, target] of Object.entries(targets)) this.addEdge(source, target, { condition });
    return this;
  }

  /** The nodes that speak first, concurrently. Default: the nodes without incoming edges. */
  setEntryPoint(...nodes: readonly NodeReference[]): this {
    this.#entryPoints = nodes.map((node) => this.#known(node, 'entryPoints'));
    return this;
  }

  /** Throws `invalid_input` with the path of the fault, such as `nodes.2.edges.0`. */
  build(): DiGraph {
    const graph: DiGraph = {
      nodes: [...this.#nodes].map(([name, { activation, edges }]) => ({
        name,
        activation,
        edges: [...edges],
      })),
      ...(this.#entryPoints.length > 0 && { entryPoints: [...this.#entryPoints] }),
    };
    checkedGraph(graph, []);
    return graph;
  }

  /** In the order of addition. */
  getParticipants(): Participant[] {
    return [...this.#nodes.values()].map(({ participant }) => participant);
  }

  #known(node: NodeReference, field: string): string {
    const name = typeof node === 'string' ? node : node.name;
    if (this.#nodes.has(name)) return name;
    throw new TuteeError('invalid_input', `“${name}” is not in the graph. Add it with addNode first.`, {
      field,
    });
  }
}

function checkedConditionOf({ condition }: Omit<DiGraphEdge, 'target'>): void {
  if (condition === undefined || typeof condition === 'string' || typeof condition === 'function') return;
  throw wrongPart(
    condition,
    'condition',
    'a text that the message must contain, or a function of the message',
  );
}
