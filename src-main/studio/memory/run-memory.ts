/**
 * The memory room of the studio: owns how the agents of a run recall, are taught, get prior messages, and keep private content on this
 * machine. It may not know how a run is executed or stored.
 */
import type { MemoryScope } from '#shared/memory/memory.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { RecallReport } from '#shared/memory/recall.ts';
import type { RecallRequest } from '../../chat/ports/recall.ts';
import type {
  MemoryQuery,
  TaughtWords,
  TeachableMemory,
  TeachingRecall,
  TeachingScope,
} from '../../engine/ports.ts';
import type { RunCapture } from './run-capture.ts';

export interface RunMemoryPorts {
  /** Null: recall is off, or the chat is temporary. */
  readonly recall: (request: RecallRequest) => Promise<RecallReport | null>;
  readonly block: (report: RecallReport) => string;
  readonly budgetTokens: () => number;
  readonly markUsed: (memoryIds: readonly string[]) => void;
}

export interface RunMemoryOptions {
  readonly capture: RunCapture;
  /** The model that implicit capture asks; null: rules alone. */
  readonly captureModel: ChatModel | null;
}

/**
 * Tutee's memory for the agents of one run. Recalled memories enter the current request and are never stored in the run; the
 * recall report becomes the receipt of the agent's next message. What people teach is captured as in a chat.
 */
export class RunMemory implements TeachableMemory {
  readonly #ports: RunMemoryPorts;
  readonly #options: RunMemoryOptions;
  /** Keys of message and scope with nothing left to capture. */
  readonly #complete = new Set<string>();
  /** Reports of recalls that have not been seen in a MemoryQueryEvent yet. */
  readonly #reports: RecallReport[] = [];
  /** Agent name -> report of its own searches by tool. */
  readonly #searches = new Map<string, RecallReport>();

  constructor(ports: RunMemoryPorts, options: RunMemoryOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  /** Removes and returns the report of the recall that found exactly these memories; null: none. */
  reportOf(found: readonly { readonly id: string | null }[]): RecallReport | null {
    const ids = found.map(({ id }) => id).join(' ');
    const index = this.#reports.findIndex((report) => idsOf(report).join(' ') === ids);
    return index < 0 ? null : (this.#reports.splice(index, 1)[0] ?? null);
  }

  async recall({ query, scope, destinationLocal, exclude }: TeachingRecall): Promise<MemoryQuery> {
    const report = await this.#recall(query, destinationLocal, exclude, [scope]);
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

  async captureExplicit({ messageId }: TaughtWords, scope: TeachingScope): Promise<readonly string[]> {
    const { ids, complete } = await this.#options.capture.captureExplicit(messageId, memoryScope(scope));
    if (complete) this.#complete.add(keyOf(messageId, scope));
    return ids;
  }

  /** Whether implicit capture would find nothing more in the message. */
  isComplete({ messageId }: TaughtWords, scope: TeachingScope): boolean {
    return this.#complete.has(keyOf(messageId, scope));
  }

  captureImplicit({ messageId }: TaughtWords, scope: TeachingScope): Promise<void> {
    const { capture, captureModel } = this.#options;
    capture.captureInBackground(messageId, memoryScope(scope), captureModel);
    return Promise.resolve();
  }

  /** The texts of the memories that answer a question, best first. Called by a tool of the agent `caller`. */
  async search(
    query: string,
    caller: string,
    destinationLocal: boolean,
    scopes: readonly TeachingScope[],
  ): Promise<string[]> {
    const report = await this.#recall(query, destinationLocal, [], scopes);
    const used = report === null ? [] : usedIn(report);
    if (report === null || used.length === 0) return [];
    this.#searches.set(caller, mergeReports(this.#searches.get(caller), report));
    this.#ports.markUsed(idsOf(report));
    return used.map(({ text }) => text);
  }

  /** Removes and returns the report of this agent's searches; null: none. */
  searchOf(caller: string): RecallReport | null {
    const report = this.#searches.get(caller) ?? null;
    this.#searches.delete(caller);
    return report;
  }

  #recall(
    query: string,
    destinationLocal: boolean,
    exclude: readonly string[],
    scopes: readonly TeachingScope[],
  ): Promise<RecallReport | null> {
    return this.#ports.recall({
      query,
      budgetTokens: this.#ports.budgetTokens(),
      destinationLocal,
      audience: 'model',
      exclude: new Set(exclude),
      scopes: scopes.flatMap((scope) => (scope.type === 'shared' ? [] : [scope.id])),
    });
  }
}

/** The store has one scope type, `assistant`, for agents and teams. Undefined: the teaching scope of the chat. */
function memoryScope(scope: TeachingScope): MemoryScope | undefined {
  return scope.type === 'shared' ? undefined : { type: 'assistant', id: scope.id };
}

function keyOf(messageId: string, scope: TeachingScope): string {
  return `${messageId} ${scope.type === 'shared' ? '' : scope.id}`;
}

const nothing: MemoryQuery = { results: [], text: '' };

function usedIn(report: RecallReport) {
  return report.candidates.filter(({ outcome }) => outcome === 'used');
}

/** Merges two reports for the same message: a memory counts as used when either report used it. */
export function mergeReports(one: RecallReport | undefined, other: RecallReport): RecallReport {
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
