/**
 * What the user does with memories on the page: teach, edit, pause, pin, forget, restore, undo, search, try a question. Owns what each
 * of these means for a memory's value and vectors; knows the ports, not the page or SQL.
 */
import type { MemoryDetail } from '#shared/contract/memories.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import { TuteeError } from '#shared/errors.ts';
import type { MemoryChanges, MemoryCounts, MemorySort } from '#shared/memory/memory-filter.ts';
import type {
  Cue,
  Memory,
  MemoryEvent,
  MemoryKind,
  MemoryScope,
  MemoryValue,
} from '#shared/memory/memory.ts';
import type { RecallReport } from '#shared/memory/recall.ts';
import { cuesFor } from './capture/extract/cues.ts';
import { kindOf } from './capture/extract/kind-of.ts';
import { completed, planTeachings, superseded } from './capture/decide/plan.ts';
import { subjectOf } from './capture/extract/subject.ts';
import { editedValue } from './memory-edit.ts';
import type { EditInput } from './memory-edit.ts';
import type { LongChanges } from './long-changes.ts';
import { MemoryUpdates, updateStep } from './memory-updates.ts';
import { vectorsFor } from './memory-vectors.ts';
import type { MemoryPages, PageFilter, MemoryReader, MemoryStep, MemoryWriter } from './ports.ts';
import { GATE } from './recall/constants.ts';
import type { Recall } from './recall/recall.ts';
import { searchedFor } from './scopes.ts';

/** Timeout of a remote embedder while the user waits, in ms. */
const PATIENCE = 2_000;
/** The maximum number of memories that a search adds by meaning. */
const ALIKE = 50;
/** The maximum number of related memories shown with a memory. */
const RELATED = 8;

export interface MemoriesPorts {
  readonly reader: MemoryReader;
  readonly writer: MemoryWriter;
  readonly pages: MemoryPages;
  readonly recall: Recall;
  readonly embedder: () => Embedder | null;
  readonly newId: () => string;
  readonly long: LongChanges;
  /** Yields to the event loop. */
  readonly yieldToEventLoop: () => Promise<void>;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** The maximum number of memory tokens per message, from the settings. */
  readonly budgetTokens: () => number;
  /** Called when memories were stored without vectors, so that these are computed later. */
  readonly onMissingVectors: () => void;
}

export interface ListInput extends PageFilter {
  readonly sort?: MemorySort | undefined;
  readonly limit: number;
  readonly offset: number;
}

export interface TeachInput {
  readonly text: string;
  readonly kind?: MemoryKind | undefined;
  readonly cues?: readonly Cue[] | undefined;
  /** Where the memory applies, and which memories it is compared with; everywhere if left out. */
  readonly scope?: MemoryScope | undefined;
}

/** One user-visible change: the memory as it is now, and what undoes it. */
export interface Changed {
  readonly memory: Memory;
  readonly changeId: string;
}

export class Memories {
  readonly #ports: MemoriesPorts;
  /** Bulk changes. */
  readonly updates: MemoryUpdates;

