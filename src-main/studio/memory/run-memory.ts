import type { MemoryScope } from '#shared/memory/memory.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { RecallReport } from '#shared/memory/recall.ts';
import type { RecallRequest } from '../../chat/ports.ts';
import type {
  MemoryQuery,
  TaughtWords,
  TeachableMemory,
  TeachingRecall,
  TeachingScope,
} from '../../engine/ports.ts';
import type { RunLessons } from './run-lessons.ts';

export interface RunMemoryPorts {
  /** Null: nothing is recalled here, because recall is off or the chat is temporary. */
  readonly recall: (request: RecallRequest) => Promise<RecallReport | null>;
  readonly block: (report: RecallReport) => string;
  readonly budgetTokens: () => number;
  readonly markUsed: (memoryIds: readonly string[]) => void;
}

export interface RunMemoryOptions {
  readonly lessons: RunLessons;
  /** Who reads what is learned from; null: rules alone. */
  readonly teacher: ChatModel | null;
}

/**
 * What Tutee remembers, for the agents of one run, in the scope of each. What it finds enters the request at hand and nothing
 * that is kept; the account of it is the receipt of what is said next. What people teach is learned as in a chat.
 */
export class RunMemory implements TeachableMemory {
  readonly #ports: RunMemoryPorts;
  readonly #options: RunMemoryOptions;
  /** By scope and message: there is nothing left in it to learn. */
  readonly #complete = new Set<string>();
  /** Accounts of recalls, until what was recalled is seen to enter a request. */
  readonly #reports: RecallReport[] = [];
  /** Accounts of what agents looked up themselves, by agent. */
  readonly #searches = new Map<string, RecallReport>();

  constructor(ports: RunMemoryPorts, options: RunMemoryOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  /** The account of the recall that found these memories, once. */
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

  async learnTold({ messageId }: TaughtWords, scope: TeachingScope): Promise<readonly string[]> {
    const { ids, complete } = await this.#options.lessons.told(messageId, memoryScope(scope));
    if (complete) this.#complete.add(keyOf(messageId, scope));
    return ids;
  }

  /** Whether there is anything left in a message to learn by itself. */
  isComplete({ messageId }: TaughtWords, scope: TeachingScope): boolean {
    return this.#complete.has(keyOf(messageId, scope));
  }

  learnFrom({ messageId }: TaughtWords, scope: TeachingScope): Promise<void> {
    const { lessons, teacher } = this.#options;
    lessons.later(messageId, memoryScope(scope), teacher);
    return Promise.resolve();
  }

  /** For a tool that this agent calls: what is remembered about a question, best first. */
  async search(
    query: string,
    caller: string,
    destinationLocal: boolean,
    scopes: readonly TeachingScope[],
  ): Promise<string[]> {
    const report = await this.#recall(query, destinationLocal, [], scopes);
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

/** Agents and teams are assistants to the store. Undefined: wherever what their chat teaches applies. */
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
