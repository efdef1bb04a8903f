/** Tutee's memory as a library: the store, recall and capture of the app on one SQLite file, behind the engine's ports. Not the app. */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { MemoryContent } from '#shared/agents/content.ts';
import { messageText } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import type { Cue, Memory, MemoryKind, MemoryScope, Remembered } from '#shared/memory/memory.ts';
import type { RecallReport } from '#shared/memory/recall.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { BuiltInEmbedders } from './embedding/built-in-embedders.ts';
import { builtInEmbedders, defaultBudget, openMemoryParts } from './composition/compose-memory-library.ts';
import type { MemoryParts } from './composition/compose-memory-library.ts';
import type {
  EditableMemory,
  MemoryQuery,
  TaughtWords,
  TeachableMemory,
  TeachingRecall,
  TeachingScope,
} from './engine/ports.ts';
import { uuid7 } from './store/database/uuid7.ts';
import { memoryBlock } from './teachability/memory-block.ts';

export interface TuteeMemoryOptions {
  /** The folder of the file `tutee.db`, created when it is not there. Null (default): nothing is kept on the disk. */
  readonly folder?: string | null;
  /** best (default): by meaning, in any language, a model in a thread. quick: a table of words. Or your own. */
  readonly embedder?: 'best' | 'quick' | Embedder;
  /** Learns what people say in passing, in one call a message; without it, rules learn. */
  readonly model?: ChatModel;
  /** `ask`: what is learned in passing waits until it is approved in Tutee. Default: `automatic`. */
  readonly learning?: 'automatic' | 'ask' | 'off';
  /** The most tokens of memories in one request; default: the app's. */
  readonly budgetTokens?: number;
  /** Called with each recall: which memories were sent and why, and which were not. */
  readonly onRecall?: (report: RecallReport) => void;
  /** Called with what a message taught. */
  readonly onRemembered?: (remembered: readonly Remembered[]) => void;
  /** Called when an embedder failed; memories are then found by their words. */
  readonly onFailure?: (thrown: unknown) => void;
}

/** A memory to add. */
export interface NewTuteeMemory {
  readonly content: string;
  /** Default: what it reads like. */
  readonly kind?: MemoryKind;
  /** Default: derived from the text. */
  readonly cues?: readonly Cue[];
  /** Default: shared. */
  readonly scope?: TeachingScope;
}

/** Memories listed in one read. */
const PAGE = 500;
const NEVER = new AbortController().signal;

export class TuteeMemory implements EditableMemory, TeachableMemory {
  readonly #options: TuteeMemoryOptions;
  readonly #folder: string | null;
  readonly #builtIn: BuiltInEmbedders | null;
  #parts: MemoryParts;
  #closed = false;

