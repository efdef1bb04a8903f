import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { messageText } from '#shared/agents/messages.ts';
import type { RecallReport } from '#shared/recall.ts';
import type { RecallRequest } from '../chat/ports.ts';
import type { Memory, MemoryQuery } from '../engine/ports.ts';
import { fromPerson } from '../engine/people/from-person.ts';

export interface RunMemoryPorts {
  /** Null: nothing is recalled here, because recall is off or the chat is temporary. */
  readonly recall: (request: RecallRequest) => Promise<RecallReport | null>;
  readonly block: (report: RecallReport) => string;
  readonly budgetTokens: () => number;
  readonly markUsed: (memoryIds: readonly string[]) => void;
}

/**
 * What Tutee remembers, for the agents of one run. What it finds enters the request at hand and nothing that is kept; the
 * account of it is the receipt of what is said next.
 */
export class RunMemory implements Memory {
  readonly #ports: RunMemoryPorts;
  readonly #destinationLocal: boolean;
  /** Memories that the person's last words just taught: they need not be told again. */
  #exclude: ReadonlySet<string> = new Set();
  /** The person's last words; what an agent hears later is seen in their light. */
  #asked: string | null = null;
  /** Accounts of recalls, until what was recalled is seen to enter a request. */
  readonly #reports: RecallReport[] = [];
  /** Accounts of what agents looked up themselves, by agent. */
  readonly #searches = new Map<string, RecallReport>();

  /** @param destinationLocal whether no request of this run leaves the machine; false holds private memories back. */
  constructor(ports: RunMemoryPorts, destinationLocal: boolean) {
    this.#ports = ports;
    this.#destinationLocal = destinationLocal;
  }

  /** The person said something, and taught these memories by it. */
  heard(text: string, taught: readonly string[]): void {
    this.#asked = text;
    this.#exclude = new Set(taught);
  }

  /** The account of the recall that found these memories, once. */
  reportOf(found: readonly { readonly id: string | null }[]): RecallReport | null {
    const ids = found.map(({ id }) => id).join(' ');
    const index = this.#reports.findIndex((report) => idsOf(report).join(' ') === ids);
    return index < 0 ? null : (this.#reports.splice(index, 1)[0] ?? null);
  }

  async query(messages: readonly ChatMessage[]): Promise<MemoryQuery> {
    const said = messages.findLast(fromPerson) ?? null;
    const query = (said === null ? this.#asked : messageText(said)) ?? lastOf(messages);
    if (query === null) return nothing;
    const report = await this.#recall(query);
    if (report === null) return nothing;
    const used = usedIn(report);
    if (used.length > 0) {
      this.#reports.push(report);
      this.#ports.markUsed(idsOf(report));
    }
    const results = used.map(({ memoryId, text, kind, route }) => ({
      id: memoryId,
      content: text,
      metadata: { kind, route },
    }));
    return { results, text: this.#ports.block(report) };
  }

  /** For a tool that this agent calls: what is remembered about a question, best first. */
  async search(query: string, caller: string): Promise<string[]> {
    const report = await this.#recall(query);
    const used = report === null ? [] : usedIn(report);
    if (report === null || used.length === 0) return [];
    this.#searches.set(caller, together(this.#searches.get(caller), report));
    this.#ports.markUsed(idsOf(report));
    return used.map(({ text }) => text);
  }

  /** The account of what this agent looked up, once. */
  searchOf(caller: string): RecallReport | null {
    const report = this.#searches.get(caller) ?? null;
    this.#searches.delete(caller);
    return report;
  }

  #recall(query: string): Promise<RecallReport | null> {
    return this.#ports.recall({
      query,
      budgetTokens: this.#ports.budgetTokens(),
      destinationLocal: this.#destinationLocal,
      exclude: this.#exclude,
    });
  }
}

const nothing: MemoryQuery = { results: [], text: '' };

function usedIn(report: RecallReport) {
  return report.candidates.filter(({ outcome }) => outcome === 'used');
}

/** One account of two recalls for the same answer: a memory that either used was used. */
export function together(one: RecallReport | undefined, other: RecallReport): RecallReport {
  if (one === undefined) return other;
  const used = new Set([...idsOf(one), ...idsOf(other)]);
  const all = new Map([...one.candidates, ...other.candidates].map((each) => [each.memoryId, each]));
  const candidates = [...all.values()].map((each) =>
    used.has(each.memoryId) ? { ...each, outcome: 'used' as const } : each,
  );
  return { ...one, candidates, usedTokens: one.usedTokens + other.usedTokens };
}

function idsOf(report: RecallReport): string[] {
  return usedIn(report).map(({ memoryId }) => memoryId);
}

function lastOf(messages: readonly ChatMessage[]): string | null {
  const last = messages.at(-1);
  return last === undefined ? null : messageText(last);
}
