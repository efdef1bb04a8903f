import { TuteeError } from '#shared/errors.ts';
import { collectFaults, mapCollectingFaults } from '../../run/collect-faults.ts';
import { BaseGroupChat } from '../base-group-chat.ts';
import type { GroupChatOptions } from '../base-group-chat.ts';
import { checkedGraph } from './checked-graph.ts';
import type { CheckedGraph } from './checked-graph.ts';
import type { DiGraph } from './di-graph.ts';
import { GraphFlowManager } from './graph-flow-manager.ts';
import { graphFault } from './graph-fault.ts';
import { recordComponent } from '../../run/component-record.ts';

export interface GraphFlowOptions extends GroupChatOptions {
  /** Has one node per participant. */
  readonly graph: DiGraph;
}

/** A team whose participants speak in the order of a graph: in sequence, concurrently, by condition, in loops. */
export class GraphFlow extends BaseGroupChat {
  /** Throws `invalid_input` with the path of the fault, such as `graph.nodes.2.edges.0.target`. */
  constructor(options: GraphFlowOptions) {
    super('GraphFlow', options, (names) => new GraphFlowManager(graphOf(options, names)));
    recordComponent(this, GraphFlow, 'GraphFlow', options);
  }
}

function graphOf(options: GraphFlowOptions, participants: readonly string[]): CheckedGraph {
  const graph = checkedGraph(options.graph, ['graph']);
  collectFaults(
    () =>
      mapCollectingFaults(graph.names, (name, at) => {
        if (participants.includes(name)) return;
        throw graphFault(
          ['graph', 'nodes', at, 'name'],
          `“${name}” is in the graph and not among the participants.`,
        );
      }),
    () =>
      mapCollectingFaults(participants, (name, at) => {
        if (graph.names.includes(name)) return;
        throw graphFault(['participants', at, 'name'], `“${name}” is a participant and not in the graph.`);
      }),
    () => checkLimited(graph, options),
  );
  return graph;
}

/** Refuses a cycle without a limit, because only a model's answer decides whether it is left. */
function checkLimited({ hasCycle }: CheckedGraph, options: GraphFlowOptions): void {
  if (!hasCycle || options.terminationCondition !== undefined || options.maxTurns !== undefined) return;
  const problem = 'A graph with a cycle needs maxTurns or a terminationCondition.';
  throw new TuteeError('invalid_input', problem, { field: 'maxTurns' });
}