  constructor(ports: MemoriesPorts) {
    this.#ports = ports;
    this.updates = new MemoryUpdates({ ...ports, alike: (query) => this.#alike(query) });
  }

  /** Newest first without a query; with one, best first by words and then by meaning. */
  async list(input: ListInput): Promise<{ items: Memory[]; total: number; counts: MemoryCounts }> {
    const { sort, limit, offset, ...filter } = input;
    const { query = '' } = filter;
    const alike = query === '' ? [] : await this.#alike(query);
    const page = await this.#ports.pages.pageInSlices(filter, limit, offset, { sort, alike });
    return { ...page, counts: await this.#ports.pages.countsInSlices() };
  }

  /** Throws `not_found`. */
  async get(id: string): Promise<MemoryDetail> {
    const detail = this.#ports.pages.detail(id);
    if (detail === undefined) throw notFound();
    return { ...detail, related: await this.#related(detail.memory) };
  }

  /** Replaces a memory that an answer used wrongly with the user's correction. Throws `not_found`. */
  async correct(
    id: string,
    text: string,
    answer: { readonly id: string; readonly conversationId: string },
  ): Promise<Changed> {
    const wrong = this.#need(id);
    const value: MemoryValue = { ...editedValue(wrong, { text }), status: 'active', validUntil: null };
    const newId = this.#ports.newId();
    const vectors = (await this.#vectors([{ id: newId, value }])).get(newId) ?? null;
    const { id: messageId, conversationId } = answer;
    const source = { origin: 'told', conversationId, messageId, quote: text } as const;
    const { changeId, memories } = this.#ports.writer.apply(
      [{ type: 'add', id: newId, value, source, vectors }, superseded(wrong, newId)],
      { ...this.updates.context(), conversationId, messageId },
    );
    this.#tellMissing(vectors === null ? 1 : 0);
    const memory = memories.find((one) => one.id === newId);
    if (memory === undefined) throw new Error('The store did not answer with the memory it was given.');
    return { memory, changeId };
  }

  /** Stores a memory. The same text again confirms the existing one; a memory of the same subject is superseded. */
  async teach({ text, kind: givenKind, cues: givenCues, scope }: TeachInput): Promise<Changed> {
    const kind = givenKind ?? kindOf(text);
    const subject = subjectOf(text, kind);
    const cues = givenCues ?? cuesFor(text, kind, subject);
    const { reader, writer, newId } = this.#ports;
    const teaching = { text, kind, subject, cues, rule: 'dialog' };
    const planned = planTeachings([teaching], reader, newId, { scope }).flat();
    const added = planned.filter((step) => step.type === 'add');
    const vectors = await this.#vectors(added);
    const source = { origin: 'dialog', conversationId: null, messageId: null, quote: null } as const;
    const { changeId, memories } = writer.apply(completed(planned, source, vectors), this.updates.context());
    this.#tellMissing(added.length - vectors.size);
    const taught = planned[0]?.id;
    const memory = memories.find(({ id }) => id === taught);
    if (memory === undefined) throw new Error('The store did not answer with the memory it was given.');
    return { memory, changeId };
  }

  /** Fields left out stay as they are; cues that rules made follow a changed text. Throws `not_found`. */
  async edit(id: string, input: EditInput): Promise<Changed> {
    const memory = this.#need(id);
    const value = editedValue(memory, input);
    const vectors = await this.#vectors([{ id: memory.id, value }]);
    const own = vectors.get(memory.id) ?? null;
    const changed = this.#apply({ type: 'update', id: memory.id, action: 'edited', value, vectors: own });
    this.#tellMissing(own === null ? 1 : 0);
    return changed;
  }

  /** Throws `not_found`, or `invalid_input` for a memory that is neither active nor paused. */
  pause(id: string, paused: boolean): Changed {
    const memory = this.#need(id);
    if (memory.status !== 'active' && memory.status !== 'paused') {
      throw new TuteeError('invalid_input', 'Only a memory in use can be paused. Restore it first.', {
        field: 'id',
      });
    }
    return this.#update(memory, { paused });
  }

  pin(id: string, pinned: boolean): Changed {
    return this.#update(this.#need(id), { pinned });
  }

  forget(id: string): Changed {
    return this.#update(this.#need(id), { forgotten: true });
  }

  /** Restores a forgotten, superseded or expired memory. */
  restore(id: string): Changed {
    return this.#update(this.#need(id), { forgotten: false });
  }

  /** Newest first; throws `not_found`. */
  history(id: string): MemoryEvent[] {
    this.#need(id);
    return this.#ports.reader.history(id);
  }

  /** Recall for "Would this be found?", in the given scope or everywhere. Counts no use and sends nothing. */
  preview(query: string, scope?: MemoryScope): Promise<RecallReport> {
    return this.#ports.recall.recall({
      query,
      budgetTokens: this.#ports.budgetTokens(),
      destinationLocal: true,
      scopes: scope === undefined ? 'all' : searchedFor(scope),
    });
  }

  async #related(memory: Memory): Promise<MemoryDetail['related']> {
    const { subject, scope } = memory;
    const ofSubject = subject === null ? [] : this.#ports.reader.bySubject(subject, scope);
    // A private text is not sent to an embedder on another machine.
    const here = !memory.private || this.#ports.embedder()?.local !== false;
    const near = here
      ? await this.#ports.recall.rank(memory.text, RELATED + 1, this.#ports.yieldToEventLoop)
      : [];
    const related = new Map<string, MemoryDetail['related'][number]>();
    for (const one of ofSubject) related.set(one.id, { memory: one, by: 'subject' });
    for (const { memory: one, parts } of near) {
      if (parts.total >= GATE && !related.has(one.id)) related.set(one.id, { memory: one, by: 'likeness' });
    }
    related.delete(memory.id);
    return [...related.values()].slice(0, RELATED);
  }

  #vectors(added: readonly { readonly id: string; readonly value: MemoryValue }[]) {
    return vectorsFor(added, this.#ports.embedder(), PATIENCE);
  }

  #tellMissing(missing: number): void {
    if (missing > 0) this.#ports.onMissingVectors();
  }

  async #alike(query: string): Promise<string[]> {
    const { recall, yieldToEventLoop } = this.#ports;
    const ranked = await recall.rank(query, ALIKE, yieldToEventLoop);
    return ranked.filter(({ parts }) => parts.total >= GATE).map(({ memory }) => memory.id);
  }

  #update(memory: Memory, changes: MemoryChanges): Changed {
    const step = updateStep(memory, changes, this.#ports.now());
    if (step === null)
      throw new TuteeError('invalid_input', 'Nothing to change: the memory is like that already.');
    return this.#apply(step);
  }

  #apply(step: MemoryStep): Changed {
    const { changeId, memories } = this.#ports.writer.apply([step], this.updates.context());
    const [memory] = memories;
    if (memory === undefined) throw notFound();
    return { memory, changeId };
  }

  #need(id: string): Memory {
    const memory = this.#ports.reader.get(id);
    if (memory === undefined) throw notFound();
    return memory;
  }
}

function notFound(): TuteeError {
  return new TuteeError('not_found', 'That memory is not there any more.');
}
