import * as z from 'zod';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { isChatMessage } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { readState } from '../../run/read-state.ts';
import type { GroupChatManager, NextSpeakers } from '../group-chat-manager.ts';
import type { CheckedGraph } from './checked-graph.ts';
import { isTaken } from './graph-edges.ts';
import type { Edge, Join } from './graph-edges.ts';

const END = 'The graph has come to its end.';

/** A node that has spoken since the last call of `next`, and the message that its edge conditions are checked against. */
interface Spoken {
  readonly node: string;
  readonly messageId: string | null;
}

/**
 * Selects all nodes activated by the edges of the last speakers; they speak concurrently. A taken edge stays taken until its group
 * has activated its target; taking it again before has no effect.
 */
export class GraphFlowManager implements GroupChatManager {
  readonly #graph: CheckedGraph;
  /** False before the first turn and again after the end. */
  #begun = false;
  #spoken: readonly Spoken[] = [];
  /** Taken edges whose groups are not complete yet. */
  #taken: ReadonlySet<Edge> = new Set();

  constructor(graph: CheckedGraph) {
    this.#graph = graph;
  }

  /** Conditions are evaluated here and not at the end of a turn, so that one that throws is evaluated again with unchanged state. */
  async *next(thread: readonly AgentMessage[]): AsyncGenerator<AgentMessage, NextSpeakers> {
    yield* [];
    if (!this.#begun) {
      this.#begun = true;
      return { type: 'speak', speakers: this.#graph.starts };
    }
    const taken = this.#edgesTaken(thread);
    const speakers: string[] = [];
    for (const name of this.#graph.names) {
      const complete = (this.#graph.joins.get(name) ?? []).filter((join) => isComplete(join, taken));
      if (complete.length > 0) speakers.push(name);
      for (const edge of complete.flatMap(({ edges }) => edges)) taken.delete(edge);
    }
    if (speakers.length === 0) {
      const reason = this.#reasonOfEnd(taken);
      this.reset();
      return { type: 'stop', reason };
    }
    this.#spoken = [];
    this.#taken = taken;
    return { type: 'speak', speakers };
  }

  #edgesTaken(thread: readonly AgentMessage[]): Set<Edge> {
    const taken = new Set(this.#taken);
    for (const { node, messageId } of this.#spoken) {
      const last = messageId === null ? null : messageById(thread, messageId);
      for (const edge of this.#graph.edges.get(node) ?? []) if (isTaken(edge, last)) taken.add(edge);
    }
    return taken;
  }

  /** Names the nodes that are still waiting, so that an incomplete end is visible. */
  #reasonOfEnd(taken: ReadonlySet<Edge>): string {
    const waiting = new Set([...taken].map(({ target }) => target));
    if (waiting.size === 0) return END;
    return `${END} Still waiting for others to lead to them: ${[...waiting].join(', ')}.`;
  }

  onTurnEnd(speaker: string, _: readonly AgentMessage[], spoken: readonly ChatMessage[]): void {
    const messageId = spoken.at(-1)?.id ?? null;
    this.#spoken = [...this.#spoken, { node: speaker, messageId }];
  }

  reset(): void {
    this.#begun = false;
    this.#spoken = [];
    this.#taken = new Set();
  }

  saveState(): unknown {
    return {
      type: 'GraphFlowManagerState',
      version: 1,
      begun: this.#begun,
      spoken: this.#spoken.map((one) => ({ ...one })),
      taken: [...this.#taken].map(({ source, target, index }) => ({ source, target, index })),
    };
  }

  loadState(state: unknown): void {
    const read = readState(stateSchema(this.#graph), state, 'a graph');
    this.#begun = read.begun;
    this.#spoken = read.spoken;
    this.#taken = new Set(read.taken);
  }
}

/** Schema of a state of this graph. A taken edge is identified by source, index and target. */
function stateSchema(graph: CheckedGraph) {
  const edge = z
    .strictObject({ source: z.string(), target: z.string(), index: z.int().nonnegative() })
    .transform(({ source, target, index }, context) => {
      const found = graph.edges.get(source)?.[index];
      if (found?.target === target) return found;
      context.addIssue(`the graph has no such edge from “${source}” to “${target}”.`);
      return z.NEVER;
    });
  return z.strictObject({
    type: z.literal('GraphFlowManagerState'),
    version: z.literal(1),
    begun: z.boolean(),
    spoken: z.array(z.strictObject({ node: z.enum(graph.names), messageId: z.string().nullable() })),
    taken: z.array(edge),
  });
}

function isComplete({ activation, edges }: Join, taken: ReadonlySet<Edge>): boolean {
  return activation === 'any'
    ? edges.some((edge) => taken.has(edge))
    : edges.every((edge) => taken.has(edge));
}

function messageById(thread: readonly AgentMessage[], id: string): ChatMessage | null {
  const found = thread.findLast((message) => message.id === id);
  return found !== undefined && isChatMessage(found) ? found : null;
}
