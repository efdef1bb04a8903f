import { TuteeError } from '#shared/errors.ts';
import { BaseGroupChat } from '../base-group-chat.ts';
import type { GroupChatOptions } from '../base-group-chat.ts';
import { checkedGraph } from './checked-graph.ts';
import type { CheckedGraph } from './checked-graph.ts';
import type { DiGraph } from './di-graph.ts';
import { GraphFlowManager } from './graph-flow-manager.ts';
import { graphFault } from './graph-fault.ts';

export interface GraphFlowOptions extends GroupChatOptions {
  /** With a node for each participant. */
  readonly graph: DiGraph;
}

/** A team whose participants speak in the order of a graph: one after the other, several at once, by condition, in loops. */
export class GraphFlow extends BaseGroupChat {
  /** Throws `invalid_input` with the path of the fault, such as `graph.nodes.2.edges.0.target`. */
  constructor(options: GraphFlowOptions) {
    super('GraphFlow', options, (names) => new GraphFlowManager(graphOf(options, names)));
  }
}

function graphOf(options: GraphFlowOptions, participants: readonly string[]): CheckedGraph {
  const graph = checkedGraph(options.graph, ['graph']);
  const stranger = graph.names.findIndex((name) => !participants.includes(name));
  if (stranger !== -1) {
    const problem = `“${graph.names[stranger]}” is in the graph and not among the participants.`;
    throw graphFault(['graph', 'nodes', stranger, 'name'], problem);
  }
  const left = participants.findIndex((name) => !graph.names.includes(name));
  if (left !== -1) {
    const problem = `“${participants[left]}” is a participant and not in the graph.`;
    throw graphFault(['participants', left, 'name'], problem);
  }
  if (graph.hasCycle && options.terminationCondition === undefined && options.maxTurns === undefined) {
    // Whether its exit is ever taken is up to a model.
    const problem = 'A graph with a cycle needs maxTurns or a terminationCondition.';
    throw new TuteeError('invalid_input', problem, { field: 'maxTurns' });
  }
  return graph;
}