  /** Throws `invalid_input` on a Node that cannot run it, and as the app does for a file that is damaged or newer. */
  constructor(options: TuteeMemoryOptions = {}) {
    refuseOldNode();
    this.#options = options;
    this.#folder = options.folder ?? null;
    if (this.#folder !== null) mkdirSync(this.#folder, { recursive: true });
    const { embedder = 'best', onFailure = () => undefined } = options;
    this.#builtIn = typeof embedder === 'object' ? null : builtInEmbedders(embedder, onFailure);
    this.#parts = this.#open();
  }

  /** What goes into a request about this text or these messages. */
  async query(given: string | readonly ChatMessage[], signal: AbortSignal = NEVER): Promise<MemoryQuery> {
    const query = typeof given === 'string' ? given : given.map(messageText).join('\n');
    return this.recall({ query, scope: { type: 'shared' }, destinationLocal: false, exclude: [] }, signal);
  }

  async recall(request: TeachingRecall, signal: AbortSignal): Promise<MemoryQuery> {
    if (request.query.trim() === '') return { results: [], text: '' };
    const report = await this.#recall(request);
    signal.throwIfAborted();
    this.#options.onRecall?.(report);
    const used = report.candidates.filter(({ outcome }) => outcome === 'used');
    const ids = used.map(({ memoryId }) => memoryId);
    if (ids.length > 0) this.#parts.store.markUsed(ids, Date.now());
    const results = used.map(({ memoryId: id, text: content, kind, route }) => ({
      id,
      content,
      metadata: { kind, route },
    }));
    return { results, text: memoryBlock(report) };
  }

  /** What would be recalled and why, with what was left out. Counts no use. */
  explain(query: string, scope: TeachingScope = { type: 'shared' }): Promise<RecallReport> {
    return this.#recall({ query, scope, destinationLocal: true, exclude: [] });
  }

  async captureExplicit(words: TaughtWords, scope: TeachingScope): Promise<readonly string[]> {
    const { remembered } = await this.#parts.capture.captureExplicit(userWords(words, scope));
    if (remembered.length > 0) this.#options.onRemembered?.(remembered);
    return remembered.map(({ memoryId }) => memoryId);
  }

  async captureImplicit(words: TaughtWords, scope: TeachingScope, signal: AbortSignal): Promise<void> {
    const { learning = 'automatic', model = null } = this.#options;
    if (learning === 'off') return;
    const { capture } = this.#parts;
    const remembered = await capture.captureImplicit(userWords(words, scope), model, signal, learning);
    if (remembered.length > 0) this.#options.onRemembered?.(remembered);
  }

  /** Learns from words of a person as an agent would, explicit or in passing. Returns what they taught. */
  async learn(text: string, scope: TeachingScope = { type: 'shared' }): Promise<readonly Remembered[]> {
    const words = { messageId: uuid7(), text, at: Date.now() };
    await this.captureExplicit(words, scope);
    await this.captureImplicit(words, scope, NEVER);
    return this.remembered(words.messageId);
  }

  /** What a message taught: the memories, and the change that `undo` takes back. */
  remembered(messageId: string): readonly Remembered[] {
    return this.#parts.store.remembered(storedId(messageId));
  }

  async undo(changeId: string): Promise<void> {
    await this.#parts.memories.updates.undo(changeId);
  }

  async add(given: string | NewTuteeMemory): Promise<string> {
    const { content: text, kind, cues, scope } = typeof given === 'string' ? { content: given } : given;
    const { memory } = await this.#parts.memories.teach({
      text,
      kind,
      cues,
      scope: scope && memoryScope(scope),
    });
    return memory.id;
  }

  /** The older text stays in its history. Throws `not_found`. */
  async update(id: string, content: string): Promise<void> {
    await this.#parts.memories.edit(id, { text: content });
  }

  /** Into the bin, for thirty days; `forGood`: no trace of it is left in the file. Throws `not_found`. */
  async forget(id: string, { forGood = false }: { readonly forGood?: boolean } = {}): Promise<void> {
    const { memories, forgetting } = this.#parts;
    memories.forget(id);
    if (forGood) await forgetting?.purge({ ids: [id] }, true);
  }

  /** All memories in use, newest first. */
  async list(): Promise<readonly MemoryContent[]> {
    const all: Memory[] = [];
    for (;;) {
      const { items, total } = await this.#parts.memories.list({
        limit: PAGE,
        offset: all.length,
        statuses: ['active'],
      });
      all.push(...items);
      if (items.length === 0 || all.length >= total) return all.map(asContent);
    }
  }

  /** Forgets everything for good. */
  async clear(): Promise<void> {
    const { store, memories, forgetting } = this.#parts;
    if (forgetting === null) {
      await this.#closeParts();
      this.#parts = this.#open();
      return;
    }
    const statuses = ['active', 'pending', 'paused', 'superseded', 'expired', 'forgotten'] as const;
    const ids: string[] = [];
    for (;;) {
      const { items, total } = await memories.list({
        limit: PAGE,
        offset: ids.length,
        statuses: [...statuses],
      });
      ids.push(...items.map(({ id }) => id));
      if (items.length === 0 || ids.length >= total) break;
    }
    if (ids.length > 0) await forgetting.purge({ ids }, true);
    await store.synced();
  }

  /** Waits for vectors in the making, and closes the file. To be called before the program ends. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#closeParts();
    await this.#builtIn?.close();
  }

  #recall({ query, scope, destinationLocal, exclude }: TeachingRecall): Promise<RecallReport> {
    const { budgetTokens = defaultBudget } = this.#options;
    return this.#parts.recall.recall({
      query,
      budgetTokens,
      destinationLocal,
      audience: 'model',
      exclude: new Set(exclude),
      scopes: scope.type === 'shared' ? [] : [storedId(scope.id)],
    });
  }

  async #closeParts(): Promise<void> {
    const { database, reEmbedder } = this.#parts;
    await reEmbedder.close();
    database.close();
  }

  #open(): MemoryParts {
    const { embedder, budgetTokens = defaultBudget, onFailure = () => undefined } = this.#options;
    const own = typeof embedder === 'object' ? embedder : null;
    const given = this.#builtIn ?? own;
    if (given === null) throw new Error('There is no embedder.');
    return openMemoryParts({ folder: this.#folder, embedder: given, budgetTokens, onFailure });
  }
}

/** better-sqlite3 ends an older process without a word. */
function refuseOldNode(): void {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major >= 22) return;
  throw new TuteeError(
    'invalid_input',
    `TuteeMemory needs Node 22 or newer; this is ${process.versions.node}.`,
  );
}

function userWords({ messageId, text, at }: TaughtWords, scope: TeachingScope) {
  return { conversationId: null, messageId: storedId(messageId), text, at, scope: memoryScope(scope) };
}

/** The store has one scope type, `assistant`, for agents and teams. */
function memoryScope(scope: TeachingScope): MemoryScope {
  return scope.type === 'shared' ? { type: 'everywhere' } : { type: 'assistant', id: storedId(scope.id) };
}

/** The store's ids are UUIDs; any other id gets one of its own, always the same. */
function storedId(id: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id;
  const hex = createHash('sha256').update(id).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

function asContent({ id, text, kind, tags, createdAt, updatedAt, useCount }: Memory): MemoryContent {
  return { id, content: text, metadata: { kind, tags, createdAt, updatedAt, useCount } };
}
